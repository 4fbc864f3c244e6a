"""What the clock does to sessions that wait for a word: it reminds, then lets them lapse."""

import datetime

from django.conf import settings
from django.db import transaction

from coaching import rules
from coaching.models import Session
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision

State = Session.State


def sweep(now) -> dict[str, int]:
    """Remind of sessions that wait for the coachee, or disputed ones that wait for the
    coach; later let them lapse. Nothing is ever credited by silence."""
    done = {"remind": 0, "lapse": 0}
    due = now - datetime.timedelta(days=settings.SESSION_REMIND_DAYS)
    rows = Session.objects.select_related(
        "engagement__coachee", "engagement__coach__person"
    )
    waiting = rows.waiting().filter(logged_at__lte=due)
    disputed = rows.disputed().filter(answered_at__lte=due)
    for session in [*waiting.iterator(500), *disputed.iterator(500)]:
        since = session.logged_at
        if session.state == State.DISPUTED:
            since = session.answered_at
        says = rules.clock_says(
            since,
            now,
            reminded=session.reminded_at is not None,
            remind_after=settings.SESSION_REMIND_DAYS,
            lapse_after=settings.SESSION_LAPSE_DAYS,
        )
        if says:
            done[says] += _remind(session, now) if says == "remind" else _lapse(session)
    return done


def _as_it_was(session: Session):
    """The row, unless somebody has answered meanwhile."""
    return Session.objects.filter(pk=session.pk, state=session.state, turn=session.turn)


@transaction.atomic
def _remind(session: Session, now) -> int:
    if not _as_it_was(session).filter(reminded_at=None).update(reminded_at=now):
        return 0
    pair = session.engagement
    disputed = session.state == State.DISPUTED
    tell(
        pair.coach.person if disputed else pair.coachee,
        "coaching.correct" if disputed else "coaching.remind",
        source=f"session:{session.pk}:remind:{session.turn}",
        url=f"/coaching/sessions/{session.public_id}/",
        coach=pair.coach.person.name,
        who=pair.coachee.name,
        held_on=session.day.isoformat(),
        lapse_days=settings.SESSION_LAPSE_DAYS,
        session=str(session.public_id),
        turn=session.turn,
    )
    return 1


@transaction.atomic
def _lapse(session: Session) -> int:
    if not _as_it_was(session).update(state=State.LAPSED, turn=session.turn + 1):
        return 0
    pair = session.engagement
    log_decision(
        "session.lapsed",
        by=None,
        person=pair.coachee,
        subject=session.day.isoformat(),
        was=session.state,
    )
    for person in (pair.coachee, pair.coach.person):
        tell(
            person,
            "coaching.lapsed",
            source=f"session:{session.pk}:lapsed:{person.pk}",
            url=f"/coaching/sessions/{session.public_id}/",
            held_on=session.day.isoformat(),
            lapse_days=settings.SESSION_LAPSE_DAYS,
        )
    return 1
