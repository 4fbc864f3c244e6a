"""Objections on the screen of decisions (see `corpu.people.queues`)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.keys import key_of
from corpu.people.queues import Queue, QueueItem
from performance.plans.actions.assessing import decide_objection
from performance.plans.actions.reminding import escalate_objections
from performance.plans.models import Objection


def _rows(viewer) -> list[QueueItem]:
    waiting = Objection.objects.waiting_for(viewer).select_related(
        "appraisal__person__unit", "appraisal__person__post", "decider"
    )
    return [_item(row) for row in waiting]


def _item(row: Objection) -> QueueItem:
    appraisal = row.appraisal
    detail = _("Given: %(given)s · Wanted: results %(result)s, behaviour %(behaviour)s")
    return QueueItem(
        key=str(row.pk),
        person=appraisal.person,
        title=_("Objection to the assessment of %(period)s")
        % {"period": period_name(appraisal.year, appraisal.quarter)},
        detail=detail
        % {
            "given": appraisal.get_predicate_display(),
            "result": row.get_wanted_result_display(),
            "behaviour": row.get_wanted_behaviour_display(),
        },
        asked_at=row.asked_at,
        decide_by=row.decide_by,
        url=reverse("plans:objection", args=[row.pk]),
        decider=row.decider,
    )


def period_name(year: int, quarter: int | None) -> str:
    """A year, or a quarter of it, in the language of the reader."""
    if quarter is None:
        return str(year)
    return _("quarter %(quarter)s of %(year)s") % {"quarter": quarter, "year": year}


def _decide(viewer, key: str, accept: bool, reason: str = "") -> Objection:
    rows = Objection.objects.waiting_for(viewer)
    row = get_object_or_404(rows, pk=key_of(key))
    return decide_objection(row, by=viewer, accept=accept, reason=reason)


objections = Queue(
    code="objections",
    title=gettext_lazy("Objections to assessments"),
    waiting=Objection.objects.waiting_for,
    rows=_rows,
    decide=_decide,
    escalate=escalate_objections,
)
