from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.models import Person
from performance.actions import adjustments, exemptions
from performance.forms import RepairForm
from performance.impossible import impossible_for
from performance.models import Adjustment, Exemption, Standing

PAGE = 20
SHOWN = 50


@login_required
@require_safe
def impossible(request):
    """Targets that cannot be met as set, each with its cause and three repairs."""
    return render(request, "performance/impossible.html", _context(request))


@login_required
@require_POST
def repair(request, pk: int):
    """Move the last day, scale to the time left, or exempt; with a reason, logged."""
    rows = Standing.objects.visible_to(request.user).select_related("person", "target")
    row = get_object_or_404(rows, pk=pk)
    form = RepairForm(request.POST)
    try:
        if not form.is_valid():
            raise _first_fault(form)
        _repair(row, form.cleaned_data, request.user)
    except Refused as refusal:
        context = {**_context(request), "failed": pk, "refusal": refusal}
        context["typed"] = request.POST.get("reason", "")
        return render(request, "performance/impossible.html", context, status=422)
    messages.success(request, _("Mended. The person has been told."))
    return redirect("performance:impossible")


@login_required
@require_POST
def undo(request, pk: int):
    """The target asks again what her days ask."""
    row = get_object_or_404(Adjustment.objects.visible_to(request.user), pk=pk)
    adjustments.undo(row, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("Undone: the target asks what it asked before."))
    return redirect(adjustments.standing_of(row))


def _first_fault(form: RepairForm) -> Refused:
    """What is wrong with what was sent, in the words of the form."""
    if form.errors.get("reason"):
        return Refused("reason_missing", _("Write the reason: the person reads it."))
    name, faults = next(iter(form.errors.items()))
    return Refused("form_invalid", f"{form.fields[name].label}: {faults[0]}")


def _repair(row: Standing, data: dict, by) -> None:
    if data["repair"] == "exempt":
        exemptions.exempt(row, by=by, reason=data["reason"])
    elif data["repair"] == "prorate":
        adjustments.prorate(row, by=by, reason=data["reason"])
    else:
        adjustments.extend(row, ends_on=data["ends_on"], by=by, reason=data["reason"])


def _context(request) -> dict:
    viewer = request.user
    if not (viewer.is_superuser or viewer.has_role("hr")):
        raise PermissionDenied
    found = impossible_for(viewer)
    people = Person.objects.managed_by(viewer).exclude(pk=viewer.pk)
    year = today().year
    mended = Adjustment.objects.holding().filter(person__in=people, year__gte=year - 1)
    exempt = Exemption.objects.filter(person__in=people, year__gte=year - 1)
    mended = mended.select_related("person", "target", "decided_by")
    exempt = exempt.select_related("person", "target", "decided_by")
    return {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "number": len(found),
        "mended": mended[:SHOWN],
        "exempt": _with_standings(list(exempt.order_by("-decided_at")[:SHOWN])),
    }


def _with_standings(rows: list[Exemption]) -> list[tuple[Exemption, int | None]]:
    """Each with the id of its standing, on which it is undone."""
    found = Standing.objects.filter(person__in=[row.person_id for row in rows])
    keys = {
        (person, target, year): pk
        for person, target, year, pk in found.values_list(
            "person", "target", "year", "pk"
        )
    }
    return [(row, keys.get((row.person_id, row.target_id, row.year))) for row in rows]
