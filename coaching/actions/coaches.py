"""The register of coaches: applications, entries, and the openings that they are."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.models import Coach, Engagement, Kind, Offer
from corpu.agenda.actions import put_opening, withdraw_opening
from corpu.ledger.models import Activity
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision

SESSIONS_AHEAD = 2  # what one month of an engagement can bring
DAYS_TO_DECIDE = 14
OWN = ("about", "years", "languages", "means", "city", "time_zone", "capacity")


@transaction.atomic
def register_coach(
    person, *, by, about, capacity, kinds=("coaching",), competences=(), **fields
) -> Coach:
    """Put a person on the register, or change her entry. `by` is HR."""
    if person.pk == by.pk:
        raise Refused("own_entry", _("Another HR officer keeps your own entry."))
    values = {"about": about, "capacity": capacity, "state": Coach.State.ON, **fields}
    values["decided_at"] = timezone.now()
    coach, created = Coach.objects.update_or_create(person=person, defaults=values)
    coach.competences.set(competences)
    _set_kinds(coach, kinds)
    act = "coach.registered" if created else "coach.changed"
    log_decision(act, by=by, person=person, subject=coach, capacity=capacity)
    refresh_openings(coach)
    return coach


@transaction.atomic
def apply_as_coach(person, *, kinds, competences=(), **fields) -> Coach:
    """Ask HR for a place on the register; a returned or declined one is sent again."""
    coach = Coach.objects.select_for_update(of=("self",)).filter(person=person).first()
    if coach and coach.state in (Coach.State.ON, Coach.State.APPLIED):
        raise Refused("already_there", _("Your application or entry is there already."))
    now = timezone.now()
    values = {
        **fields,
        "state": Coach.State.APPLIED,
        "applied_at": now,
        "decide_by": now + datetime.timedelta(days=DAYS_TO_DECIDE),
        "decided_at": None,
        "decision_reason": "",
    }
    coach, _created = Coach.objects.update_or_create(person=person, defaults=values)
    coach.competences.set(competences)
    _set_kinds(coach, kinds)
    return coach


@transaction.atomic
def decide_application(coach: Coach, *, by, state: str, reason: str = "") -> Coach:
    """HR approves (`on`), returns or declines an application, never her own."""
    if coach.person_id == by.pk:
        raise Refused("own_entry", _("Another HR officer keeps your own entry."))
    if state != Coach.State.ON and not reason:
        raise Refused("reason_missing", _("Please give the reason."), field="reason")
    rows = Coach.objects.filter(pk=coach.pk, state=Coach.State.APPLIED)
    now = timezone.now()
    if not rows.update(
        state=state, decided_at=now, decision_reason=reason[:300], active_at=now
    ):
        raise Refused("already_decided", _("This application was decided already."))
    coach.refresh_from_db()
    log_decision(
        f"coach.application.{state}", by=by, person=coach.person, subject=coach,
        reason=reason,
    )  # fmt: skip
    refresh_openings(coach)
    tell(
        coach.person,
        f"coaching.application_{state}",
        source=f"coach:{coach.pk}:application:{coach.applied_at.isoformat()}",
        url=reverse("coaching:application"),
        reason=reason,
    )
    return coach


@transaction.atomic
def edit_own_entry(coach: Coach, **fields) -> Coach:
    """What a coach changes by herself: how she describes herself, and her capacity."""
    for name in OWN:
        if name in fields:
            setattr(coach, name, fields[name])
    coach.active_at = timezone.now()
    coach.save(update_fields=[*OWN, "active_at"])
    refresh_openings(coach)
    return coach


@transaction.atomic
def remove_coach(coach: Coach, *, by, reason: str) -> None:
    """Take a coach off the register; her running engagements go on to their end."""
    Coach.objects.filter(pk=coach.pk).update(state=Coach.State.OFF)
    coach.state = Coach.State.OFF
    log_decision(
        "coach.removed", by=by, person=coach.person, subject=coach, reason=reason
    )
    refresh_openings(coach)


def touch(coach: Coach) -> None:
    """She did something here just now."""
    Coach.objects.filter(pk=coach.pk).update(active_at=timezone.now())


def _set_kinds(coach: Coach, kinds) -> None:
    """Her offers are exactly these kinds, given as rows or codes."""
    codes = {getattr(kind, "pk", kind) for kind in kinds}
    known = {offer.kind_id: offer for offer in coach.offers.all()}
    for offer in known.values():
        if offer.kind_id not in codes:
            withdraw_opening(source_of(offer))
            offer.delete()
    for kind in Kind.objects.filter(pk__in=codes - set(known)):
        Offer.objects.create(coach=coach, kind=kind)


def source_of(offer: Offer) -> str:
    """The agenda's name of a coach's opening in one kind."""
    return f"coach:{offer.coach_id}:{offer.kind_id}"


def refresh_openings(coach: Coach) -> None:
    """Keep the agenda's openings in step with the coach's free places: one for each kind
    in which she accompanies one person at a time."""
    withdraw_opening(f"coach:{coach.pk}")
    live = coach.engagements.filter(state__in=Engagement.LIVE, circle=None).count()
    competences = list(coach.competences.all())
    for offer in coach.offers.select_related("kind__form", "activity"):
        if not coach.is_active or offer.kind.is_group:
            withdraw_opening(source_of(offer))
            continue
        put_opening(
            source_of(offer),
            activity=_activity(coach, offer, competences),
            form_id=offer.kind.form_id,
            sessions=SESSIONS_AHEAD,
            places_free=max(0, coach.capacity - live),
            is_open=True,
            url=reverse("coaching:coach", args=[coach.public_id]),
            host=coach.person,
        )


def _activity(coach: Coach, offer: Offer, competences) -> Activity:
    """The name card of her hours in this kind, teaching what she is good at."""
    if offer.activity_id is None:
        offer.activity = Activity.objects.create(
            title=f"{offer.kind.name_id} · {coach.person.name}",
            form_id=offer.kind.form_id,
        )
        offer.save(update_fields=["activity"])
    offer.activity.competences.set(competences, through_defaults={"level": 1})
    return offer.activity
