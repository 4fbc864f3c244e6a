"""What an assessment found wanting asks for development: a performance gap of the
person's development plan (PP 11/2017 art. 206: needs come from competence gaps and
performance gaps)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from corpu.lib.clock import today
from corpu.lib.templatetags.components import jp_number
from performance.development.actions.gaps import add_performance_gap
from performance.models import Status
from performance.plans import rules
from performance.plans.models import Appraisal, PlanLine
from performance.plans.progress import Progress, progress_of_lines


def note_gaps(row: Appraisal) -> int:
    """Note what fell short in a final assessment; returns how many gaps.

    They belong to the development plan in which they can still be planned: of the year
    that runs, after a whole year was assessed of the next. The same again changes
    nothing.
    """
    if row.plan is None:
        return 0
    year = max(row.year + (row.quarter is None), today().year)
    with override(row.person.language):
        found = [*_results(row), *_behaviours(row)]
    for key, title, detail, competence in found:
        add_performance_gap(
            person=row.person,
            year=year,
            title=title,
            detail=detail,
            competence=competence,
            source=f"appraisal:{row.pk}:{key}",
        )
    return len(found)


def _results(row: Appraisal) -> Iterator[tuple]:
    """Of a whole year the lines that were missed, else the assessor's reasons."""
    if row.result != rules.BELOW:
        return
    missed = _missed(row) if row.quarter is None else []
    for item in missed:
        yield f"line:{item.line.pk}", item.line.text, _figures(item), item.line.competence
    if not missed:
        title = _("Work results below expectation: %(period)s")
        yield "result", title % {"period": _period(row)}, row.note, None


def _missed(row: Appraisal) -> list[Progress]:
    lines = row.plan.lines.kept().filter(kind=PlanLine.Kind.RESULT).with_sources()
    found = progress_of_lines(row.plan, lines)
    return [item for item in found if item.status in (Status.UNMET, "not_started")]


def _figures(item: Progress) -> str:
    if item.expectation is None:
        return ""
    return _("Expected: %(expected)s %(unit)s. Reached: %(reached)s.") % {
        "expected": jp_number(item.expectation),
        "unit": item.line.measured_unit,
        "reached": jp_number(item.value or 0),
    }


def _behaviours(row: Appraisal) -> Iterator[tuple]:
    """The core values that were rated below expectation, else the assessor's reasons."""
    if row.behaviour != rules.BELOW:
        return
    title = _("Work behaviour below expectation: %(what)s")
    noted = list(row.behaviours.filter(rating=rules.BELOW))
    for said in noted:
        what = title % {"what": said.get_value_display()}
        yield f"value:{said.value}", what, said.note, None
    if not noted:
        yield "behaviour", title % {"what": _period(row)}, row.note, None


def _period(row: Appraisal) -> str:
    if row.quarter is None:
        return str(row.year)
    asked = {"quarter": row.quarter, "year": row.year}
    return _("quarter %(quarter)s of %(year)s") % asked
