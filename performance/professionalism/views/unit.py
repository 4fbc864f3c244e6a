from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from corpu.lib.clock import today
from corpu.lib.downloads import download
from corpu.lib.keys import key_of
from corpu.people.models import Unit
from performance.permissions import may_see_units
from performance.professionalism.actions.indices import rule_of
from performance.professionalism.forms import PeopleFilter
from performance.professionalism.models import DIMENSIONS, Category
from performance.professionalism.overview import (
    averages_of,
    category_bars,
    indices_of,
    summaries,
)
from performance.professionalism.permissions import units_seen_by
from performance.professionalism.views.person import asked_year

PAGE = 50


@login_required
@require_safe
def unit(request):
    """The index of a unit and those below: averages, categories, and the people."""
    year, here, form, rows = _people(request)
    below = list(Unit.objects.filter(parent=here).open().order_by("path"))
    whole, parts = summaries(indices_of(year), here, below)
    rule = rule_of(year)
    listed = rows.select_related("person__unit", "person__post")
    context = {
        "unit": here,
        "above": _above(request, here),
        "year": year,
        "year_text": str(year),
        "unit_text": str(here.pk),
        "years": [today().year, today().year - 1],
        "rule": rule,
        "whole": whole,
        "dimensions": _dimensions(rule, whole) if rule else [],
        "listed": averages_of(rows),
        "is_own": bool(request.GET.get("own")),
        "parts": parts,
        "bars": category_bars(parts, year, here),
        "categories": [
            (code, Category(code).label, whole.categories[code])
            for code in Category.values
        ],
        "form": form,
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "query": request.GET.urlencode(),
        "counted_at": indices_of(year)
        .in_subtree(here)
        .aggregate(m=Max("counted_at"))["m"],
    }
    return render(request, "performance/professionalism/unit.html", context)


@login_required
@require_safe
def table(request, kind: str):
    """The same people as the screen, as CSV or XLSX."""
    year, _here, _form, rows = _people(request)
    header = [
        _("Name"), _("NIP"), _("Unit"), _("Post"), _("Year"), _("Qualification"),
        _("Competence"), _("Performance"), _("Discipline"), _("Index"), _("Category"),
        _("Complete"),
    ]  # fmt: skip
    rows = rows.select_related("person__post", "person__unit", "unit")
    lines = (
        [
            row.person.full_name, row.person.nip or "", row.unit.name,
            str(row.person.post or ""), row.year, row.qualification, row.competence,
            row.performance, row.discipline, row.total, row.get_category_display(),
            _("yes") if row.is_complete else _("no"),
        ]
        for row in rows.iterator(chunk_size=2000)
    )  # fmt: skip
    return download(f"corpu-index-{year}", header, lines, kind)


def _people(request):
    """Year, unit, filter, and the rows of people whom the reader may look at."""
    if not may_see_units(request.user):
        raise PermissionDenied
    year, here = asked_year(request), _unit(request)
    form = PeopleFilter(request.GET)
    rows = indices_of(year).visible_to(request.user)
    rows = rows.filter(unit=here) if request.GET.get("own") else rows.in_subtree(here)
    return year, here, form, form.chosen(rows)


def _unit(request) -> Unit:
    seen = units_seen_by(request.user).distinct()
    if number := key_of(request.GET.get("unit")):
        return get_object_or_404(seen, pk=number)
    first = seen.order_by("path").first()
    if first is None:
        raise PermissionDenied
    return first


def _above(request, here: Unit) -> list[Unit]:
    ids = here.ancestor_ids[:-1]
    return list(
        units_seen_by(request.user).filter(pk__in=ids).distinct().order_by("path")
    )


def _dimensions(rule, whole) -> list[tuple]:
    """(name, average, most, number of people of whom it is known)."""
    names = {
        "qualification": _("Qualification"),
        "competence": _("Competence"),
        "performance": _("Performance"),
        "discipline": _("Discipline"),
    }
    averages = whole.averages
    return [
        (names[name], averages[name], getattr(rule, name), whole.known[name])
        for name in DIMENSIONS
    ]
