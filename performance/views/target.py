from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from performance.actions import targets as actions
from performance.forms import EndTargetForm
from performance.models import Target
from performance.permissions import may_set_targets


@login_required
@require_safe
def targets(request):
    """The targets that hold, with their legal basis; drafts for the office."""
    rows = Target.objects.visible_to(request.user).select_related("unit", "form")
    context = {"targets": rows, "may_set": may_set_targets(request.user)}
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
    actions.publish(row, by=request.user)
    messages.success(request, _("Published. Everybody it concerns is counted again."))
    return redirect("performance:target", pk)


@login_required
@require_POST
def switch(request, pk: int):
    """On or off for everybody it applies to."""
    row = _target(request, pk)
    is_on = request.POST.get("is_on") == "yes"
    actions.switch(row, by=request.user, is_on=is_on)
    text = _("Switched on.") if is_on else _("Switched off.")
    counted = _("Everybody it concerns is counted again.")
    messages.success(request, f"{text} {counted}")
    return redirect("performance:target", pk)


@login_required
@require_POST
def end(request, pk: int):
    """The target gets its last day."""
    row = _target(request, pk)
    form = EndTargetForm(request.POST)
    if not form.is_valid():
        context = _page_of(request, pk, form)
        return render(request, "performance/target.html", context, status=422)
    actions.end(row, by=request.user, valid_to=form.cleaned_data["valid_to"])
    messages.success(request, _("The last day is set."))
    return redirect("performance:target", pk)


def _target(request, pk: int) -> Target:
    return get_object_or_404(Target.objects.visible_to(request.user), pk=pk)


def _page_of(request, pk: int, form: EndTargetForm | None = None) -> dict:
    rows = Target.objects.visible_to(request.user)
    rows = rows.select_related("unit", "form", "drafted_by", "published_by")
    row = get_object_or_404(rows, pk=pk)
    return {
        "target": row,
        "may_set": may_set_targets(request.user),
        "is_drafter": row.drafted_by_id == request.user.pk,
        "form": form or EndTargetForm(),
    }
