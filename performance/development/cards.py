"""What waits on a person's own page about her development plan."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from performance.development.models import Plan, PlanLine


def plan_to_sign(viewer) -> dict | None:
    """A plan that was returned, or whose lines she has not signed yet. One query."""
    lines = PlanLine.objects.current().filter(plan=OuterRef("pk"))
    lines = lines.filter(Q(agreed_at=None) | Q(retire_asked_at__isnull=False))
    plans = Plan.objects.filter(Exists(lines), person=viewer, year=today().year)
    plan = plans.filter(state__in=[Plan.State.RETURNED, Plan.State.DRAFT]).first()
    if plan is None:
        return None
    text = _("It has lines that you have not signed and proposed yet.")
    if plan.state == Plan.State.RETURNED:
        text = _("Your leader returned it: %(reason)s") % {"reason": plan.reason}
    return {
        "title": _("My development plan"),
        "text": text,
        "url": f"{reverse('development:mine')}#plan",
        "action": _("Open my plan"),
        "icon": "book",
    }
