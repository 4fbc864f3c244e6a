"""Performance gaps: results that fell short, and what would help."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from performance.development.models import PerformanceGap
from performance.development.permissions import may_write_plan


@transaction.atomic
def add_performance_gap(
    *, person, year: int, title: str, by=None, detail="", competence=None, source=""
) -> PerformanceGap:
    """Note a result that fell short of its target.

    `by` is the person or her leader, or None where the performance plan found it. The
    same `source` again brings the same row up to date.
    """
    if by is not None and not may_write_plan(by, person):
        raise PermissionDenied
    title = title.strip()[:200]
    if not title:
        raise Refused(
            "no_title", _("Say which result fell short of its target."), field="title"
        )
    values = {
        "person": person,
        "year": year,
        "title": title,
        "detail": detail[:1000],
        "competence": competence,
    }
    gap, is_new = PerformanceGap.objects.update_or_create(
        source=source or f"typed:{uuid.uuid4()}",
        defaults=values,
        create_defaults={**values, "by": by},
    )
    if is_new and by is not None and by.pk != person.pk:
        log_decision("gap.added", by=by, person=person, subject=title, year=year)
    return gap


def close_gap(gap: PerformanceGap, *, by) -> None:
    """The gap no longer asks for learning; its row stays."""
    if not may_write_plan(by, gap.person):
        raise PermissionDenied
    open_rows = PerformanceGap.objects.filter(pk=gap.pk, closed_at=None)
    if open_rows.update(closed_at=timezone.now()) and by.pk != gap.person_id:
        log_decision("gap.closed", by=by, person=gap.person, subject=gap.title)
