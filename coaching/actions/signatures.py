"""The coachee's signature: she confirms, disputes, or takes her word back that day."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coaching.actions.words import Words
from coaching.models import Engagement, Session
from corpu.ledger.actions import records
from corpu.ledger.actions.credits import lock_people
from corpu.lib import vault
from corpu.lib.clock import local_day
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell

State = Session.State


def _lock(session: Session) -> Session:
    """The session as it is now, held until the transaction ends.

    People first, in their order, as every posting takes them: nobody waits for ever.
    """
    pair = session.engagement
    lock_people([pair.coach.person_id, pair.coachee_id])
    rows = Session.objects.select_for_update(of=("self",))
    if session.group:
        # The coach's record is common to a group: its sessions are signed one by one.
        list(rows.filter(group=session.group).order_by("pk").values_list("pk"))
    return rows.select_related(
        "engagement__coach__person", "engagement__coachee", "engagement__form",
        "engagement__kind",
    ).get(pk=session.pk)  # fmt: skip


@transaction.atomic
def confirm(session: Session, *, by, turn: int | None = None) -> Session:
    """Both records are posted in this transaction; a second confirmation posts nothing.

    `turn` is that of a link: it is good for one word, and refused once that was given.
    """
    locked = _lock(session)
    if turn is not None and turn != locked.turn:
        raise Refused("link_used", _("This link has been used, or the session changed."))
    if locked.state == State.CONFIRMED:
        return locked
    if locked.state not in (State.LOGGED, State.DISPUTED):
        raise Refused("not_waiting", _("This session no longer waits for you."))
    pair, round_ = locked.engagement, _round(locked)
    locked.record = _post(locked, pair.coachee, "learner", f"{round_}", by)
    locked.coach_record = _record_of_coach(locked, by)
    locked.state, locked.answered_at = State.CONFIRMED, timezone.now()
    locked.turn += 1
    locked.save(update_fields=["record", "coach_record", "state", "answered_at", "turn"])
    tell(
        pair.coach.person,
        "coaching.confirmed",
        source=f"session:{locked.pk}:confirmed:{round_}",
        url="/coaching/desk/",
        who=pair.coachee.name,
        held_on=locked.day.isoformat(),
    )
    return locked


def _round(session: Session) -> int:
    """How often this session was posted before: an undone one is posted anew."""
    prefix = f"session:{session.public_id}:learner:"
    return session.engagement.coachee.records.filter(source__startswith=prefix).count()


def _record_of_coach(session: Session, by):
    """One fact for the coach, however many people took part: the first word posts it."""
    pair = session.engagement
    if session.group:
        others = Session.objects.filter(state=State.CONFIRMED, group=session.group)
        known = others.exclude(coach_record=None).select_related("coach_record").first()
        if known:
            return known.coach_record
    role = pair.kind.giver_role if pair.kind else "coach"
    prefix = f"session:{session.public_id}:{role}:"
    again = pair.coach.person.records.filter(source__startswith=prefix).count()
    return _post(session, pair.coach.person, role, f"{again}", by)


def _activity(pair: Engagement):
    """The coach's name card in this kind: it teaches what she is registered for, so that
    the hour counts toward targets of a competence as well."""
    offer = pair.coach.offers.filter(kind=pair.kind_id).select_related("activity").first()
    return offer.activity if offer else None


def _post(session: Session, person, role: str, round_: str, by):
    pair = session.engagement
    # The title never tells the topic: leaders read it.
    other = pair.other_than(person).name
    if session.group and role != "learner":
        with translation.override("id"):
            other = _("a group")
    return records.record(
        person=person,
        form=pair.form_id,
        activity=_activity(pair) if role == "learner" else None,
        role=role,
        title=f"{pair.form.name_id} · {other}",
        provider_name=pair.coach.person.name if role == "learner" else "",
        started_on=session.day,
        ended_on=session.day,
        sessions=1,
        minutes=session.minutes,
        source=f"session:{session.public_id}:{role}:{round_}",
        by=by,
    )


@transaction.atomic
def undo_confirmation(session: Session, *, by) -> None:
    """Take the word back on the day it was given; the records are voided."""
    locked = _lock(session)
    same_day = locked.answered_at and local_day(locked.answered_at) == local_day(
        timezone.now()
    )
    if locked.is_voided:
        raise Refused("record_voided", _("HR has voided its record. Please ask HR."))
    if locked.state != State.CONFIRMED or not same_day:
        raise Refused(
            "undo_too_late",
            _("A confirmation can be undone on its own day only. Please ask HR."),
        )
    others = Session.objects.filter(state=State.CONFIRMED).exclude(pk=locked.pk)
    facts = [locked.record]
    if locked.coach_record and not others.filter(coach_record=locked.coach_record):
        facts.append(locked.coach_record)
    for fact in facts:
        if not fact.is_voided:
            records.void(fact, by=by, reason=_("The confirmation was undone."))
    locked.state, locked.answered_at, locked.record = State.LOGGED, None, None
    locked.coach_record, locked.turn = None, locked.turn + 1
    locked.logged_at, locked.reminded_at = timezone.now(), None
    locked.save(
        update_fields=[
            "state", "answered_at", "record", "coach_record", "turn", "logged_at",
            "reminded_at",
        ]
    )  # fmt: skip


@transaction.atomic
def dispute(session: Session, *, by, reason: str, minutes: int | None = None) -> None:
    """The coachee says what is wrong; the coach corrects it, or withdraws it.

    Her words are sealed like notes; `minutes` is how long she says it was.
    """
    locked = _lock(session)
    if locked.state != State.LOGGED:
        raise Refused("not_waiting", _("This session no longer waits for you."))
    locked.turn += 1
    locked.state, locked.answered_at = State.DISPUTED, timezone.now()
    locked.disputed_minutes, locked.reminded_at = minutes, None
    locked.dispute_sealed = None
    if reason and vault.may_seal():
        words = Words(locked.engagement, by)
        locked.dispute_sealed = words.seal(_place(locked), reason)
    locked.save(
        update_fields=[
            "state", "answered_at", "disputed_minutes", "reminded_at", "turn",
            "dispute_sealed",
        ]
    )  # fmt: skip
    tell(
        locked.engagement.coach.person,
        "coaching.disputed",
        source=f"session:{locked.pk}:disputed:{locked.turn}",
        url=f"/coaching/sessions/{locked.public_id}/",
        who=by.name,
        held_on=locked.day.isoformat(),
    )


def _place(session: Session) -> str:
    return f"dispute:{session.public_id}"


def reason_of(session: Session, viewer) -> str:
    """Why the coachee disputed it, for one of the pair."""
    if session.dispute_sealed is None:
        return session.dispute_reason
    try:
        words = Words(session.engagement, viewer)
        return words.read(_place(session), session.dispute_sealed)
    except vault.Locked:
        return _("(its key is lost)")
