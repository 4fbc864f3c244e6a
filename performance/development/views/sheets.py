from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corpu.people.models import Unit
from performance.development.actions import sheets as actions
from performance.development.forms import BudgetForm
from performance.development.models import Sheet
from performance.development.permissions import units_seen
from performance.development.views.asked import asked_year


def _unit(request, pk: int) -> Unit:
    return get_object_or_404(units_seen(request.user), pk=pk)


def _sheet(request, pk: int) -> Sheet:
    rows = Sheet.objects.filter(unit__in=units_seen(request.user))
    return get_object_or_404(rows.select_related("unit"), pk=pk)


def _back(unit: Unit, year: int):
    return redirect(f"{reverse('development:unit')}?unit={unit.pk}&year={year}")


@login_required
@require_POST
def approve_unit(request, pk: int):
    """The head approves the plan of her unit."""
    unit, year = _unit(request, pk), asked_year(request)
    actions.approve_unit(unit, year, by=request.user)
    messages.success(request, _("Approved and frozen as it reads now."))
    return _back(unit, year)


@login_required
@require_POST
def propose(request, pk: int):
    """One officer proposes the agency's plan."""
    unit, year = _unit(request, pk), asked_year(request)
    actions.propose_agency(unit, year, by=request.user)
    messages.success(request, _("Proposed: a second officer approves it."))
    return _back(unit, year)


@login_required
@require_POST
def approve(request, pk: int):
    """Another officer approves it."""
    sheet = actions.approve_agency(_sheet(request, pk), by=request.user)
    messages.success(request, _("Approved and frozen as it reads now."))
    return _back(sheet.unit, sheet.year)


@login_required
@require_POST
def withdraw(request, pk: int):
    """The proposal is taken back."""
    sheet = _sheet(request, pk)
    actions.withdraw_agency(sheet, by=request.user)
    messages.success(request, _("The proposal is taken back."))
    return _back(sheet.unit, sheet.year)


@login_required
@require_POST
def budget(request, pk: int):
    """HR sets the most that the plans of a unit may cost."""
    unit, year = _unit(request, pk), asked_year(request)
    form = BudgetForm(request.POST)
    if form.is_valid():
        ceiling = form.cleaned_data["ceiling"]
        actions.set_budget(unit, year, by=request.user, ceiling=ceiling)
        messages.success(request, _("The budget is set."))
    else:
        messages.error(request, _("Enter the budget in whole rupiah."))
    return _back(unit, year)
