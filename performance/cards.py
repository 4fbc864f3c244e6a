"""Pending things of performance on a person's own page (see `corpu.home.cards`)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from performance.actions import dated
from performance.models import Target, TargetChange
from performance.permissions import may_set_targets


def changes_of_targets(viewer) -> dict | None:
    """Who sets targets sees what waits for a second person."""
    if not may_set_targets(viewer):
        return None
    number = TargetChange.objects.waiting_for(viewer).count()
    number += Target.objects.filter(live=False).exclude(drafted_by=viewer).count()
    if not number:
        return None
    return {
        "title": _("Targets"),
        "text": ngettext(
            "%(number)d draft or change of a target waits for you as the second person.",
            "%(number)d drafts or changes of targets wait for you as the second person.",
            number,
        )
        % {"number": number},
        "url": reverse("performance:targets"),
        "action": _("Open the targets"),
        "icon": "target",
        "count": number,
    }


def last_days_of_rules(viewer) -> dict | None:
    """Who keeps rules sees the last days that wait for a second person."""
    waiting = dated.waiting_for(viewer)
    if not waiting:
        return None
    number, row = len(waiting), waiting[0][0]
    address = reverse("performance:rule_end", args=[row._meta.label_lower, row.pk])
    return {
        "title": _("Rules"),
        "text": ngettext(
            "The last day of %(number)d rule waits for you as the second person.",
            "The last days of %(number)d rules wait for you as the second person.",
            number,
        )
        % {"number": number},
        "url": address,
        "action": _("Read and answer"),
        "icon": "calendar",
        "count": number,
    }
