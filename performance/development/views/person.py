from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corpu.lib.clock import today
from corpu.people.models import Person
from performance.development.forms import CommentForm, DecideForm
from performance.development.models import (
    LevelSource,
    PerformanceGap,
    Plan,
    PlanLine,
)
from performance.development.permissions import may_assess, may_write_plan
from performance.development.profile import profiles_of
from performance.development.suggestions import suggestions_for
from performance.development.totals import rows_by, whole
from performance.development.views.asked import asked_year, person_seen, year_tabs


@login_required
@require_safe
def mine(request):
    """My competences, my gaps and my plan of the year."""
    viewer = Person.objects.with_place().get(pk=request.user.pk)
    return _page(request, viewer)


@login_required
@require_safe
def person(request, pk: int):
    """The same of somebody else, for who may look at her."""
    return _page(request, person_seen(request, pk))


def _page(request, person: Person):
    year = asked_year(request)
    profile = profiles_of([person])[person.pk]
    plan = Plan.objects.filter(person=person, year=year)
    plan = plan.select_related("decider", "leader_signed_by").first()
    may_write = may_write_plan(request.user, person)
    waiting = Plan.objects.waiting_for(request.user).filter(person=person, year=year)
    context = {
        "person": person,
        "is_own": person.pk == request.user.pk,
        "year": year,
        "year_text": str(year),
        "years": year_tabs(year),
        "profile": profile,
        "plan": plan,
        "may_write": may_write and (plan is None or plan.is_open_to_change),
        "may_talk": may_write,
        "may_assess": may_assess(request.user, person),
        "may_decide": waiting.exists(),
        "gaps": PerformanceGap.objects.filter(
            person=person, year=year, closed_at=None
        ).select_related("competence", "by"),
        "sources": LevelSource.objects.on(today()).order_by("priority"),
        "comment_form": CommentForm(),
        "decide_form": DecideForm(),
        **_lines(plan, profile, year, may_write),
    }
    return render(request, "performance/development/person.html", context)


def _lines(plan, profile, year: int, may_write: bool) -> dict:
    """The lines as they read today, what they add up to, and what else would help."""
    rows = PlanLine.objects.filter(plan=plan) if plan else PlanLine.objects.none()
    current = list(rows.current().with_names().select_related("replaces"))
    replaced = {line.replaces_id for line in current if line.replaces_id}
    shown = [line for line in current if line.pk not in replaced]
    agreed = rows.agreed()
    planned = [line.activity_id for line in current if line.activity_id]
    is_open = may_write and year >= today().year
    return {
        "lines": shown,
        "shown": whole(rows.current().exclude(pk__in=replaced)),
        "agreed": whole(agreed),
        "shares": rows_by(rows.current().exclude(pk__in=replaced), "share"),
        "trail": rows.filter(retired_at__isnull=False).with_names(),
        "has_changes": any(not line.agreed_at or line.retire_asked_at for line in shown),
        "comments": plan.comments.select_related("by") if plan else [],
        "suggestions": suggestions_for(profile, year, without=planned) if is_open else [],
    }
