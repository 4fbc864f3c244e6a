"""What careers puts on the screen of decisions (see `corpu.people.queues`)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.lib.keys import key_of
from corpu.people.queues import Queue, QueueItem
from performance.careers.actions import hand_checks
from performance.careers.models import HandCheck
from performance.careers.sentences import title_of_check


def _rows(viewer) -> list[QueueItem]:
    waiting = HandCheck.objects.waiting_for(viewer).order_by("asked_at")
    waiting = waiting.select_related(
        "person__unit", "person__post", "post", "competence", "requirement__activity",
        "requirement__form", "requirement__competence", "requirement__served_post",
    )  # fmt: skip
    return [
        QueueItem(
            key=str(row.pk),
            person=row.person,
            title=title_of_check(row),
            detail=f"{row.post} · {row.note}",
            asked_at=row.asked_at,
            decide_by=row.decide_by,
            url=reverse("careers:check", args=[row.pk]),
        )
        for row in waiting
    ]


def _decide(viewer, key: str, accept: bool, reason: str = "") -> HandCheck:
    rows = HandCheck.objects.waiting_for(viewer)
    row = get_object_or_404(
        rows.select_related("person", "requirement__gate"), pk=key_of(key)
    )
    return hand_checks.decide(row, by=viewer, accept=accept, reason=reason)


checks = Queue(
    code="gate-checks",
    title=_("Checks for career gates"),
    waiting=HandCheck.objects.waiting_for,
    rows=_rows,
    decide=_decide,
)
