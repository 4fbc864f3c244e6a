"""What coaching puts on the screen of decisions (see `corpu.people.queues`)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from coaching.actions.coaches import decide_application
from coaching.models import Coach
from corpu.people.queues import Queue, QueueItem


def _waiting(viewer):
    """Applications of the people that this HR officer serves, never her own."""
    rows = Coach.objects.applied()
    if not viewer.has_role("hr"):
        return rows.none()
    return rows.managed_by(viewer).exclude(person=viewer)


def _rows(viewer) -> list[QueueItem]:
    rows = _waiting(viewer).select_related("person__unit", "person__post")
    rows = rows.prefetch_related("kinds").order_by("applied_at", "pk")
    return [
        QueueItem(
            key=str(row.public_id),
            person=row.person,
            title=", ".join(str(kind) for kind in row.kinds.all()),
            detail=row.about,
            asked_at=row.applied_at,
            decide_by=row.decide_by,
            url=reverse("coaching:entry", args=[row.public_id]),
        )
        for row in rows
    ]


def _decide(viewer, key: str, accept: bool, reason: str = "") -> Coach:
    row = get_object_or_404(_waiting(viewer).select_related("person"), public_id=key)
    state = Coach.State.ON if accept else Coach.State.DECLINED
    return decide_application(row, by=viewer, state=state, reason=reason)


applications = Queue(
    code="coaches",
    title=gettext_lazy("Applications as a coach or mentor"),
    waiting=_waiting,
    rows=_rows,
    decide=_decide,
)
