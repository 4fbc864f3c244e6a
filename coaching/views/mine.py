"""The coachee's side: my coaches, what waits for my signature, what it counted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching.actions import engagements as engagement_actions
from coaching.actions import sessions as session_actions
from coaching.forms import MeetingForm, ReasonForm
from coaching.models import Engagement, NextStep, Session
from coaching.permissions import may_log, may_sign


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
        "steps": steps.select_related("engagement__coach__person"),
        "sessions": with_credit(sessions)[:30],
    }
    return render(request, "coaching/mine.html", context)


def with_credit(sessions):
    """Sessions, the latest first, with their pair, topic and the JP that they counted."""
    rows = sessions.select_related(
        "engagement__coach__person", "engagement__coachee", "engagement__form", "topic"
    )
    return (
        rows.select_related("record")
        .annotate(jp_counted=Sum("record__credits__jp_recognised"))
        .order_by("-started_at", "-pk")
    )


@login_required
@require_safe
def engagement(request, public_id):
    """One engagement, for its pair alone: sessions, next steps, next meeting."""
    pair = get_object_or_404(
        Engagement.objects.visible_to(request.user)
        .select_related("coach__person", "coachee", "form")
        .prefetch_related(Prefetch("steps", NextStep.objects.order_by("done_at", "-pk"))),
        public_id=public_id,
    )
    context = {
        "pair": pair,
        "other": pair.other_than(request.user),
        "i_coach": pair.coach.person_id == request.user.pk,
        "may_log": may_log(request.user, pair),
        "sessions": with_credit(pair.sessions.all()),
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


@login_required
@require_safe
def session(request, public_id):
    """One session: what was logged, and what signing it counts."""
    item = get_object_or_404(
        with_credit(Session.objects.visible_to(request.user)), public_id=public_id
    )
    waiting = item.state in (Session.State.LOGGED, Session.State.DISPUTED)
    signs = may_sign(request.user, item)
    context = {
        "session": item,
        "other": item.engagement.other_than(request.user),
        "may_sign": signs and waiting,
        "may_withdraw": waiting and not signs,
        "may_undo": signs
        and item.state == Session.State.CONFIRMED
        and timezone.localdate(item.answered_at) == timezone.localdate(),
        "worth": session_actions.what_it_counts(item.engagement, item.day)
        if waiting
        else None,
        "credit": item.record and item.record.credits.first(),
        "reason_form": ReasonForm(),
    }
    return render(request, "coaching/session.html", context)


def _signable(request, public_id) -> Session:
    rows = Session.objects.visible_to(request.user).select_related(
        "engagement__coach__person", "engagement__coachee"
    )
    item = get_object_or_404(rows, public_id=public_id)
    if not may_sign(request.user, item):
        raise PermissionDenied
    return item


@login_required
@require_POST
def confirm(request, public_id):
    """One tap: the coachee's signature."""
    item = session_actions.confirm(_signable(request, public_id), by=request.user)
    credit = item.record.credits.first()
    if credit and credit.jp_recognised:
        text = _("Confirmed: %(jp)s JP were added to your account.")
        messages.success(request, text % {"jp": f"{credit.jp_recognised:.0f}"})
    else:
        messages.info(request, _("Confirmed. It adds no JP: see why below."))
    return redirect("coaching:session", public_id)


@login_required
@require_POST
def undo(request, public_id):
    """Take the signature back on its own day."""
    session_actions.undo_confirmation(_signable(request, public_id), by=request.user)
    messages.success(request, _("Undone. The session waits for your confirmation."))
    return redirect("coaching:session", public_id)


@login_required
@require_POST
def dispute(request, public_id):
    """Something is wrong with what the coach logged."""
    item = _signable(request, public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please say what is wrong, so that it can be mended."))
        return redirect("coaching:session", public_id)
    session_actions.dispute(item, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Your coach has been told."))
    return redirect("coaching:session", public_id)
