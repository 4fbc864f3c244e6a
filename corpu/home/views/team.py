from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corpu.home import team as table
from corpu.home.dashboard import bar, years_known
from corpu.home.overview import asked_year
from corpu.lib.downloads import download
from corpu.lib.paging import NarrowPaginator
from performance import rollups
from performance.models import Target
from performance.plans.progress import progress_of

PAGE = 30


@login_required
@require_safe
def team(request):
    """Where my people stand: for leaders, acting ones included."""
    chosen = team_asked(request)
    page = NarrowPaginator(chosen.chosen(), PAGE).get_page(request.GET.get("page"))
    lines = progress_of(request.user, chosen.year)
    context = {
        "year": chosen.year,
        "year_text": str(chosen.year),
        "years": years_known(),
        "form": chosen.form,
        "query": request.GET.urlencode(),
        "page": page,
        "rows": table.with_remedies(list(page.object_list)),
        "share": chosen.share_of(page.paginator.count),
        "own_lines": [item for item in lines if item.is_percent],
        **_figures(request.user, chosen),
    }
    return render(request, "home/team.html", context)


@login_required
@require_safe
def team_table(request, kind: str):
    """The same rows as the screen, as CSV or XLSX."""
    chosen = team_asked(request)
    name = f"corpu-team-{chosen.year}"
    header = [str(title) for title in table.HEADER]
    return download(name, header, table.table_rows(chosen.chosen()), kind)


def _figures(leader, chosen: table.Team) -> dict:
    everybody = chosen.everybody()
    minimums = everybody.minimums()
    units = table.sub_units(leader)
    whole = rollups.tally(everybody)
    sub = rollups.by_unit(minimums, units) if units else []
    return {
        "tally": rollups.tally(minimums),
        "at_risk": whole.at_risk,
        "flagged": whole.at_risk + whole.unmet,
        "over_ceiling": everybody.filter(is_warning=True).count(),
        "people": everybody.order_by().values("person").distinct().count(),
        "unit_rows": [_bar(unit, tally, chosen.year) for unit, tally in sub],
        "rules": Target.objects.filter(pk__in=everybody.order_by().values("target"))
        .select_related("published_by")
        .order_by("kind", "code"),
    }


def _bar(unit, tally, year: int) -> dict:
    """A unit below with its statuses; every part leads to its people."""

    def people(status: str) -> str:
        asked = "" if status == "all" else f"&status={status}"
        return f"?unit={unit.pk}{asked}&kind=minimum&year={year}#people"

    return bar(tally, unit.name, f"?unit={unit.pk}&year={year}#people", people)


def team_asked(request) -> table.Team:
    """The reader's team with the filter from the address; 404 for who leads nobody."""
    if not (request.user.is_leader or request.user.stands_in_for()):
        raise Http404
    return table.team_of(request.user, asked_year(request), request.GET)
