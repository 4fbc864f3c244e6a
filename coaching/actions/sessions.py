"""The coach's signature: she logs what took place, alone or many at once."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching import rules
from coaching.actions.agreements import may_go_on
from coaching.actions.meetings import meeting_held
from coaching.actions.steps import agree_step
from coaching.models import Engagement, Session, Topic
from corpu.ledger.actions.credits import lock_people
from corpu.lib.clock import JAKARTA
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell

State = Session.State


@dataclass(frozen=True)
class Entry:
    """One meeting as it was logged on a form or a device.

    `key` is made there and makes a second sending harmless. With several engagements it
    was one meeting with all of them. What a device kept offline (`is_kept`) may have been
    logged on another one meanwhile: the very same meeting is then found, not refused.
    """

    key: uuid.UUID
    engagements: tuple[Engagement, ...]
    started_at: datetime.datetime
    minutes: int
    topic: Topic
    next_step: str = ""
    is_kept: bool = False


class RowsRefused(Exception):
    """Some rows of a log cannot be: nothing of it was kept. `faults` by row number."""

    def __init__(self, faults: dict[int, Refused]):
        self.faults = faults
        super().__init__(str(faults))


def faults() -> dict[str, str]:
    """The sentence for each code of `rules.session_fault`."""
    return {
        "minutes_out_of_range": _("A session lasts from %(least)d to %(most)d minutes.")
        % {"least": rules.MIN_MINUTES, "most": rules.MAX_MINUTES},
        "in_the_future": _("The session is not over yet. Log it after it has ended."),
        "before_the_engagement": _("This is before the engagement began."),
        "overlaps": _("One of you already has a session at that time."),
    }


def log_session(
    engagement: Engagement, *, by, key, started_at, minutes, topic, next_step=""
) -> Session:
    """Log one meeting with one person. The same `key` again returns the session it
    made."""
    entry = Entry(key, (engagement,), started_at, minutes, topic, next_step)
    return log_entry(entry, by=by)[0]


@transaction.atomic
def log_entry(entry: Entry, *, by) -> list[Session]:
    """Log one meeting: one session for each person who took part.

    Each is confirmed and credited by itself. Refused as a whole if it cannot be for one.
    """
    pairs = _locked(entry.engagements)
    if not pairs:
        message = _("Choose at least one person.")
        raise Refused("nobody", message, field="engagements")
    group = entry.key if len(pairs) > 1 else None
    return [_log(pair, entry, group=group, by=by) for pair in pairs]


def log_entries(entries: Iterable[Entry], *, by) -> list[Session]:
    """Log many meetings, all or none; raises RowsRefused with the fault of each row."""
    wrong: dict[int, Refused] = {}
    logged: list[Session] = []
    with transaction.atomic():
        for number, entry in enumerate(entries):
            try:
                with transaction.atomic():
                    logged += log_entry(entry, by=by)
            except Refused as refusal:
                wrong[number] = refusal
        if wrong:
            raise RowsRefused(wrong)
    return logged


def _locked(engagements: Iterable[Engagement]) -> list[Engagement]:
    """These engagements again, with their people locked: one writer at a time for each
    of them, so that doubles and overlaps are seen, not raced."""
    rows = Engagement.objects.select_related("coach__person", "coachee", "form", "kind")
    pairs = list(rows.filter(pk__in=[each.pk for each in engagements]).order_by("pk"))
    lock_people({pk for pair in pairs for pk in (pair.coach.person_id, pair.coachee_id)})
    return pairs


def _log(pair: Engagement, entry: Entry, *, group, by) -> Session:
    key = uuid.uuid5(entry.key, str(pair.public_id)) if group else entry.key
    known = _known(pair, entry, key)
    if known:
        return known
    if pair.state != Engagement.State.ACTIVE:
        raise Refused("not_active", _("This engagement is not active."))
    check(pair, entry.started_at, entry.minutes, group=group)
    if not may_go_on(pair):
        text = _("First both of you sign the agreement; %(who)s finds it under Coaching.")
        raise Refused("not_signed", text % {"who": pair.coachee.name}, field="engagement")
    session = Session.objects.create(
        key=key,
        group=group,
        engagement=pair,
        started_at=entry.started_at,
        minutes=entry.minutes,
        topic=entry.topic,
        logged_at=timezone.now(),
    )
    if entry.next_step:
        agree_step(pair, by=by, text=entry.next_step)
    meeting_held(pair, session.day)
    ask_to_confirm(session)
    return session


def _known(pair: Engagement, entry: Entry, key) -> Session | None:
    """The session that this entry made before: sent again, or from a second device."""
    row = Session.objects.filter(key=key).select_related("engagement").first()
    same = {"engagement": pair, "started_at": entry.started_at, "minutes": entry.minutes}
    if row is None:
        twins = Session.objects.held().filter(**same)
        twin = twins.first() if entry.is_kept else None
        if twin and entry.next_step:
            _keep_step_of_twin(pair, entry)
        return twin
    if row.engagement_id != pair.pk:
        raise Refused("key_taken", _("Please open the form again."))
    if any(getattr(row, name) != value for name, value in same.items()) and not row.turn:
        message = _("This session is logged already, in other words. Correct it there.")
        raise Refused("logged_otherwise", message)
    return row


def _keep_step_of_twin(pair: Engagement, entry: Entry) -> None:
    """The second device had a next step as well: nothing of what was typed is lost."""
    from coaching.actions.steps import opened

    coach = pair.coach.person
    steps = opened(pair.steps.select_related("engagement__coach"), coach)
    if entry.next_step not in {step.words for step in steps}:
        agree_step(pair, by=coach, text=entry.next_step)


def check(pair: Engagement, started_at, minutes: int, *, group=None, but=None) -> None:
    """Refuse a session that cannot be. Those of its own group, and `but`, do not clash."""
    day = datetime.timedelta(days=1)
    near = Session.objects.held().of_either(pair)
    near = near.filter(started_at__range=(started_at - day, started_at + day))
    if group:
        near = near.exclude(group=group)
    if but:
        near = near.exclude(pk=but.pk)
    code = rules.session_fault(
        started_at,
        minutes,
        now=timezone.now(),
        engaged_since=datetime.datetime.combine(
            pair.started_on, datetime.time.min, JAKARTA
        ),
        others=[(s.started_at, s.ended_at) for s in near],
    )
    if code:
        field = "minutes" if code == "minutes_out_of_range" else "started_at"
        raise Refused(code, faults()[code], field=field)


def ask_to_confirm(session: Session) -> None:
    """Tell the coachee what waits for her; a corrected session asks anew."""
    tell(
        session.engagement.coachee,
        "coaching.confirm",
        source=f"session:{session.pk}:confirm:{session.turn}",
        url=f"/coaching/sessions/{session.public_id}/",
        coach=session.engagement.coach.person.name,
        minutes=session.minutes,
        held_on=session.day.isoformat(),
        session=str(session.public_id),
        turn=session.turn,
    )


@transaction.atomic
def correct_session(session: Session, *, by, started_at, minutes, topic) -> Session:
    """The coach mends what the coachee disputed; it waits for her word again."""
    locked = _waiting(session)
    check(locked.engagement, started_at, minutes, group=locked.group, but=locked)
    locked.started_at, locked.minutes, locked.topic = started_at, minutes, topic
    locked.state, locked.logged_at = State.LOGGED, timezone.now()
    locked.reminded_at, locked.turn = None, locked.turn + 1
    locked.save(
        update_fields=[
            "started_at", "minutes", "topic", "state", "logged_at", "reminded_at", "turn"
        ]
    )  # fmt: skip
    ask_to_confirm(locked)
    return locked


def _waiting(session: Session) -> Session:
    _locked([session.engagement])
    rows = Session.objects.select_for_update(of=("self",))
    locked = rows.select_related("engagement__coach__person", "engagement__coachee").get(
        pk=session.pk
    )
    if locked.state not in (State.LOGGED, State.DISPUTED):
        raise Refused("not_waiting", _("A signed session cannot be changed."))
    return locked


@transaction.atomic
def withdraw_session(session: Session, *, by) -> None:
    """The coach takes back what she logged, as long as it is not signed."""
    locked = _waiting(session)
    locked.state, locked.turn = State.WITHDRAWN, locked.turn + 1
    locked.save(update_fields=["state", "turn"])
