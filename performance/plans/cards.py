"""What waits in plans, on a person's own page (see `corpu.home.cards`)."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.lib.clock import today
from corpu.people.models import Person
from performance.plans.models import Appraisal, LineReport, Plan


def mine(viewer) -> dict | None:
    """My own plan: an assessment to answer, or a signature to give."""
    given = Appraisal.objects.filter(person=viewer, is_final=False, objection=None)
    row = given.exclude(plan=None).select_related("plan").first()
    if row:
        text = _("Acknowledge it, or object with a reason.")
        return _card(_("Your performance was assessed"), text, row.plan)
    plan = Plan.objects.filter(
        person=viewer, year=today().year, state="planning", person_signed_at=None
    ).first()
    if plan is None:
        return None
    if plan.leader_signed_at:
        text = _("Your leader has signed. Read it, and sign or change it.")
    else:
        text = _("Write your lines, and sign when they are right.")
    return _card(_("Your performance plan waits for you"), text, plan)


def _card(title: str, text: str, plan: Plan) -> dict:
    return {
        "title": title,
        "text": text,
        "icon": "target",
        "url": plan.get_absolute_url(),
        "action": _("Open my plan"),
    }


def team(viewer) -> dict | None:
    """Plans of my people that wait for my signature, or with a report to confirm."""
    number = _waiting(Plan.objects.led_by(viewer)).count()
    return _answer(number, f"{reverse('plans:team')}?waits=me") if number else None


def office(viewer) -> dict | None:
    """The same for HR: plans of people above whom nobody stands."""
    if not viewer.has_role("hr"):
        return None
    people = Person.objects.managed_by(viewer).order_by().exclude(pk=viewer.pk)
    plans = Plan.objects.agreed_by_hr().filter(person__in=people.values("pk"))
    number = _waiting(plans.filter(year=today().year)).count()
    return (
        _answer(number, f"{reverse('plans:office')}?stage=ours#people")
        if number
        else None
    )


def _waiting(plans):
    reports = LineReport.objects.waiting().filter(line__plan=OuterRef("pk"))
    unsigned = Q(state="planning", leader_signed_at=None, person_signed_at__isnull=False)
    plans = plans.filter(person__is_active=True)
    return plans.filter(unsigned | Q(Exists(reports), state="running"))


def _answer(number: int, url: str) -> dict:
    text = ngettext(
        "%(number)s plan waits for your signature, or for your word on a report.",
        "%(number)s plans wait for your signature, or for your word on a report.",
        number,
    )
    return {
        "title": _("Performance plans that wait for you"),
        "text": text % {"number": number},
        "icon": "target",
        "count": number,
        "url": url,
        "action": _("Read and answer"),
    }
