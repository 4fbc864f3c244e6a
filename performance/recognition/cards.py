"""What recognition puts on other pages."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from performance.recognition.models import Thanks

RECENT = datetime.timedelta(days=7)


def received(viewer) -> dict | None:
    """Her own page says that she was thanked in the last days."""
    since = timezone.now() - RECENT
    rows = Thanks.objects.standing().received_by(viewer).filter(given_at__gte=since)
    number = rows.exclude(giver=viewer).count()
    if not number:
        return None
    text = ngettext(
        "You or your unit were thanked once this week.",
        "You or your unit were thanked %(number)d times this week.",
        number,
    )
    return {
        "title": _("Thanks"),
        "text": text % {"number": number},
        "url": reverse("recognition:mine"),
        "action": _("Read it"),
        "icon": "star",
        "count": number,
    }


def of_person(person, viewer) -> dict | None:
    """The last words of thanks on the page of a person."""
    rows = Thanks.objects.visible_to(viewer).standing().received_by(person)
    return {
        "template": "performance/recognition/parts/of_person.html",
        "person": person,
        "rows": list(rows.with_people()[:3]),
        "is_leader": person.is_leader,
    }
