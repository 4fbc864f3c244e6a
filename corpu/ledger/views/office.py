"""The desk of HR: facts that wait for JP, mistakes, and the national system."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from corpu.ledger import siasn
from corpu.ledger.actions import records
from corpu.ledger.forms import ApprovalForm, PeriodForm, ReasonForm
from corpu.ledger.models import Record
from corpu.ledger.permissions import has_hr_desk, may_approve, may_void, people_of_hr
from corpu.lib.downloads import download
from corpu.lib.refusals import Refused

FORM = ["GET", "HEAD", "POST"]


def _desk(request) -> None:
    if not has_hr_desk(request.user):
        raise Http404


@login_required
@require_safe
def waiting(request):
    """Facts whose form has no conversion: HR sets their JP, never her own."""
    _desk(request)
    rows = Record.objects.waiting_for_jp().filter(person__in=people_of_hr(request.user))
    rows = rows.exclude(person=request.user).select_related("form", "person__unit")
    page = Paginator(rows.order_by("ended_on", "pk"), 50)
    context = {"page": page.get_page(request.GET.get("page"))}
    return render(request, "ledger/waiting.html", context)


@login_required
@require_http_methods(FORM)
def approve(request, public_id):
    """Set the JP of one fact, with the reason."""
    shown = _fact(request, public_id)
    if not may_approve(request.user, shown):
        raise PermissionDenied

    def act(form):
        records.approve_jp(shown, **form.cleaned_data, by=request.user)
        return _("The JP are set, and counted.")

    title = _("Set the JP of this record")
    return _one_form(request, shown, ApprovalForm, act, title, _("Set the JP"))


@login_required
@require_http_methods(FORM)
def void(request, public_id):
    """Void one fact, with the reason."""
    shown = _fact(request, public_id)
    if not may_void(request.user, shown):
        raise PermissionDenied

    def act(form):
        records.void(shown, **form.cleaned_data, by=request.user)
        return _("The record is voided. It stays visible, and counts for nothing.")

    title = _("Void this record")
    return _one_form(request, shown, ReasonForm, act, title, _("Void"), is_danger=True)


def _fact(request, public_id) -> Record:
    facts = Record.objects.visible_to(request.user).standing().with_credits()
    return get_object_or_404(facts, public_id=public_id)


def _one_form(request, record, form_class, act, title, submit, *, is_danger=False):
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form)
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal.message))
        else:
            messages.success(request, done)
            return redirect("ledger:record", record.public_id)
    context = {
        "record": record, "worth": record.credit(), "form": form, "title": title,
        "submit": submit, "is_danger": is_danger,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "ledger/act.html", context, status=status)


@login_required
@require_safe
def export(request):
    """A period's records in the fields of the national personnel system (SIASN)."""
    _desk(request)
    asked = "start" in request.GET or "end" in request.GET
    form = PeriodForm(request.GET) if asked else PeriodForm.this_year()
    if not form.is_valid():
        return render(request, "ledger/export.html", {"form": form}, status=422)
    people = people_of_hr(request.user)
    table = siasn.export(people, **form.cleaned_data)
    wanted, kind = request.GET.get("list", ""), request.GET.get("kind", "csv")
    if wanted == "all":
        return siasn.workbook(table)
    if wanted in siasn.LISTS:
        return download(f"siasn-{wanted}", *table.sheet(wanted), kind)
    period = urlencode({name: str(day) for name, day in form.cleaned_data.items()})
    context = {"form": form, "table": table, "period": period}
    return render(request, "ledger/export.html", context)
