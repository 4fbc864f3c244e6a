"""What evaluation puts on a person's own page (see `settings.HOME_CARDS`)."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.models import Enrolment

# A month later there was time to use it; half a year later nobody remembers.
SOONEST, LATEST = datetime.timedelta(days=30), datetime.timedelta(days=180)


def is_it_used(viewer) -> dict | None:
    """A month after a course: was it used?"""
    now = timezone.now()
    rows = Enrolment.objects.filter(
        person=viewer,
        state=Enrolment.State.COMPLETED,
        completed_at__range=(now - LATEST, now - SOONEST),
        use=None,
    )
    first = rows.select_related("version").order_by("completed_at", "pk").first()
    if first is None:
        return None
    page = reverse("learning:finished", args=[first.public_id])
    return {
        "title": _("Did you use it at work?"),
        "text": first.version.title,
        "url": f"{page}#afterwards",
        "action": _("Say so in one sentence"),
        "icon": "talk",
    }
