"""The register of coaches, and the opening that each coach with room is."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.models import Coach, Engagement
from corpu.agenda.actions import put_opening, withdraw_opening
from corpu.ledger.models import Activity
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision

SESSIONS_AHEAD = 2  # what one month of an engagement can bring


@transaction.atomic
def register_coach(person, *, by, about, capacity, is_mentor=False, competences=()):
    """Put a person on the register, or change her entry. `by` is HR."""
    if person.pk == by.pk:
        raise Refused("own_entry", _("Another HR officer keeps your own entry."))
    coach, created = Coach.objects.update_or_create(
        person=person,
        defaults={
            "about": about,
            "capacity": capacity,
            "is_mentor": is_mentor,
            "is_active": True,
        },
    )
    coach.competences.set(competences)
    act = "coach.registered" if created else "coach.changed"
    log_decision(act, by=by, person=person, subject=coach, capacity=capacity)
    refresh_opening(coach)
    return coach


@transaction.atomic
def remove_coach(coach: Coach, *, by, reason: str) -> None:
    """Take a coach off the register; her running engagements go on to their end."""
    Coach.objects.filter(pk=coach.pk).update(is_active=False)
    coach.is_active = False
    log_decision(
        "coach.removed", by=by, person=coach.person, subject=coach, reason=reason
    )
    refresh_opening(coach)


def refresh_opening(coach: Coach) -> None:
    """Keep the agenda's opening in step with the coach's free places."""
    source = f"coach:{coach.pk}"
    if not coach.is_active:
        withdraw_opening(source)
        return
    if coach.activity_id is None:
        coach.activity = Activity.objects.create(
            title=f"Coaching · {coach.person.name}", form_id="coaching"
        )
        coach.save(update_fields=["activity"])
    live = Q(state__in=[Engagement.State.REQUESTED, Engagement.State.ACTIVE])
    taken = coach.engagements.filter(live).count()
    put_opening(
        source,
        activity=coach.activity,
        form_id="coaching",
        sessions=SESSIONS_AHEAD,
        places_free=max(0, coach.capacity - taken),
        is_open=True,
        url=reverse("coaching:coach", args=[coach.public_id]),
        host=coach.person,
    )
