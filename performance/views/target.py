from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.refusals import Refused
from corpu.lib.rule_rows import refuse_unread
from performance.actions import targets as actions
from performance.forms import ChangeForm
from performance.models import Target, TargetChange
from performance.permissions import may_set_targets
from performance.wording import rule_of


@login_required
@require_safe
def targets(request):
    """The targets that hold, with their legal basis; drafts for the office."""
    rows = Target.objects.visible_to(request.user).with_rule()
    context = {
        "targets": [(row, rule_of(row)) for row in rows],
        "may_set": may_set_targets(request.user),
        "is_hr": request.user.is_superuser or request.user.has_role("hr"),
    }
    return render(request, "performance/targets.html", context)


@login_required
@require_safe
def target(request, pk: int):
    """One target: whom it binds, by which rule, who drafted and who published it."""
    return render(request, "performance/target.html", _page_of(request, pk))


@login_required
@require_POST
def publish(request, pk: int):
    """A second person lets the draft count."""
    row = _target(request, pk)
    refuse_unread(row, request.POST)
    actions.publish(row, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("Published. Everybody it concerns is counted again."))
    return redirect("performance:target", pk)


@login_required
@require_POST
def propose_change(request, pk: int):
    """One person proposes to switch, end or extend a published target."""
    row = _target(request, pk)
    if not may_set_targets(request.user):
        raise PermissionDenied
    form = ChangeForm(request.POST, target=row)
    if not form.is_valid():
        return _refused(request, pk, form)
    data = form.cleaned_data
    try:
        actions.propose(
            row, data["act"], by=request.user, reason=data["reason"],
            valid_to=data["valid_to"], activity=data.get("activity"),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(
            refusal.field if refusal.field in form.fields else None, refusal.message
        )
        return _refused(request, pk, form)
    messages.success(request, _("Proposed. A second person has to confirm it."))
    return redirect("performance:target", pk)


@login_required
@require_POST
def answer_change(request, pk: int):
    """A second person confirms or refuses; whoever proposed it may take it back."""
    targets = Target.objects.visible_to(request.user)
    rows = TargetChange.objects.filter(target__in=targets).select_related("target")
    change = get_object_or_404(rows, pk=pk)
    answer = request.POST.get("answer")
    if answer == "withdraw":
        actions.withdraw_change(change, by=request.user)
        messages.success(request, _("Taken back: nothing changes."))
    else:
        actions.answer_change(change, by=request.user, accept=answer == "yes")
        yes = _("Confirmed. Everybody it concerns is counted again.")
        messages.success(request, yes if answer == "yes" else _("Refused."))
    return redirect("performance:target", change.target_id)


def _refused(request, pk: int, form):
    return render(
        request, "performance/target.html", _page_of(request, pk, form), status=422
    )


def _target(request, pk: int) -> Target:
    return get_object_or_404(Target.objects.visible_to(request.user), pk=pk)


def _page_of(request, pk: int, form: ChangeForm | None = None) -> dict:
    rows = Target.objects.visible_to(request.user).with_rule()
    row = get_object_or_404(rows.select_related("drafted_by", "published_by"), pk=pk)
    may_set = may_set_targets(request.user)
    changes = row.changes.select_related("proposed_by", "decided_by", "activity")
    return {
        "target": row,
        "rule": rule_of(row),
        "may_set": may_set,
        "is_drafter": row.drafted_by_id == request.user.pk,
        "changes": changes if may_set or request.user.has_role("hr", "auditor") else [],
        "form": form or ChangeForm(target=row),
    }
