"""What allowance puts on the screen of decisions (see `corpu.people.queues`)."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from corpu.people.queues import Queue, QueueItem
from performance.allowance.actions.objections import decide
from performance.allowance.models import Objection


def _rows(viewer) -> list[QueueItem]:
    waiting = Objection.objects.waiting_for(viewer).order_by("asked_at")
    waiting = waiting.select_related("person__unit", "person__post", "run")
    return [_item(row) for row in waiting]


def _item(row: Objection) -> QueueItem:
    return QueueItem(
        key=str(row.public_id),
        person=row.person,
        title=gettext("Allowance recommendation of %(month)s: %(percent)s per cent")
        % {"month": date_format(row.run.month, "F Y"), "percent": row.percent_before},
        detail=row.reason,
        asked_at=row.asked_at,
        decide_by=row.decide_by,
        url=reverse("allowance:objection", args=[row.public_id]),
    )


def _decide(viewer, key: str, accept: bool, reason: str = "") -> Objection:
    rows = Objection.objects.waiting_for(viewer)
    try:
        row = get_object_or_404(rows, public_id=key)
    except ValidationError:
        raise Http404 from None
    return decide(row, by=viewer, accept=accept, reason=reason)


objections = Queue(
    code="allowance_objections",
    title=_("Objections to allowance recommendations"),
    waiting=Objection.objects.waiting_for,
    rows=_rows,
    decide=_decide,
)
