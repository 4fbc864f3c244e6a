from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.rule_rows import refuse_unread
from performance.actions import dated
from performance.permissions import may_set_targets
from performance.professionalism.models import IndexRule, Step


@login_required
@require_safe
def rules(request):
    """The rules of the index; drafts for the office."""
    rows = IndexRule.objects.visible_to(request.user)
    context = {"rules": rows, "may_set": may_set_targets(request.user)}
    return render(request, "performance/professionalism/rules.html", context)


@login_required
@require_safe
def rule(request, pk: int):
    """One rule: weights, parts, scales, categories, law and signatures."""
    return render(request, "performance/professionalism/rule.html", _page_of(request, pk))


@login_required
@require_POST
def publish(request, pk: int):
    """A second person lets the draft hold."""
    row = _rule(request, pk)
    refuse_unread(row, request.POST)
    dated.publish(row, by=request.user)
    messages.success(request, _("Published. It is counted anew tonight."))
    return redirect("professionalism:rule", pk)


def _rule(request, pk: int) -> IndexRule:
    rows = IndexRule.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("drafted_by", "published_by"), pk=pk)


def _page_of(request, pk: int) -> dict:
    row = _rule(request, pk)
    steps = list(row.steps.all())
    return {
        "rule": row,
        "parts": row.parts.prefetch_related("forms", "given_to"),
        "scales": [
            (label, [step for step in steps if step.scale == code])
            for code, label in Step.Scale.choices
        ],
        "may_set": may_set_targets(request.user),
    }
