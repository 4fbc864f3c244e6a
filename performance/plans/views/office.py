"""HR's overview of the cycle, and the file for SIASN."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corpu.lib.downloads import download
from performance.plans import office as desk
from performance.plans.calendars import deadlines_of
from performance.plans.models import CycleCalendar, PredicateMatrix
from performance.plans.permissions import may_oversee_plans
from performance.plans.views.plan import asked_year

PAGE = 30


@login_required
@require_safe
def office(request):
    """People by stage, incomplete plans of units and of people, and the rules."""
    if not may_oversee_plans(request.user):
        raise Http404
    year = asked_year(request)
    stage = request.GET.get("stage", "")
    stage = stage if stage in desk.STAGES else "incomplete"
    people = desk.listed(request.user, year, stage)
    units = desk.incomplete_units(request.user, year)
    numbers = desk.counts(request.user, year)
    context = {
        "year": year,
        "year_text": str(year),
        "years": [year + 1, year, year - 1],
        "stage": stage,
        "counts": [(key, name, numbers[key]) for key, name in desk.STAGES.items()],
        "page": Paginator(people, PAGE).get_page(request.GET.get("page")),
        "units": Paginator(units, PAGE).get_page(request.GET.get("units")),
        "deadlines": deadlines_of(year),
        "matrix": PredicateMatrix.objects.in_year(year),
        "calendar": CycleCalendar.objects.in_year(year),
    }
    return render(request, "performance/plans/office.html", context)


@login_required
@require_safe
def export(request, kind: str):
    """Final assessments of a quarter or a year, as SIASN takes them."""
    if not may_oversee_plans(request.user):
        raise Http404
    year, text = asked_year(request), request.GET.get("quarter", "")
    quarter = int(text) if text in ("1", "2", "3", "4") else None
    rows = desk.export_rows(request.user, year, quarter)
    name = f"corpu-skp-{year}" + (f"-q{quarter}" if quarter else "")
    return download(name, desk.HEADER, rows, kind)
