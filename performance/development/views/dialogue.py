from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from performance.development.actions import plans as actions
from performance.development.forms import CommentForm, DecideForm
from performance.development.models import Plan
from performance.development.permissions import may_write_plan
from performance.development.views.asked import asked_year, person_seen


@login_required
@require_POST
def propose(request, pk: int):
    """The person signs her plan and hands it to her leader."""
    person = person_seen(request, pk)
    if person.pk != request.user.pk:
        raise PermissionDenied
    plan = actions.plan_for(person, asked_year(request))
    actions.propose(plan, by=request.user, text=request.POST.get("text", ""))
    messages.success(request, _("Signed and proposed. Your leader has been told."))
    return redirect(plan)


@login_required
@require_POST
def decide(request, public_id):
    """The leader signs, or returns the plan with a reason."""
    rows = Plan.objects.waiting_for(request.user).select_related("person")
    plan = get_object_or_404(rows, public_id=public_id)
    form = DecideForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    accept = request.POST.get("accept") == "yes"
    actions.decide(plan, by=request.user, accept=accept, reason=reason)
    text = _("Signed: the plan is agreed.") if accept else _("The plan was returned.")
    messages.success(request, text)
    return redirect(plan)


@login_required
@require_POST
def comment(request, pk: int):
    """A word in the dialogue."""
    person = person_seen(request, pk)
    if not may_write_plan(request.user, person):
        raise PermissionDenied
    form = CommentForm(request.POST)
    plan = actions.plan_for(person, asked_year(request))
    text = form.cleaned_data["text"] if form.is_valid() else ""
    actions.say(plan, by=request.user, text=text)
    return redirect(f"{plan.get_absolute_url()}#dialogue")
