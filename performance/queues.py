"""What performance puts on the screen of decisions (see `corpu.people.queues`)."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.templatetags.components import jp_number
from corpu.people.queues import Queue, QueueItem
from performance.actions.petitions import decide, pass_on_silent
from performance.models import Petition


def wanted_of(petition: Petition) -> str:
    """What is asked for, in words."""
    if petition.wanted_on:
        day = date_format(petition.wanted_on, "j F Y")
        return _("more time, until %(day)s") % {"day": day}
    if petition.wanted is not None:
        amount = jp_number(petition.wanted)
        return _("an objection: %(amount)s would be right") % {"amount": amount}
    return _("an exemption")


def _rows(viewer) -> list[QueueItem]:
    waiting = Petition.objects.waiting_for(viewer).order_by("asked_at")
    waiting = waiting.select_related("person__unit", "person__post", "target", "decider")
    return [
        QueueItem(
            key=str(row.public_id),
            person=row.person,
            title=row.target.name,
            detail=f"{wanted_of(row)} · {row.reason}",
            asked_at=row.asked_at,
            decide_by=row.decide_by,
            url=row.get_absolute_url(),
            decider=row.decider,
        )
        for row in waiting
    ]


def _decide(viewer, key: str, accept: bool, reason: str = "") -> Petition:
    rows = Petition.objects.waiting_for(viewer).select_related("person", "target")
    row = get_object_or_404(rows, public_id=key)
    return decide(row, by=viewer, accept=accept, reason=reason)


def _escalate() -> int:
    return pass_on_silent(timezone.now())


petitions = Queue(
    code="petitions",
    title=gettext_lazy("Requests about targets"),
    waiting=Petition.objects.waiting_for,
    rows=_rows,
    decide=_decide,
    escalate=_escalate,
)
