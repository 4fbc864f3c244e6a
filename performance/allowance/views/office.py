from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.people.models import Unit
from performance.allowance.actions import schemes
from performance.allowance.forms import LegalBasisForm, ReasonForm, RunForm, TermsForm
from performance.allowance.models import Formula, Objection, Run, Scheme
from performance.allowance.permissions import keeps


def institutions(viewer):
    """The institutions whose HR or auditor `viewer` is."""
    return Unit.objects.managed_by(viewer, "hr", "auditor").filter(parent=None).open()


@login_required
@require_safe
def office(request):
    """The institutions, whether they recommend at all, and their last months."""
    units = list(institutions(request.user))
    if not units and not request.user.has_role("hr", "auditor"):
        raise Http404
    if len(units) == 1:
        return redirect("allowance:scheme", units[0].pk)
    found = {row.unit_id: row for row in Scheme.objects.filter(unit__in=units)}
    rows = [{"unit": unit, "scheme": found.get(unit.pk)} for unit in units]
    context = {"rows": rows, "examples": Formula.objects.examples()}
    return render(request, "performance/allowance/office.html", context)


@login_required
@require_safe
def scheme(request, pk: int):
    """One institution: its switch, its terms, its formulas, its months."""
    return render(request, "performance/allowance/scheme.html", scheme_page(request, pk))


def scheme_page(request, pk: int, **forms) -> dict:
    """What the page shows; `forms` hold what was refused."""
    unit = get_object_or_404(institutions(request.user), pk=pk)
    row = Scheme.objects.filter(unit=unit).select_related("proposed_by", "confirmed_by")
    row = row.first() or Scheme(unit=unit)
    waiting = Objection.objects.visible_to(request.user).waiting()
    runs = Run.objects.filter(unit=unit).select_related("formula", "seal")
    return {
        "unit": unit,
        "scheme": row,
        "keeps": keeps(request.user, unit),
        "is_proposer": row.proposed_by_id == request.user.pk,
        "formulas": Formula.objects.filter(unit=unit),
        "examples": Formula.objects.examples(),
        "runs": runs.order_by("-month")[:24],
        "waiting": waiting.filter(run__unit=unit).count(),
        "basis_form": LegalBasisForm(initial={"legal_basis": row.legal_basis}),
        "terms_form": TermsForm(instance=row),
        "off_form": ReasonForm(prefix="off"),
        "run_form": RunForm(),
        **forms,
    }


def _scheme(request, pk: int) -> Scheme:
    unit = get_object_or_404(institutions(request.user), pk=pk)
    return schemes.scheme_of(unit)


def _again(request, pk: int, **forms):
    context = scheme_page(request, pk, **forms)
    return render(request, "performance/allowance/scheme.html", context, status=422)


@login_required
@require_POST
def propose(request, pk: int):
    """The first person gives the legal basis."""
    row, form = _scheme(request, pk), LegalBasisForm(request.POST)
    if not form.is_valid():
        return _again(request, pk, basis_form=form)
    schemes.propose(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("The legal basis waits for a second person."))
    return redirect("allowance:scheme", pk)


@login_required
@require_POST
def confirm(request, pk: int):
    """The second person switches it on."""
    schemes.confirm(_scheme(request, pk), by=request.user)
    messages.success(request, _("Recommendations are switched on."))
    return redirect("allowance:scheme", pk)


@login_required
@require_POST
def switch_off(request, pk: int):
    """Off again, or not at all."""
    row, form = _scheme(request, pk), ReasonForm(request.POST, prefix="off")
    if not form.is_valid():
        return _again(request, pk, off_form=form)
    schemes.switch_off(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("Recommendations are switched off."))
    return redirect("allowance:scheme", pk)


@login_required
@require_POST
def terms(request, pk: int):
    """Days to object and to answer; whether leaders see."""
    row = _scheme(request, pk)
    form = TermsForm(request.POST, instance=Scheme(unit=row.unit))
    if not form.is_valid():
        return _again(request, pk, terms_form=form)
    schemes.set_terms(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("allowance:scheme", pk)
