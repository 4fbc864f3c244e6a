"""What waits in plans, on a person's own page (see `corpu.home.cards`)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.lib.clock import today
from performance.plans.models import Appraisal, Plan


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
    """Plans of my people that wait for my signature."""
    plans = Plan.objects.led_by(viewer).filter(
        person__is_active=True,
        state="planning",
        leader_signed_at=None,
        person_signed_at__isnull=False,
    )
    number = plans.count()
    if not number:
        return None
    text = ngettext(
        "%(number)s person has signed and waits for you.",
        "%(number)s people have signed and wait for you.",
        number,
    )
    return {
        "title": _("Performance plans to sign"),
        "text": text % {"number": number},
        "icon": "target",
        "count": number,
        "url": f"{reverse('plans:team')}?waits=me",
        "action": _("Read and sign"),
    }
