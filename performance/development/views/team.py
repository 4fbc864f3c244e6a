from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corpu.people.models import Person
from performance.development.models import Plan, PlanLine
from performance.development.profile import profiles_of
from performance.development.totals import rows_by_person, whole
from performance.development.views.asked import asked_year, year_tabs

PAGE = 30


@login_required
@require_safe
def team(request):
    """The plans and gaps of a leader's people."""
    viewer = request.user
    if not viewer.is_leader:
        raise Http404
    year, below = asked_year(request), request.GET.get("below") == "all"
    people = Person.objects.employees().led_by(viewer)
    if not below:
        direct = Q(leader=viewer) | Q(unit__in=viewer.led_units())
        people = people.filter(direct).exclude(pk=viewer.pk)
    page = Paginator(people.with_place().order_by("name", "pk"), PAGE)
    page = page.get_page(request.GET.get("page"))
    shown = list(page.object_list)
    lines = PlanLine.objects.agreed().in_year(year)
    mine = lines.filter(plan__person__in=people.order_by().values("pk"))
    context = {
        "year": year,
        "year_text": str(year),
        "years": year_tabs(year),
        "below": below,
        "page": page,
        "rows": _rows(shown, year, lines),
        "total": whole(mine),
        "people": people.count(),
        "agreed": Plan.objects.filter(
            year=year, leader_signed_at__isnull=False, person__in=people.values("pk")
        ).count(),
    }
    return render(request, "performance/development/team.html", context)


def _rows(people: list[Person], year: int, lines) -> list[dict]:
    """Each person with her profile, plan and what its agreed lines add up to."""
    profiles = profiles_of(people)
    plans = Plan.objects.filter(person__in=people, year=year)
    plans = {plan.person_id: plan for plan in plans}
    sums = rows_by_person(lines.filter(plan__person__in=people))
    return [
        {
            "person": person,
            "profile": profiles[person.pk],
            "plan": plans.get(person.pk),
            "total": sums.get(person.pk),
        }
        for person in people
    ]
