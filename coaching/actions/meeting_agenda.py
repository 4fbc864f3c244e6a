"""Meetings in the agendas of those who take part: nobody is in two places."""

from decimal import Decimal

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from coaching.models import Meeting
from corpu.agenda.actions import commit, release
from corpu.agenda.models import Commitment
from corpu.ledger.models import Basis, Rate
from corpu.lib.clock import local_day
from corpu.people.models import Absence

JP_MINUTES = 45


def promise(meeting: Meeting) -> None:
    """Its hours stand in every agenda; the coachee's may bring JP, by the rate."""
    pair = meeting.engagement
    for role, person in roles_of(meeting):
        worth = {"jp": Decimal(0), "sessions": None}
        if role == "learner" and meeting.occasion == Meeting.Occasion.USUAL:
            worth = _worth(meeting)
        commit(
            f"meeting:{meeting.pk}:{role}",
            person=person,
            title=pair.kind.name_id,
            form_id=pair.form_id,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            url=reverse("coaching:meeting", args=[meeting.public_id]),
            **worth,
        )


def _worth(meeting: Meeting) -> dict:
    """A session where the form is worth something each session, else its JP."""
    rates = Rate.objects.on(local_day(meeting.starts_at)).filter(
        form=meeting.engagement.form_id, scope="national", role="learner"
    )
    rate = rates.first()
    if rate is None or rate.basis == Basis.SESSION:
        return {"sessions": 1, "jp": None}
    minutes = (meeting.ends_at - meeting.starts_at).seconds // 60
    return {"jp": round(Decimal(minutes) / JP_MINUTES, 2), "sessions": None}


def take_back(meeting: Meeting) -> None:
    """Its hours leave every agenda."""
    for role, _person in roles_of(meeting):
        release(f"meeting:{meeting.pk}:{role}")


def clash_of(meeting: Meeting, person):
    """What stands in a person's way at that time, as (code, sentence), or None."""
    promises = Commitment.objects.filter(person=person)
    promises = promises.clashing(meeting.starts_at, meeting.ends_at)
    if meeting.pk:
        promises = promises.exclude(source__startswith=f"meeting:{meeting.pk}:")
    if held := promises.order_by("starts_at", "pk").first():
        text = _("You have “%(title)s” at that time. Choose another, or cancel that.")
        return "clash_commitment", text % {"title": held.title}
    days = local_day(meeting.starts_at), local_day(meeting.ends_at)
    if away := Absence.objects.over(*days).filter(person=person).first():
        text = _("You are away then: %(kind)s until %(day)s. Choose another time.")
        day = formats.date_format(away.ended_on, "j F Y")
        return "clash_absence", text % {"kind": away.get_kind_display(), "day": day}
    return None


def people_of(meeting: Meeting) -> list:
    """Everybody who takes part."""
    return [person for _role, person in roles_of(meeting)]


def roles_of(meeting: Meeting) -> list[tuple]:
    """Everybody who takes part, as (role, person)."""
    pair = meeting.engagement
    roles = [("learner", pair.coachee), ("coach", pair.coach.person)]
    return [*roles, ("guest", meeting.guest)] if meeting.guest else roles
