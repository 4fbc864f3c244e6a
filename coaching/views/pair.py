"""One engagement, for its pair alone: where it stands, terms, goals, fit and closing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.actions import agreements as agreement_actions
from coaching.actions import engagements as engagement_actions
from coaching.actions import steps as step_actions
from coaching.actions.matching import propose, sentences
from coaching.actions.wishes import opened, purpose_of
from coaching.clocks import clock_of
from coaching.models import Agreement, Engagement, Goal
from coaching.pair_forms import AgreementForm, FitForm, GoalForm, MarkForm, ReviewForm
from coaching.permissions import may_log
from corpu.lib.refusals import Refused

State = Engagement.State


def my_pair(request, public_id) -> Engagement:
    """The engagement, if the reader is one of the two; 404 otherwise."""
    rows = Engagement.objects.visible_to(request.user).with_pair()
    return get_object_or_404(
        rows.select_related("programme", "circle"), public_id=public_id
    )


def as_coachee(request, public_id) -> Engagement:
    """The same, for acts of the coachee: 403 for her coach."""
    pair = my_pair(request, public_id)
    if pair.coachee_id != request.user.pk:
        raise PermissionDenied
    return pair


@login_required
@require_safe
def engagement(request, public_id):
    """Where the two stand, what they agreed, what they do next."""
    pair = my_pair(request, public_id)
    return render(request, "coaching/engagement.html", _context(request, pair))


def _context(request, pair: Engagement, **forms) -> dict:
    viewer = request.user
    i_coach = pair.coach.person_id == viewer.pk
    agreement = Agreement.objects.filter(engagement=pair).first()
    goals = _goals(pair, viewer)
    for goal in goals:
        goal.line = [mark.mark for mark in goal.marks.all()]
    over = pair.state in (State.DECLINED, State.EXPIRED, State.ENDED)
    return {
        "pair": pair,
        "purpose": purpose_of(pair, viewer),
        "other": pair.other_than(viewer),
        "clock": clock_of(request, pair.coach.time_zone),
        "must_sign": pair.state == State.ACTIVE and not agreement_actions.may_go_on(pair),
        "i_coach": i_coach,
        "may_log": may_log(viewer, pair),
        "agreement": agreement,
        "my_signature": agreement
        and (agreement.coach_signed_at if i_coach else agreement.coachee_signed_at),
        "goals": goals,
        "goal_form": forms.get("goal_form") or GoalForm(coachee=pair.coachee),
        "mark_form": MarkForm(),
        "asks_fit": agreement_actions.fit_is_asked(pair, viewer),
        "fit_form": FitForm(),
        "review": getattr(pair, "review", None),
        "meetings": pair.meetings.ahead().select_related("guest"),
        "steps": step_actions.opened(
            pair.steps.select_related("engagement__coach").order_by("done_at", "-pk"),
            viewer,
        ),
        "sessions": pair.sessions.with_credit(),
        "chain": engagement_actions.chain_of(pair)[1:] if not i_coach else [],
        "reasons": sentences(pair.reasons),
        "next_request": getattr(pair, "followed_by", None),
        "proposals": propose(viewer, kind=pair.kind_id, besides={pair.coach_id})
        if over and not i_coach and not hasattr(pair, "followed_by")
        else [],
    }


def _goals(pair: Engagement, viewer) -> list[Goal]:
    rows = pair.goals.select_related("competence", "engagement__coach")
    return opened(rows.prefetch_related("marks"), viewer)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request, public_id):
    """Read the terms, sign them, or write others."""
    pair = my_pair(request, public_id)
    terms = agreement_actions.draft_agreement(pair)
    purpose = purpose_of(pair, request.user)
    form = AgreementForm(request.POST or None, instance=terms, purpose=purpose)
    if request.method == "POST" and form.is_valid():
        version = int(request.POST.get("version") or 0)
        try:
            data = {"purpose": "", **form.cleaned_data}
            agreement_actions.change_terms(pair, by=request.user, version=version, **data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request, _("Written and signed by you. The other signs next.")
            )
            return redirect("coaching:engagement", public_id)
    terms = Agreement.objects.get(engagement=pair)  # as it stands, not as it was typed
    i_coach = pair.coach.person_id == request.user.pk
    mine = terms.coach_signed_at if i_coach else terms.coachee_signed_at
    context = {
        "pair": pair, "other": pair.other_than(request.user), "terms": terms,
        "form": form, "my_signature": mine, "purpose": purpose,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "coaching/agreement.html", context, status=status)


@login_required
@require_POST
def sign(request, public_id):
    """One tap signs the terms that were read."""
    pair = my_pair(request, public_id)
    version = int(request.POST.get("version") or 0)
    agreement_actions.sign(pair, by=request.user, version=version)
    messages.success(request, _("Signed."))
    return redirect("coaching:engagement", public_id)


@login_required
@require_POST
def add_goal(request, public_id):
    """Either of the two writes a goal down."""
    pair = my_pair(request, public_id)
    form = GoalForm(request.POST, coachee=pair.coachee)
    if form.is_valid():
        try:
            data = {"text": "", **form.cleaned_data}
            agreement_actions.add_goal(pair, by=request.user, **data)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("The goal is written down."))
            return redirect("coaching:engagement", public_id)
    context = _context(request, pair, goal_form=form)
    return render(request, "coaching/engagement.html", context, status=422)


def _my_goal(request, pk) -> Goal:
    pairs = Engagement.objects.visible_to(request.user)
    rows = Goal.objects.filter(engagement__in=pairs).select_related("engagement")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_POST
def mark_goal(request, pk):
    """The coachee says where she is today."""
    goal = _my_goal(request, pk)
    if goal.engagement.coachee_id != request.user.pk:
        raise PermissionDenied
    form = MarkForm(request.POST)
    if form.is_valid():
        agreement_actions.mark_goal(goal, mark=form.cleaned_data["mark"])
        messages.success(request, _("Noted for today."))
    else:
        messages.error(request, _("Choose a number from 1 to 10."))
    return redirect("coaching:engagement", goal.engagement.public_id)


@login_required
@require_POST
def drop_goal(request, pk):
    """A goal is given up."""
    goal = _my_goal(request, pk)
    agreement_actions.drop_goal(goal)
    messages.success(request, _("The goal is given up."))
    return redirect("coaching:engagement", goal.engagement.public_id)


@login_required
@require_POST
def fit(request, public_id):
    """How it fits: for the asker alone to say, and for nobody to read."""
    pair, form = my_pair(request, public_id), FitForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose one of the answers."))
        return redirect("coaching:engagement", public_id)
    parted = agreement_actions.answer_fit(pair, by=request.user, **form.cleaned_data)
    if parted:
        text = _("You two go separate ways now. It happens, and it is nobody's fault.")
        messages.info(request, text)
    else:
        messages.success(request, _("Thank you. Nobody but you sees this answer."))
    return redirect("coaching:engagement", public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, public_id):
    """The closing: one writes where the goals stand, the other confirms."""
    pair = my_pair(request, public_id)
    written = getattr(pair, "review", None)
    goals = _goals(pair, request.user)
    form = ReviewForm(request.POST or None, goals=goals)
    if request.method == "POST" and form.is_valid():
        try:
            agreement_actions.propose_review(pair, by=request.user, states=form.states)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Written. The other of you confirms it."))
            return redirect("coaching:engagement", public_id)
    labels = dict(Goal.State.choices)
    states = written.states if written else {}
    context = {
        "pair": pair,
        "other": pair.other_than(request.user),
        "form": form,
        "review": written,
        "mine": written and written.proposed_by_id == request.user.pk,
        "lines": [(goal, labels.get(states.get(str(goal.pk)), "–")) for goal in goals],
    }
    status = 422 if form.errors else 200
    return render(request, "coaching/review.html", context, status=status)


@login_required
@require_POST
def confirm_review(request, public_id):
    """The other one agrees, and the engagement is closed by both."""
    agreement_actions.confirm_review(my_pair(request, public_id), by=request.user)
    messages.success(request, _("Closed by both of you. Well done."))
    return redirect("coaching:engagement", public_id)


@login_required
@require_POST
def end_engagement(request, public_id):
    """Either of the pair ends it early."""
    engagement_actions.end(my_pair(request, public_id), by=request.user)
    messages.success(request, _("The engagement has ended. Thank you both."))
    return redirect("coaching:engagement", public_id)


@login_required
@require_POST
def withdraw_request(request, public_id):
    """The coachee takes her request back."""
    pair = as_coachee(request, public_id)
    engagement_actions.withdraw_request(pair, by=request.user)
    messages.success(request, _("Your request is withdrawn."))
    return redirect("coaching:mine")
