"""What learning puts on a person's own page (see `settings.HOME_CARDS`)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.models import Enrolment, Evidence


def continue_learning(viewer) -> dict | None:
    """The course that she touched last, one click from where she was."""
    rows = Enrolment.objects.filter(person=viewer).ongoing()
    last = rows.select_related("version").order_by("-last_seen_at", "-pk").first()
    if last is None:
        return None
    return {
        "title": _("Go on learning"),
        "text": last.version.title,
        "url": reverse("learning:player", args=[last.public_id]),
        "action": _("Go on where you were"),
        "icon": "play",
    }


def evidence_to_mend(viewer) -> dict | None:
    """Evidence of hers that was returned, or else how much of it still waits."""
    rows = Evidence.objects.filter(person=viewer)
    returned = rows.filter(state=Evidence.State.RETURNED)
    first = returned.order_by("pk").first()
    if first:
        return {
            "title": _("Evidence returned to you"),
            "text": first.title,
            "url": reverse("learning:evidence_item", args=[first.public_id]),
            "action": _("Read why and mend it"),
            "icon": "file",
            "count": returned.count(),
        }
    waiting = rows.filter(state=Evidence.State.SUBMITTED).count()
    if not waiting:
        return None
    text = ngettext(
        "%(number)d piece of evidence waits for a decision.",
        "%(number)d pieces of evidence wait for a decision.",
        waiting,
    )
    return {
        "title": _("Evidence"),
        "text": text % {"number": waiting},
        "url": reverse("learning:evidence"),
        "action": _("Open my evidence"),
        "icon": "file",
    }
