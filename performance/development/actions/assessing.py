"""A person or her leader assesses levels; the needs follow."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from corpu.people.actions.decisions import log_decision
from corpu.skills.actions import assessments
from corpu.skills.models import Assessment
from performance.development.actions.needs import nudge_needs
from performance.development.permissions import may_assess


@transaction.atomic
def assess(person, *, levels: dict, by, notes=None) -> list[Assessment]:
    """Note the levels that `by` finds; a leader's findings are decisions."""
    if not may_assess(by, person):
        raise PermissionDenied
    rows = assessments.assess(person, levels=levels, by=by, notes=notes)
    if rows and by.pk != person.pk:
        found = {row.competence.code: row.level for row in rows}
        log_decision("competence.assessed", by=by, person=person, levels=found)
    nudge_needs([person.pk])
    return rows
