"""Proposed development plans on the screen of decisions."""

from django.db.models import Count, Q, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from corpu.lib.templatetags.components import jp_number
from corpu.people.queues import Queue, QueueItem
from performance.development.actions.plans import decide, pass_on_silent
from performance.development.models import Plan


def _rows(viewer) -> list[QueueItem]:
    current = Q(lines__retired_at=None)
    waiting = Plan.objects.waiting_for(viewer).order_by("person_signed_at")
    waiting = waiting.select_related("person__unit", "person__post", "decider")
    waiting = waiting.annotate(
        many=Count("lines", filter=current), jp=Sum("lines__jp", filter=current)
    )
    return [_item(plan) for plan in waiting]


def _item(plan: Plan) -> QueueItem:
    lines = ngettext("%(number)d line", "%(number)d lines", plan.many)
    detail = f"{lines % {'number': plan.many}} · {jp_number(plan.jp or 0)} JP"
    return QueueItem(
        key=str(plan.public_id),
        person=plan.person,
        title=str(_("Development plan %(year)s")) % {"year": plan.year},
        detail=detail,
        asked_at=plan.person_signed_at,
        decide_by=plan.decide_by,
        url=plan.get_absolute_url(),
        decider=plan.decider,
    )


def _decide(viewer, key: str, accept: bool, reason: str = "") -> Plan:
    row = get_object_or_404(Plan.objects.waiting_for(viewer), public_id=key)
    return decide(row, by=viewer, accept=accept, reason=reason)


def _escalate() -> int:
    return pass_on_silent(timezone.now())


plans = Queue(
    code="development",
    title=_("Development plans"),
    waiting=Plan.objects.waiting_for,
    rows=_rows,
    decide=_decide,
    escalate=_escalate,
)
