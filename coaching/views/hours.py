"""The coach's own log of hours, on screen, as CSV or workbook, and as PDF."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coaching import hours as hours_log
from coaching.models import RatingSum, Session
from coaching.views.log import coach_of
from corpu.lib.downloads import download


def _year(request) -> int | None:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and len(text) == 4 else None


@login_required
@require_safe
def hours(request):
    """My confirmed hours by client and group."""
    coach, year = coach_of(request), _year(request)
    lines = hours_log.lines_of(coach, year)
    days = Session.objects.given().filter(engagement__coach=coach)
    context = {
        "coach": coach,
        "lines": lines,
        "totals": hours_log.totals(lines),
        "year": year,
        "years": sorted({day.year for day in days.dates("started_at", "year")}),
        "pairs": coach.engagements.exclude(started_on=None)
        .select_related("coachee", "form", "hours_entry")
        .order_by("coachee__name", "pk"),
        "rating": RatingSum.objects.filter(coach=coach).first(),
    }
    return render(request, "coaching/hours.html", context)


@login_required
@require_safe
def hours_file(request, fmt):
    """The same, to take along."""
    coach, year = coach_of(request), _year(request)
    lines = hours_log.lines_of(coach, year)
    name = f"coaching-hours-{year or 'all'}"
    if fmt != "pdf":
        return download(name, hours_log.header(), hours_log.as_rows(lines), fmt)
    body = hours_log.paper(coach, lines, year)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
