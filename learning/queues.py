"""What learning puts on the screen of decisions (see `corpu.people.queues`)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.templatetags.components import jp_number
from corpu.people.queues import Queue, QueueItem
from learning.actions import evidence_decisions
from learning.actions.enrolments import decide
from learning.actions.silence import pass_on_silent
from learning.models import Enrolment, Evidence


def _enrolment_rows(viewer) -> list[QueueItem]:
    waiting = Enrolment.objects.waiting_for(viewer).order_by("asked_at")
    waiting = waiting.select_related(
        "person__unit", "person__post", "course__provider", "version__form", "decider"
    )
    return [_enrolment_item(enrolment) for enrolment in waiting]


def _enrolment_item(enrolment: Enrolment) -> QueueItem:
    version = enrolment.version
    hours = f"{jp_number(version.jp)} JP"
    return QueueItem(
        key=str(enrolment.public_id),
        person=enrolment.person,
        title=version.title,
        detail=f"{version.form} · {hours} · {enrolment.course.provider}",
        asked_at=enrolment.asked_at,
        decide_by=enrolment.decide_by,
        url=reverse("learning:course", args=[enrolment.course.slug]),
        decider=enrolment.decider,
    )


def _decide_enrolment(viewer, key: str, accept: bool, reason: str = "") -> Enrolment:
    rows = Enrolment.objects.waiting_for(viewer)
    return decide(
        get_object_or_404(rows, public_id=key), by=viewer, accept=accept, reason=reason
    )


def _escalate() -> int:
    return pass_on_silent(timezone.now())


enrolments = Queue(
    code="enrolments",
    title=_("Enrolments"),
    waiting=Enrolment.objects.waiting_for,
    rows=_enrolment_rows,
    decide=_decide_enrolment,
    escalate=_escalate,
)


def _evidence_rows(viewer) -> list[QueueItem]:
    waiting = Evidence.objects.waiting_for(viewer).order_by("submitted_at")
    waiting = waiting.select_related("person__unit", "person__post", "form", "decider")
    return [_evidence_item(row) for row in waiting]


def _evidence_item(row: Evidence) -> QueueItem:
    said = [row.form, f"{jp_number(row.jp_stated)} JP" if row.jp_stated else ""]
    return QueueItem(
        key=str(row.public_id),
        person=row.person,
        title=row.title,
        detail=" · ".join(str(part) for part in [*said, row.provider_name] if part),
        asked_at=row.submitted_at,
        decide_by=row.decide_by,
        url=reverse("learning:evidence_item", args=[row.public_id]),
        decider=row.decider,
    )


def _decide_evidence(viewer, key: str, accept: bool, reason: str = "") -> Evidence:
    row = get_object_or_404(Evidence.objects.waiting_for(viewer), public_id=key)
    return evidence_decisions.decide(row, by=viewer, accept=accept, reason=reason)


evidence = Queue(
    code="evidence",
    title=_("Evidence"),
    waiting=Evidence.objects.waiting_for,
    rows=_evidence_rows,
    decide=_decide_evidence,
    escalate=evidence_decisions.escalate,
)
