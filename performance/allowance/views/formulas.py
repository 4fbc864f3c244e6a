from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.rule_rows import refuse_unread
from performance.allowance import rules
from performance.allowance.actions import formulas as actions
from performance.allowance.forms import CopyForm
from performance.allowance.models import Formula
from performance.allowance.permissions import keeps
from performance.allowance.sentences import steps_as_text
from performance.allowance.views.office import institutions


@login_required
@require_safe
def formula(request, pk: int):
    """One formula: its parts, its legal basis, who drafted and who published it."""
    return render(request, "performance/allowance/formula.html", _page(request, pk))


def _page(request, pk: int, **forms) -> dict:
    rows = Formula.objects.visible_to(request.user)
    rows = rows.select_related("unit", "drafted_by", "published_by")
    row = get_object_or_404(rows, pk=pk)
    parts = [{"row": part, "steps": steps_as_text(part)} for part in row.parts.all()]
    may_keep = row.unit is not None and keeps(request.user, row.unit)
    own = [unit for unit in institutions(request.user) if keeps(request.user, unit)]
    found = rules.faults(row.as_rule()) if not row.live else []
    return {
        "formula": row,
        "parts": parts,
        "keeps": may_keep,
        "is_drafter": row.drafted_by_id == request.user.pk,
        "faults": [actions.fault_text(code) for code in found],
        "copy_units": own,
        "copy_form": CopyForm(),
        **forms,
    }


def _formula(request, pk: int) -> Formula:
    return get_object_or_404(Formula.objects.visible_to(request.user), pk=pk)


@login_required
@require_POST
def publish(request, pk: int):
    """A second person lets it be in force."""
    row = _formula(request, pk)
    refuse_unread(row, request.POST)
    actions.publish(row, by=request.user)
    messages.success(request, _("Published. Months are reckoned with it from now on."))
    return redirect("allowance:formula", pk)


@login_required
@require_POST
def copy(request, pk: int, unit: int):
    """A draft for an institution in this shape."""
    row, form = _formula(request, pk), CopyForm(request.POST)
    place = get_object_or_404(institutions(request.user), pk=unit)
    if not form.is_valid():
        context = _page(request, pk, copy_form=form)
        return render(request, "performance/allowance/formula.html", context, status=422)
    draft = actions.copy_formula(row, unit=place, by=request.user, **form.cleaned_data)
    messages.success(
        request, _("A draft was made. Write its legal basis and figures in the editor.")
    )
    return redirect("allowance:formula", draft.pk)
