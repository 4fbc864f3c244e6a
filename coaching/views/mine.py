"""The coachee's side: my coaches, what waits for my signature, what it counted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching.actions import engagements as engagement_actions
from coaching.actions import steps as step_actions
from coaching.forms import MeetingForm
from coaching.models import Engagement, NextStep, Session
from coaching.permissions import may_log


@login_required
@require_safe
def mine(request):
    """My coaches, next steps, sessions to sign and what was counted."""
    sessions = Session.objects.filter(engagement__coachee=request.user)
    pairs = Engagement.objects.filter(coachee=request.user).select_related(
        "coach__person", "form"
    )
    steps = NextStep.objects.filter(engagement__in=pairs, done_at=None)
    context = {
        "to_sign": sessions.waiting().select_related(
            "engagement__coach__person", "engagement__form", "topic"
        ),
        "pairs": pairs.exclude(state=Engagement.State.EXPIRED)[:20],
        "steps": step_actions.opened(
            steps.select_related("engagement__coach__person"), request.user
        ),
        "sessions": sessions.with_credit()[:30],
    }
    return render(request, "coaching/mine.html", context)


@login_required
@require_safe
def engagement(request, public_id):
    """One engagement, for its pair alone: sessions, next steps, next meeting."""
    pair = get_object_or_404(
        Engagement.objects.visible_to(request.user).select_related(
            "coach__person", "coachee", "form"
        ),
        public_id=public_id,
    )
    context = {
        "pair": pair,
        "other": pair.other_than(request.user),
        "steps": step_actions.opened(
            pair.steps.select_related("engagement__coach").order_by("done_at", "-pk"),
            request.user,
        ),
        "i_coach": pair.coach.person_id == request.user.pk,
        "may_log": may_log(request.user, pair),
        "sessions": pair.sessions.with_credit(),
        "meeting_form": MeetingForm(initial={"starts_at": pair.next_meeting_at}),
    }
    return render(request, "coaching/engagement.html", context)


def _my_pair(request, public_id) -> Engagement:
    rows = Engagement.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("coach__person", "coachee", "form"), public_id=public_id
    )


@login_required
@require_POST
def plan_meeting(request, public_id):
    """Either of the pair sets the next meeting."""
    pair = _my_pair(request, public_id)
    form = MeetingForm(request.POST)
    if pair.state != Engagement.State.ACTIVE or not form.is_valid():
        messages.error(request, _("Please give a day and a time for the next meeting."))
        return redirect("coaching:engagement", public_id)
    engagement_actions.plan_meeting(
        pair, by=request.user, starts_at=form.cleaned_data["starts_at"]
    )
    messages.success(request, _("The next meeting is in your agenda."))
    return redirect("coaching:engagement", public_id)


@login_required
@require_POST
def end_engagement(request, public_id):
    """Either of the pair ends it."""
    engagement_actions.end(_my_pair(request, public_id), by=request.user)
    messages.success(request, _("The engagement has ended. Thank you both."))
    return redirect("coaching:engagement", public_id)


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
