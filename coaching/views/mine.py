"""The coachee's side: my coaches, what waits for my signature, what it counted."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coaching.actions import steps as step_actions
from coaching.actions.agreements import fit_is_asked
from coaching.actions.wishes import opened
from coaching.clocks import clock_of
from coaching.models import Engagement, Goal, Meeting, NextStep, Session, TimeZone

State = Engagement.State


@login_required
@require_safe
def mine(request):
    """My coaches and requests, next meetings and steps, goals, and what was counted."""
    sessions = Session.objects.filter(engagement__coachee=request.user)
    pairs = Engagement.objects.filter(coachee=request.user)
    steps = NextStep.objects.filter(engagement__in=pairs, done_at=None)
    live = list(pairs.live().with_pair().select_related("agreement", "circle"))
    context = {
        "clock": clock_of(request, TimeZone.WIB),
        "to_sign": sessions.waiting().select_related(
            "engagement__coach__person", "engagement__form", "topic"
        ),
        "requests": [pair for pair in live if pair.state == State.REQUESTED],
        "pairs": [pair for pair in live if pair.state == State.ACTIVE],
        "asks_fit": [pair for pair in live if fit_is_asked(pair, request.user)],
        "past": pairs.filter(state__in=[State.ENDED, State.DECLINED, State.EXPIRED])
        .filter(followed_by=None)
        .with_pair()[:10],
        "meetings": Meeting.objects.ahead()
        .filter(engagement__in=pairs)
        .select_related("engagement__coach__person", "engagement__kind")[:6],
        "steps": step_actions.opened(
            steps.select_related("engagement__coach__person"), request.user
        ),
        "goals": _goals(live, request.user),
        "sessions": sessions.with_credit()[:30],
    }
    return render(request, "coaching/mine.html", context)


def _goals(pairs: list[Engagement], viewer) -> list[Goal]:
    """Goals under way, with the line of the marks that she gave herself."""
    rows = Goal.objects.filter(engagement__in=pairs, state=Goal.State.OPEN)
    rows = rows.select_related("engagement__coach", "competence")
    goals = opened(rows.prefetch_related("marks"), viewer)
    for goal in goals:
        goal.line = [mark.mark for mark in goal.marks.all()]
    return goals


@login_required
@require_POST
def check_step(request, pk):
    """The coachee checks a next step off, or on again."""
    mine = NextStep.objects.filter(engagement__coachee=request.user)
    step = get_object_or_404(mine.select_related("engagement"), pk=pk)
    done_at = None if step.done_at else timezone.now()
    mine.filter(pk=step.pk).update(done_at=done_at)
    if "engagement" in request.POST:
        return redirect("coaching:engagement", step.engagement.public_id)
    return redirect("coaching:mine")
