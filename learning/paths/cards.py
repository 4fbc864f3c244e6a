"""What paths put on a person's own page (see `settings.HOME_CARDS`)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from learning.paths.models import Membership, StepDone


def milestones_to_read(viewer) -> dict | None:
    """Milestones of those whom she accompanies, waiting for her answer."""
    waiting = StepDone.objects.filter(
        state=StepDone.State.HANDED_IN,
        membership__mentor=viewer,
        membership__state=Membership.State.ACTIVE,
    )
    rows = waiting.select_related("membership__person", "step")
    found = list(rows.order_by("handed_in_at", "pk")[:20])
    if not found:
        return None
    first = found[0]
    return {
        "title": _("Milestones to read"),
        "text": f"{first.membership.person.full_name}: {first.step.title}",
        "url": reverse("paths:mentoring"),
        "action": _("Read and answer"),
        "icon": "flag",
        "count": len(found),
    }
