from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.lib.asking import may_ask
from corpu.lib.clock import today
from corpu.lib.paper_numbers import clean_number, is_well_formed
from corpu.lib.refusals import Refused
from corpu.lib.rule_rows import refuse_unread
from corpu.people.models import Person
from performance.recognition.actions import certificates
from performance.recognition.forms import IssueForm, WithdrawForm
from performance.recognition.models import Criterion, TeamCertificate
from performance.recognition.permissions import (
    issuable_units,
    may_publish,
    may_set_criteria,
    may_withdraw_certificate,
)
from performance.recognition.qualifying import is_quick_for, teams_for

# Teams that qualify, shown on one page.
SHOWN = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request):
    """Certificates of teams that I see, and issuing one where I may."""
    units = issuable_units(request.user)
    form = IssueForm(request.POST if request.method == "POST" else None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            row = certificates.issue(
                data["unit"], year=data["year"], criterion=data["criterion"],
                by=request.user,
            )  # fmt: skip
        except Refused as refusal:
            known = refusal.field if refusal.field in form.fields else None
            form.add_error(known, refusal.message)
        else:
            messages.success(request, _("The certificate is issued."))
            return redirect("recognition:certificate", row.number)
    rows = TeamCertificate.objects.visible_to(request.user).select_related("unit")
    context = {
        "page": Paginator(rows, 20).get_page(request.GET.get("page")),
        "form": form if units.exists() else None,
        **_qualifying(request),
        "criteria": _criteria(request.user),
        "may_set": may_set_criteria(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "performance/recognition/teams.html", context, status=status)


def _qualifying(request) -> dict:
    """The teams that could be certified today, of the year that is asked for."""
    this = today().year
    year = this - 1 if request.GET.get("year") == str(this - 1) else this
    asked = "find" in request.GET or is_quick_for(request.user)
    found = teams_for(request.user, year) if asked else []
    return {
        "asked": asked,
        "year": year,
        "years": [this, this - 1],
        "qualifying": found[:SHOWN],
        "more": max(len(found) - SHOWN, 0),
    }


def _criteria(viewer):
    rows = Criterion.objects.select_related("target", "drafted_by", "published_by")
    if not may_set_criteria(viewer):
        rows = rows.filter(live=True)
    return [{"row": row, "may_publish": may_publish(viewer, row)} for row in rows]


@login_required
@require_POST
def publish_criterion(request, pk: int):
    """A second person lets a criterion be used."""
    row = get_object_or_404(Criterion, pk=pk)
    refuse_unread(row, request.POST)
    certificates.publish_criterion(row, by=request.user)
    messages.success(request, _("Published."))
    return redirect("recognition:teams")


@login_required
@require_safe
def certificate(request, number):
    """One certificate, and the standings on which it rests."""
    rows = TeamCertificate.objects.visible_to(request.user)
    row = get_object_or_404(
        rows.select_related("unit", "criterion__target"), number=number
    )
    standings = certificates.standings_of(row.unit, row.year, row.criterion)
    seen = Person.objects.visible_to(request.user).order_by().values("pk")
    facts = standings.filter(person__in=seen).with_target()
    facts = facts.select_related("person__unit", "person__post").most_urgent_first()
    context = {
        "row": row,
        "now": certificates.reached_by(row.unit, row.year, row.criterion),
        "page": Paginator(facts, 30).get_page(request.GET.get("page")),
        "may_withdraw": row.is_valid and may_withdraw_certificate(request.user, row),
        "form": WithdrawForm(),
    }
    return render(request, "performance/recognition/certificate.html", context)


@login_required
@require_POST
def withdraw_certificate(request, number):
    """Taken back with a reason."""
    rows = TeamCertificate.objects.visible_to(request.user).select_related("unit")
    row = get_object_or_404(rows, number=number)
    certificates.withdraw_certificate(
        row, by=request.user, reason=request.POST.get("reason", "")
    )
    messages.success(request, _("The certificate was withdrawn."))
    return redirect("recognition:certificate", number)


@login_required
@require_safe
def pdf(request, number):
    """The paper, for those who see the certificate."""
    row = get_object_or_404(
        TeamCertificate.objects.visible_to(request.user), number=number
    )
    response = HttpResponse(certificates.read_paper(row), content_type="application/pdf")
    name = row.number.replace("/", "-")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def verify(request, number):
    """Is this certificate valid? Anyone may ask, and learns what the paper says."""
    template = "performance/recognition/verify.html"
    if not may_ask(request):
        response = render(request, template, {"state": "too_often"}, status=429)
        response["Retry-After"] = "60"
        return response
    number = clean_number(number).strip("/")[:80]
    row = TeamCertificate.objects.filter(number=number).first()
    if row is None:
        state = "unknown" if is_well_formed(number) else "mistyped"
    else:
        state = "valid" if row.is_valid else "withdrawn"
    context = {"number": number, "row": row, "state": state}
    response = render(request, template, context, status=200 if row else 404)
    response["X-Robots-Tag"] = "noindex"
    return response
