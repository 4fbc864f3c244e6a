"""What one more session counts, told before it is logged and after: by the ledger's own
rule (`previews.preview`) and no other."""

import calendar
import datetime
from dataclasses import dataclass

from coaching.models import Engagement, Session
from corpu.ledger.actions import previews
from corpu.ledger.models.credit import Reason
from corpu.lib.clock import local_day, today

MONTHS_AHEAD = 3
MOST_A_MONTH = 12  # enough hypothetical sessions to see where a month is full


@dataclass(frozen=True)
class Worth:
    """What a session on `day` brings its coachee.

    `place` is its number among her sessions of this form in the month, `room` how many of
    them count (None: no limit was met), `next_on` the first day on which another would
    count again (None: this one counts, or no month ahead has room).
    """

    day: datetime.date
    jp: object
    reason: str
    place: int
    room: int | None
    next_on: datetime.date | None

    @property
    def counts(self) -> bool:
        """True if it adds JP."""
        return bool(self.jp)

    @property
    def told(self) -> str:
        """Why it counts as it does, in the ledger's words."""
        return str(Reason(self.reason).label) if self.reason else ""


def of_session(session: Session) -> Worth:
    """What signing this session would bring, with those that wait before it."""
    return what_it_counts(session.engagement, session.day, but=session)


def what_it_counts(
    pair: Engagement, day: datetime.date, *, but: Session | None = None
) -> Worth:
    """What one more session on `day` would be worth to the coachee, and why.

    Sessions that wait for her signature take their turn first, as they will.
    """
    waiting = [
        d for d in _waiting_days(pair, but) if (d.year, d.month) <= (day.year, day.month)
    ]
    before = [d for d in waiting if d <= day]
    after = [d for d in waiting if d > day]
    drafts = [_draft(pair, each) for each in [*before, day, *after]]
    worth = previews.preview(drafts)[len(before)]
    place = _held(pair, day) + len([d for d in before if d.month == day.month]) + 1
    full = not worth.jp_recognised
    return Worth(
        day=day,
        jp=worth.jp_recognised,
        reason=worth.reason,
        place=place,
        room=_room(pair, day) if full else None,
        next_on=_next_on(pair, day) if full else None,
    )


def of_confirmed(session: Session) -> Worth:
    """What a signed session brought, in the same words."""
    pair, day = session.engagement, session.day
    credits_of_it = list(session.record.credits.all())
    jp = sum(credit.jp_recognised for credit in credits_of_it)
    return Worth(
        day=day,
        jp=jp,
        reason=credits_of_it[-1].reason if credits_of_it else "",
        place=_place_of(session),
        room=None if jp else _room(pair, day),
        next_on=None if jp else _next_on(pair, day),
    )


def _draft(pair: Engagement, day: datetime.date) -> previews.Draft:
    return previews.Draft(
        person_id=pair.coachee_id,
        form=pair.form_id,
        started_on=day,
        ended_on=day,
        sessions=1,
    )


def _of_coachee(pair: Engagement):
    return Session.objects.filter(
        engagement__coachee=pair.coachee_id, engagement__form=pair.form_id
    )


def _waiting_days(pair: Engagement, but: Session | None) -> list[datetime.date]:
    rows = _of_coachee(pair).waiting()
    if but:
        rows = rows.exclude(pk=but.pk)
    return sorted(local_day(at) for at in rows.values_list("started_at", flat=True))


def _held(pair: Engagement, day: datetime.date) -> int:
    """Facts of this form in the month, up to that day."""
    rows = pair.coachee.records.standing().filter(form=pair.form_id, role="learner")
    return rows.filter(ended_on__range=(day.replace(day=1), day)).count()


def _place_of(session: Session) -> int:
    """The number of its fact among those of the month, in the order they count."""
    pair, fact = session.engagement, session.record
    rows = pair.coachee.records.standing().filter(form=pair.form_id, role="learner")
    rows = rows.filter(ended_on__range=(session.day.replace(day=1), session.day))
    keys = rows.in_order().values_list("pk", flat=True)
    return list(keys).index(fact.pk) + 1 if fact.pk in keys else len(keys) + 1


def _room(pair: Engagement, day: datetime.date) -> int:
    """How many sessions of the month count: those that did, and those that still would."""
    first = day.replace(day=1)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    rows = pair.coachee.records.standing().filter(form=pair.form_id, role="learner")
    did = rows.filter(ended_on__range=(first, last), credits__jp_recognised__gt=0)
    more = previews.preview([_draft(pair, last)] * MOST_A_MONTH)
    return did.distinct().count() + sum(1 for each in more if each.jp_recognised)


def _next_on(pair: Engagement, day: datetime.date) -> datetime.date | None:
    """The first day of the first month ahead in which a session would count."""
    # A session of a month gone by: what counts next lies in this month or later.
    first = max(day.replace(day=1), _month_before(today()))
    firsts = []
    for _number in range(MONTHS_AHEAD):
        first = (first + datetime.timedelta(days=32)).replace(day=1)
        firsts.append(first)
    found = previews.preview([_draft(pair, each) for each in firsts])
    return next((d for d, w in zip(firsts, found, strict=True) if w.jp_recognised), None)


def _month_before(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
