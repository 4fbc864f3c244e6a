"""Loose ends of learning before a year is closed (see `corpu.lib.checklists`)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.lib.checklists import Check
from learning.models import Enrolment, Evidence


def _requests(people, year: int):
    rows = Enrolment.objects.filter(
        person__in=people, state=Enrolment.State.REQUESTED, asked_at__year__lte=year
    )
    return rows.select_related("person__unit", "version").order_by("asked_at", "pk")


def _request_line(row: Enrolment) -> dict:
    return {
        "person": row.person,
        "text": row.version.title,
        "url": reverse("home:decisions"),
        "at": row.asked_at,
    }


enrolments = Check(
    code="requests",
    title=_("Requests for courses that nobody has decided"),
    help=_("Ask the leaders to decide, or decide in their place where they are silent."),
    rows=_requests,
    line=_request_line,
)


def _evidence(people, year: int):
    rows = Evidence.objects.filter(
        person__in=people, state=Evidence.State.SUBMITTED, started_on__year__lte=year
    )
    rows = rows.filter(ended_on__year__gte=year)
    return rows.select_related("person__unit").order_by("submitted_at", "pk")


def _evidence_line(row: Evidence) -> dict:
    return {
        "person": row.person,
        "text": row.title,
        "url": reverse("learning:evidence_item", args=[row.public_id]),
        "at": row.submitted_at,
    }


evidence = Check(
    code="evidence",
    title=_("Evidence that waits for a decision"),
    help=_("What is accepted after the closing becomes an addendum."),
    rows=_evidence,
    line=_evidence_line,
)
