from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.refusals import Refused
from performance.actions import dated
from performance.forms import LastDayForm
from performance.models import RuleChange

PAGE = "performance/rule_end.html"


@login_required
@require_safe
def rule_end(request, kind: str, pk: int):
    """The last day of a published rule: proposed by one, confirmed by another."""
    return render(request, PAGE, _page_of(request, _rule(request, kind, pk)))


@login_required
@require_POST
def propose(request, kind: str, pk: int):
    """The first person proposes the last day."""
    row, form = _rule(request, kind, pk), LastDayForm(request.POST)
    if form.is_valid():
        try:
            dated.propose_end(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.message)
        else:
            messages.success(request, _("Proposed. A second person has to confirm it."))
            return redirect(row_page(row))
    return render(request, PAGE, _page_of(request, row, form), status=422)


@login_required
@require_POST
def answer(request, pk: int):
    """A second person confirms or refuses; whoever proposed it may take it back."""
    change = get_object_or_404(RuleChange, pk=pk)
    _rule(request, change.kind, change.rule)
    said = request.POST.get("answer")
    if said == "withdraw":
        row = dated.withdraw_end(change, by=request.user)
        messages.success(request, _("Taken back: nothing changes."))
    else:
        row = dated.answer_end(change, by=request.user, accept=said == "yes")
        yes = _("Confirmed: the last day is set.")
        messages.success(request, yes if said == "yes" else _("Refused."))
    return redirect(row_page(row))


def row_page(row) -> str:
    """Where the last day of this rule is shown, with its trail."""
    kind = row._meta.label_lower
    return reverse("performance:rule_end", args=[kind, row.pk])


def _rule(request, kind: str, pk: int):
    model = dated.model_of(kind)
    if model is None:
        raise Http404
    row = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    reads = request.user.has_role("hr", "auditor")
    if not (reads or dated.keeping_of(row).may(request.user, row)):
        raise Http404
    return row


def _page_of(request, row, form: LastDayForm | None = None) -> dict:
    keeping = dated.keeping_of(row)
    changes = RuleChange.objects.of(row).select_related("proposed_by", "decided_by")
    return {
        "rule": row,
        "kind": row._meta.label_lower,
        "page": keeping.page(row),
        "may_set": keeping.may(request.user, row),
        "changes": changes,
        "waits": any(c.state == RuleChange.State.PROPOSED for c in changes),
        "form": form or LastDayForm(),
    }
