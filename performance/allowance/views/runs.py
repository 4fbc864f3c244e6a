from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.downloads import download
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person
from performance.allowance.actions import differences, locking, runs
from performance.allowance.exports import KINDS, table
from performance.allowance.forms import LinesFilter, ReasonForm, RunForm
from performance.allowance.models import Difference, Objection, Run
from performance.allowance.permissions import keeps, may_export
from performance.allowance.sentences import missing_in_words
from performance.allowance.views.office import institutions, scheme_page

PAGE = 50
BANDS = {
    "band_100": Q(percent=100),
    "band_90": Q(percent__gte=90, percent__lt=100),
    "band_75": Q(percent__gte=75, percent__lt=90),
    "band_50": Q(percent__gte=50, percent__lt=75),
    "band_0": Q(percent__lt=50),
}


def _run(request, pk: int) -> Run:
    rows = Run.objects.visible_to(request.user)
    rows = rows.select_related("unit", "formula", "proposed_by", "locked_by", "seal")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_POST
def start(request, pk: int):
    """Count a month of an institution."""
    unit = get_object_or_404(institutions(request.user), pk=pk)
    form = RunForm(request.POST)
    if not form.is_valid():
        context = scheme_page(request, pk, run_form=form)
        return render(request, "performance/allowance/scheme.html", context, status=422)
    run = runs.start(unit, by=request.user, **form.cleaned_data)
    messages.success(request, _("The month is being counted."))
    return redirect("allowance:run", run.pk)


@login_required
@require_safe
def run(request, pk: int):
    """One month: progress, figures, lines, what hinders it, and its two signatures."""
    return render(request, "performance/allowance/run.html", _page(request, pk))


def _page(request, pk: int, **forms) -> dict:
    row = _run(request, pk)
    asked = LinesFilter(request.GET)
    page = Paginator(_lines(row, asked), PAGE).get_page(request.GET.get("page"))
    for line in page:
        line.lacks = missing_in_words(row.formula, line.missing) if line.missing else ""
    objections = Objection.objects.visible_to(request.user).filter(run=row)
    taken = row.corrections.select_related("line__person", "line__run")
    found = taken if row.state in ("proposed", "locked") else differences.open_for(row)
    return {
        "run": row,
        "unit": row.unit,
        "keeps": keeps(request.user, row.unit),
        "is_proposer": row.proposed_by_id == request.user.pk,
        "page": page,
        "filter": asked,
        "figures": _figures(row),
        "hinders": locking.what_hinders(row) if row.state == "open" else [],
        "objections": objections.select_related("person__unit", "person__post")[:50],
        "differences": found[:50],
        "later": _later(row) if row.is_locked else [],
        "may_export": may_export(request.user, row),
        "reason_form": ReasonForm(),
        **forms,
    }


def _later(row: Run):
    """Differences of this locked month that no later month has taken up."""
    waiting = Difference.objects.waiting().filter(line__run=row)
    return waiting.select_related("line__person")[:50]


def _lines(row: Run, asked: LinesFilter):
    lines = row.lines.select_related("person__unit", "person__post", "unit")
    if text := asked.value("q"):
        lines = lines.filter(person__in=Person.objects.search(text))
    show = asked.value("show")
    if show == "below":
        lines = lines.filter(percent__lt=100)
    elif show == "missing":
        lines = lines.unknown()
    elif show == "exception":
        lines = lines.filter(is_exception=True)
    elif show.startswith("band_"):
        lines = lines.filter(BANDS[show])
    elif show == "objection":
        lines = lines.filter(person__in=row.objections.values("person"))
    return lines.order_by("percent", "person__name", "pk")


def _figures(row: Run) -> dict:
    """How many lines there are in each band; one statement."""
    bands = {code: Count("pk", filter=band) for code, band in BANDS.items()}
    found = row.lines.aggregate(
        all=Count("pk"),
        missing=Count("pk", filter=Q(percent=None)),
        exception=Count("pk", filter=Q(is_exception=True)),
        **bands,
    )
    names = dict(LinesFilter.base_fields["show"].choices)
    found["bands"] = [(code, names[code], found[code]) for code in bands]
    found["below"] = found["all"] - found["missing"] - found["band_100"]
    return found


@login_required
@require_safe
def progress(request, pk: int):
    """The progress bar alone; it asks for the whole page when the work is done."""
    row = _run(request, pk)
    response = render(request, "performance/allowance/parts/progress.html", {"run": row})
    if row.state != Run.State.COUNTING:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def propose(request, pk: int):
    """The first signature."""
    locking.propose(_run(request, pk), by=request.user)
    messages.success(request, _("Proposed. A second person locks it."))
    return redirect("allowance:run", pk)


@login_required
@require_POST
def send_back(request, pk: int):
    """Open again, with a reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        context = _page(request, pk, reason_form=form)
        return render(request, "performance/allowance/run.html", context, status=422)
    locking.send_back(_run(request, pk), by=request.user, **form.cleaned_data)
    messages.success(request, _("The month is open again."))
    return redirect("allowance:run", pk)


@login_required
@require_POST
def lock(request, pk: int):
    """The second signature."""
    locking.lock(_run(request, pk), by=request.user)
    messages.success(request, _("Locked and sealed. Nothing in this month changes now."))
    return redirect("allowance:run", pk)


@login_required
@require_POST
def look(request, pk: int):
    """Compare the locked months with the facts of today."""
    row = _run(request, pk)
    if not keeps(request.user, row.unit):
        raise PermissionDenied
    differences.look_again(row.unit_id)
    messages.success(request, _("The locked months were compared with today's facts."))
    return redirect("allowance:run", pk)


@login_required
@require_safe
def export(request, pk: int, kind: str):
    """The sealed month as a file for payroll."""
    row = _run(request, pk)
    if kind not in KINDS or not row.is_locked:
        raise Http404
    if not may_export(request.user, row):
        raise PermissionDenied
    seal = locking.check_seal(row)
    header, rows = table(row, seal)
    log_decision(
        "allowance.exported", by=request.user, subject=seal.number, run=row.pk,
        kind=kind, digest=seal.digest, rows=len(rows),
    )  # fmt: skip
    name = seal.number.replace("/", "-")
    return download(f"{name}-{seal.short}", header, rows, kind)
