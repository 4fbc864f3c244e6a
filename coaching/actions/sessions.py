"""Two signatures: the coach logs, the coachee confirms, and only then it counts."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching import rules
from coaching.actions.engagements import meeting_held
from coaching.models import Engagement, NextStep, Session
from corpu.ledger.actions import credits, records
from corpu.lib.clock import JAKARTA, local_day
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision

State = Session.State


def faults() -> dict[str, str]:
    """The sentence for each code of `rules.session_fault`."""
    return {
        "minutes_out_of_range": _("A session lasts from %(least)d to %(most)d minutes.")
        % {"least": rules.MIN_MINUTES, "most": rules.MAX_MINUTES},
        "in_the_future": _("The session is not over yet. Log it after it has ended."),
        "before_the_engagement": _("This is before the engagement began."),
        "overlaps": _("One of you already has a session at that time."),
    }


@transaction.atomic
def log_session(
    engagement: Engagement, *, by, key, started_at, minutes, topic, next_step=""
) -> Session:
    """The coach's signature. The same `key` again returns the session it made."""
    # One writer at a time for a pair: a double click and overlaps are seen, not raced.
    engagement = (
        Engagement.objects.select_for_update(of=("self",))
        .select_related("coach__person", "coachee", "form")
        .get(pk=engagement.pk)
    )
    known = Session.objects.filter(key=key).first()
    if known:
        if known.engagement_id != engagement.pk:
            raise Refused("key_taken", _("Please open the form again."))
        return known
    _check(engagement, started_at, minutes)
    session = Session.objects.create(
        key=key,
        engagement=engagement,
        started_at=started_at,
        minutes=minutes,
        topic=topic,
        logged_at=timezone.now(),
    )
    if next_step:
        NextStep.objects.create(engagement=engagement, text=next_step)
    meeting_held(engagement, session.day)
    tell(
        engagement.coachee,
        "coaching.confirm",
        source=f"session:{session.pk}:confirm",
        url=f"/coaching/sessions/{session.public_id}/",
        coach=by.name,
        minutes=minutes,
        held_on=session.day.isoformat(),
    )
    return session


def _check(engagement: Engagement, started_at, minutes: int) -> None:
    day = datetime.timedelta(days=1)
    near = Session.objects.held().of_either(engagement)
    near = near.filter(started_at__range=(started_at - day, started_at + day))
    code = rules.session_fault(
        started_at,
        minutes,
        now=timezone.now(),
        engaged_since=datetime.datetime.combine(
            engagement.started_on, datetime.time.min, JAKARTA
        ),
        others=[(s.started_at, s.ended_at) for s in near],
    )
    if code:
        field = "minutes" if code == "minutes_out_of_range" else "started_at"
        raise Refused(code, faults()[code], field=field)


@transaction.atomic
def confirm(session: Session, *, by) -> Session:
    """The coachee's signature: both records are posted in this transaction."""
    locked = (
        Session.objects.select_for_update(of=("self",))
        .select_related("engagement__coach__person", "engagement__coachee")
        .get(pk=session.pk)
    )
    if locked.state == State.CONFIRMED:
        return locked
    if locked.state not in (State.LOGGED, State.DISPUTED):
        raise Refused("not_waiting", _("This session no longer waits for you."))
    engagement, round_ = locked.engagement, _round(locked)
    locked.record = _post(locked, engagement.coachee, "learner", round_, by)
    role = "mentor" if engagement.form_id == "mentoring" else "coach"
    locked.coach_record = _post(locked, engagement.coach.person, role, round_, by)
    locked.state, locked.answered_at = State.CONFIRMED, timezone.now()
    locked.save(update_fields=["record", "coach_record", "state", "answered_at"])
    tell(
        engagement.coach.person,
        "coaching.confirmed",
        source=f"session:{locked.pk}:confirmed:{round_}",
        url="/coaching/desk/",
        who=engagement.coachee.name,
        held_on=locked.day.isoformat(),
    )
    return locked


def _round(session: Session) -> int:
    """How often this session was posted before: an undone one is posted anew."""
    prefix = f"session:{session.public_id}:learner:"
    return session.engagement.coachee.records.filter(source__startswith=prefix).count()


def _post(session: Session, person, role: str, round_: int, by):
    engagement = session.engagement
    other = engagement.other_than(person)
    # The title never tells the topic: leaders read it.
    return records.record(
        person=person,
        form=engagement.form_id,
        role=role,
        title=f"{engagement.form.name_id} · {other.name}",
        provider_name=engagement.coach.person.name if role == "learner" else "",
        started_on=session.day,
        ended_on=session.day,
        sessions=1,
        minutes=session.minutes,
        source=f"session:{session.public_id}:{role}:{round_}",
        by=by,
    )


@transaction.atomic
def undo_confirmation(session: Session, *, by) -> None:
    """Take the signature back on the day it was given; the records are voided."""
    locked = Session.objects.select_for_update().get(pk=session.pk)
    same_day = locked.answered_at and local_day(locked.answered_at) == local_day(
        timezone.now()
    )
    if locked.state != State.CONFIRMED or not same_day:
        raise Refused(
            "undo_too_late",
            _("A confirmation can be undone on its own day only. Please ask HR."),
        )
    for fact in (locked.record, locked.coach_record):
        records.void(fact, by=by, reason=_("The confirmation was undone."))
    Session.objects.filter(pk=locked.pk).update(
        state=State.LOGGED, record=None, coach_record=None, answered_at=None
    )


@transaction.atomic
def dispute(session: Session, *, by, reason: str) -> None:
    """The coachee says what is wrong; the coach withdraws or logs it anew."""
    changed = Session.objects.filter(pk=session.pk, state=State.LOGGED).update(
        state=State.DISPUTED, dispute_reason=reason, answered_at=timezone.now()
    )
    if not changed:
        raise Refused("not_waiting", _("This session no longer waits for you."))
    tell(
        session.engagement.coach.person,
        "coaching.disputed",
        source=f"session:{session.pk}:disputed",
        url=f"/coaching/sessions/{session.public_id}/",
        who=by.name,
        held_on=session.day.isoformat(),
    )


@transaction.atomic
def withdraw_session(session: Session, *, by) -> None:
    """The coach takes back what she logged, as long as it is not signed."""
    waiting = [State.LOGGED, State.DISPUTED]
    changed = Session.objects.filter(pk=session.pk, state__in=waiting).update(
        state=State.WITHDRAWN
    )
    if not changed:
        raise Refused("not_waiting", _("A signed session cannot be withdrawn."))


def what_it_counts(engagement: Engagement, day: datetime.date) -> credits.Worth:
    """What one more session on `day` would be worth to the coachee, and why."""
    draft = credits.Draft(
        person_id=engagement.coachee_id,
        form=engagement.form_id,
        started_on=day,
        ended_on=day,
        sessions=1,
    )
    return credits.preview([draft])[0]


def sweep(now) -> dict[str, int]:
    """Remind of unsigned sessions after 3 days, let them lapse after 14."""
    done = {"remind": 0, "lapse": 0}
    waiting = Session.objects.waiting().select_related(
        "engagement__coachee", "engagement__coach__person"
    )
    due = now - datetime.timedelta(days=rules.REMIND_AFTER_DAYS)
    for session in waiting.filter(logged_at__lte=due).iterator(chunk_size=500):
        says = rules.clock_says(
            session.logged_at, now, reminded=session.reminded_at is not None
        )
        if says:
            done[says] += _remind(session, now) if says == "remind" else _lapse(session)
    return done


@transaction.atomic
def _remind(session: Session, now) -> int:
    rows = Session.objects.filter(pk=session.pk, reminded_at=None, state=State.LOGGED)
    if not rows.update(reminded_at=now):
        return 0
    tell(
        session.engagement.coachee,
        "coaching.remind",
        source=f"session:{session.pk}:remind",
        url=f"/coaching/sessions/{session.public_id}/",
        coach=session.engagement.coach.person.name,
        held_on=session.day.isoformat(),
    )
    return 1


@transaction.atomic
def _lapse(session: Session) -> int:
    rows = Session.objects.filter(pk=session.pk, state=State.LOGGED)
    if not rows.update(state=State.LAPSED):
        return 0
    log_decision(
        "session.lapsed",
        by=None,
        person=session.engagement.coachee,
        subject=session.day.isoformat(),
    )
    for person in (session.engagement.coachee, session.engagement.coach.person):
        tell(
            person,
            "coaching.lapsed",
            source=f"session:{session.pk}:lapsed:{person.pk}",
            url=f"/coaching/sessions/{session.public_id}/",
            held_on=session.day.isoformat(),
        )
    return 1
