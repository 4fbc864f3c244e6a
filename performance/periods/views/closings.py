"""Closing a year: what is open, the checklist first, and the acts of two people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.checklists import closing_checks
from corpu.lib.clock import today
from corpu.lib.keys import key_of
from corpu.people.models import Person, Unit
from performance.models import Standing
from performance.periods.actions import closings as actions
from performance.periods.actions.reminding import deadline_of
from performance.periods.actions.verifying import check_seal
from performance.periods.forms import NoteForm, ReopeningForm, ScopeForm
from performance.periods.models import Closing
from performance.periods.permissions import may_act_on, may_close, may_see_closings

PAGE = 30


@login_required
@require_safe
def closings(request):
    """Years that have been closed, and those that can be."""
    if not may_see_closings(request.user):
        raise Http404
    rows = Closing.objects.visible_to(request.user).select_related("unit", "seal")
    year = today().year - 1
    context = {
        "closings": rows,
        "form": _scope_form(request.user),
        "may_close": _may_close_any(request.user),
        "year": year,
        "deadline": deadline_of(year),
        "is_open": not rows.active().filter(year=year).exists(),
    }
    return render(request, "performance/periods/closings.html", context)


@login_required
@require_safe
def prepare(request):
    """The checklist of one year and scope, before anybody proposes to close it."""
    year, unit = _scope(request, request.GET)
    closing = Closing(year=year, unit=unit, proposed_by=request.user)
    context = {
        "closing": closing,
        "checks": _checks(closing),
        "form": NoteForm(),
        "deadline": deadline_of(year),
        "results": actions.standings_in(closing).count(),
    }
    return render(request, "performance/periods/prepare.html", context)


@login_required
@require_POST
def propose(request):
    """The first person asks for the closing."""
    year, unit = _scope(request, request.POST)
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    closing = actions.propose(year=year, unit=unit, by=request.user, note=note)
    messages.success(request, _("Proposed. A second person of HR confirms it."))
    return redirect(closing)


@login_required
@require_safe
def loose(request, code: str):
    """The loose ends of one kind, person by person."""
    year, unit = _scope(request, request.GET, to_act=False)
    check = next((check for check in closing_checks() if check.code == code), None)
    if check is None:
        raise Http404
    people = Closing(year=year, unit=unit).people()
    people = people.filter(pk__in=Person.objects.visible_to(request.user).values("pk"))
    page = Paginator(check.rows(people, year), PAGE).get_page(request.GET.get("page"))
    context = {
        "check": check,
        "year": year,
        "unit": unit,
        "page": page,
        "lines": [check.line(row) for row in page],
    }
    return render(request, "performance/periods/loose.html", context)


@login_required
@require_safe
def closing(request, pk: int):
    """One closing: its checklist, progress, seal and pages, and what may be done."""
    return render(request, "performance/periods/closing.html", page_of(request, pk))


@login_required
@require_safe
def progress(request, pk: int):
    """How far it has come: the part of the page that is asked for again."""
    row = get_object_or_404(Closing.objects.visible_to(request.user), pk=pk)
    pieces = list(row.pieces.values_list("people", "done_at"))
    context = {
        "closing": row,
        "people": sum(people for people, _done in pieces),
        "people_done": sum(people for people, done in pieces if done),
    }
    response = render(request, "performance/periods/parts/progress.html", context)
    if row.state != Closing.State.RUNNING:
        response["HX-Refresh"] = "true"
    return response


def page_of(request, pk: int, form: ReopeningForm | None = None) -> dict:
    """What the page of a closing shows."""
    rows = Closing.objects.visible_to(request.user).select_related(
        "unit", "seal", "proposed_by", "confirmed_by", "reopening_by", "reopened_by"
    )
    row = get_object_or_404(rows, pk=pk)
    pieces = list(row.pieces.order_by("place"))
    done = [piece for piece in pieces if piece.done_at]
    is_proposed = row.state == Closing.State.PROPOSED
    counts = actions.loose_ends(row) if is_proposed else row.checklist
    return {
        "closing": row,
        "checks": _checks(row, counts),
        "has_blocks": is_proposed and any(c["blocks"] for c in _checks(row, counts)),
        "may_act": may_act_on(request.user, row),
        "is_proposer": row.proposed_by_id == request.user.pk,
        "is_reopener": row.reopening_by_id == request.user.pk,
        "pieces": pieces,
        "done": len(done),
        "people_done": sum(piece.people for piece in done),
        "people": sum(piece.people for piece in pieces),
        "verdict": check_seal(row) if row.closed_at else None,
        "form": form or ReopeningForm(),
    }


@login_required
@require_POST
def act(request, pk: int, verb: str):
    """Withdraw or confirm a closing; confirm or drop its reopening."""
    verbs = {
        "withdraw": (actions.withdraw, _("Withdrawn. The year stays open.")),
        "confirm": (actions.confirm, _("Confirmed. The pages are being frozen.")),
        "confirm-reopening": (
            actions.confirm_reopening,
            _("Reopened. Its pages stay readable."),
        ),
        "drop-reopening": (actions.drop_reopening, _("The year stays closed.")),
    }
    if verb not in verbs:
        raise Http404
    row = get_object_or_404(Closing.objects.visible_to(request.user), pk=pk)
    action, text = verbs[verb]
    action(row, by=request.user)
    messages.success(request, text)
    return redirect(row)


@login_required
@require_POST
def reopen(request, pk: int):
    """The first person asks for a reopening, with the reason."""
    row = get_object_or_404(Closing.objects.visible_to(request.user), pk=pk)
    form = ReopeningForm(request.POST)
    if not form.is_valid():
        context = page_of(request, pk, form)
        return render(request, "performance/periods/closing.html", context, status=422)
    actions.propose_reopening(row, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Proposed. A second person of HR confirms it."))
    return redirect(row)


def _checks(closing: Closing, counts: dict | None = None) -> list[dict]:
    counts = actions.loose_ends(closing) if counts is None else counts
    return [
        {
            "check": check,
            "number": counts.get(check.code, 0),
            "blocks": check.blocks and bool(counts.get(check.code)),
        }
        for check in closing_checks()
    ]


def _may_close_any(viewer: Person) -> bool:
    return viewer.is_superuser or bool(_units(viewer).exists()) or may_close(viewer, None)


def _units(viewer: Person):
    """Institutions whose years the viewer may close."""
    roots = Unit.objects.filter(parent=None).open()
    return roots.filter(pk__in=Unit.objects.managed_by(viewer)).order_by("name")


def _scope_form(viewer: Person, data=None) -> ScopeForm:
    years = Standing.objects.filter(year__lt=today().year).order_by("-year")
    years = list(years.values_list("year", flat=True).distinct())
    units = _units(viewer)
    return ScopeForm(data, years=years, units=units, may_all=may_close(viewer, None))


def _scope(request, data, to_act: bool = True) -> tuple[int, Unit | None]:
    """The year and institution in the address; 404 for what the viewer may not close."""
    year, unit = data.get("year", ""), data.get("unit", "")
    if not (year.isdecimal() and len(year) == 4):
        raise Http404
    found = get_object_or_404(Unit, pk=key_of(unit), parent=None) if unit else None
    if not may_see_closings(request.user):
        raise Http404
    if to_act and not may_close(request.user, found):
        raise PermissionDenied
    return int(year), found
