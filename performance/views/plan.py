from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from corpu.lib.clock import today
from corpu.people.models import Person
from performance.models import Goal
from performance.progress import progress_of, team_standings
from performance.rollups import tally

PAGE = 30


@login_required
@require_safe
def plan(request):
    """The lines of a performance plan that learning moves: mine, or one of my people's."""
    person = _person(request)
    year = _year(request)
    years = Goal.objects.filter(person=person).order_by("-year").values_list("year")
    years = sorted({today().year, *(row[0] for row in years.distinct())}, reverse=True)
    context = {
        "person": person,
        "is_own": person.pk == request.user.pk,
        "person_query": f"person={person.pk}",
        "year": year,
        "years": years,
        "lines": progress_of(person, year),
    }
    return render(request, "performance/plan.html", context)


@login_required
@require_safe
def team_share(request, pk: int):
    """The standings behind the line "share of my team that has met its target"."""
    goals = Goal.objects.visible_to(request.user).select_related("person")
    goal = get_object_or_404(goals, pk=pk, kind=Goal.Kind.TEAM_SHARE)
    rows = team_standings(goal.person, goal.year).minimums()
    listed = rows.visible_to(request.user).with_target()
    listed = listed.select_related("person__post", "person__unit")
    page = Paginator(listed.most_urgent_first(), PAGE).get_page(request.GET.get("page"))
    context = {"goal": goal, "tally": tally(rows), "page": page}
    return render(request, "performance/team_share.html", context)


def _person(request) -> Person:
    number = request.GET.get("person", "")
    if not number.isdecimal():
        return request.user
    people = Person.objects.visible_to(request.user).with_place()
    return get_object_or_404(people, pk=number)


def _year(request) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and len(text) == 4 else today().year
