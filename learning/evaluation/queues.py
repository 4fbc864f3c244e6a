"""What waits on the screen of decisions (see `corpu.people.queues`)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.people.queues import Queue, QueueItem
from learning.evaluation.actions import uses as actions
from learning.evaluation.models import Use


def _rows(viewer) -> list[QueueItem]:
    waiting = Use.objects.waiting_for(viewer).order_by("said_at")
    waiting = waiting.select_related(
        "enrolment__person__unit",
        "enrolment__person__post",
        "enrolment__version",
        "enrolment__course",
        "decider",
    )
    return [_item(use) for use in waiting]


def _item(use: Use) -> QueueItem:
    enrolment = use.enrolment
    return QueueItem(
        key=str(use.public_id),
        person=enrolment.person,
        title=enrolment.version.title,
        detail=use.text,
        asked_at=use.said_at,
        decide_by=use.decide_by,
        url=reverse("learning:course", args=[enrolment.course.slug]),
        decider=use.decider,
    )


def _decide(viewer, key: str, accept: bool, reason: str = "") -> Use:
    use = get_object_or_404(Use.objects.waiting_for(viewer), public_id=key)
    return actions.decide(use, by=viewer, accept=accept, reason=reason)


uses = Queue(
    code="uses",
    title=_("Learning used at work"),
    waiting=Use.objects.waiting_for,
    rows=_rows,
    decide=_decide,
    escalate=actions.escalate,
)
