"""Rehearsals: of one draft, all of them, and who would change status and why."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.ledger.models import Rate
from corpu.lib.downloads import download
from corpu.lib.statuses import status_look
from corpu.people.models import Person, Unit
from performance.models import Target
from performance.rehearsals import totals
from performance.rehearsals.actions import rehearsals as actions
from performance.rehearsals.actions.guards import is_fresh
from performance.rehearsals.forms import RehearsalForm, ShiftFilter
from performance.rehearsals.models import Rehearsal, Shift, url_of
from performance.rehearsals.permissions import may_rehearse, may_see_rehearsals
from performance.rehearsals.sentences import why

PAGE = 30
DRAFTS = {"target": Target, "rate": Rate}


@login_required
@require_safe
def rehearsals(request):
    """Drafts that wait for a rehearsal, and the rehearsals that were made."""
    if not may_see_rehearsals(request.user):
        raise Http404
    rows = Rehearsal.objects.visible_to(request.user).with_names()
    targets = Target.objects.filter(live=False).order_by("code")
    rates = Rate.objects.filter(live=False, published_at=None).select_related("form")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "drafts": [(draft, url_of(draft)) for draft in [*targets, *rates]],
    }
    return render(request, "performance/rehearsals/rehearsals.html", context)


@login_required
@require_POST
def start(request, kind: str, pk: int):
    """Replay a past year under a draft."""
    if kind not in DRAFTS:
        raise Http404
    model = DRAFTS[kind]
    draft = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    form = RehearsalForm(request.POST, draft=draft)
    if not may_rehearse(request.user, draft) or not form.is_valid():
        messages.error(request, _("Choose a year that has ended, one of the last five."))
        return redirect(url_of(draft))
    data = form.cleaned_data
    row = actions.rehearse(
        draft,
        year=data["year"],
        by=request.user,
        unit=data["unit"],
        replaces=data.get("replaces"),
    )
    return redirect(row)


@login_required
@require_safe
def rehearsal(request, pk: int):
    """The result: how many would change status, of whom, and why."""
    row, form, rows = _listed(request, pk)
    every = row.shifts.visible_to(request.user)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "rehearsal": row,
        "is_fresh": is_fresh(row),
        "form": form,
        "page": page,
        "lines": [(shift, why(shift)) for shift in page],
        "query": _query(request),
        "changes": totals.changes(every),
        "flips": every.flips().count(),
        "people": every.flips().values("person").distinct().count(),
        "others": every.count() - every.flips().count(),
        "class_rows": totals.by_class(every),
        "unit_rows": totals.by_unit(every, _units(row)),
        **_progress(row),
    }
    return render(request, "performance/rehearsals/rehearsal.html", context)


@login_required
@require_safe
def progress(request, pk: int):
    """How far it has come: the part of the page that is asked for again."""
    row = get_object_or_404(Rehearsal.objects.visible_to(request.user), pk=pk)
    context = {"rehearsal": row, **_progress(row)}
    template = "performance/rehearsals/parts/progress.html"
    response = render(request, template, context)
    if row.done_at:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_safe
def table(request, pk: int, kind: str):
    """What the list shows, as CSV or XLSX."""
    row, _form, rows = _listed(request, pk)
    header = [
        _("Name"), _("NIP"), _("Unit"), _("Staff class"), _("Target"),
        _("Status before"), _("Status after"), _("Required before"),
        _("Required after"), _("Counted before"), _("Counted after"), _("Why"),
    ]  # fmt: skip
    lines = [_line(shift) for shift in rows.iterator(chunk_size=1000)]
    return download(f"corpu-rehearsal-{row.pk}-{row.year}", header, lines, kind)


def _line(shift: Shift) -> list:
    def name(status: str) -> str:
        return str(status_look(status).label) if status else ""

    return [
        shift.person.full_name, shift.person.nip, shift.unit.name,
        shift.get_staff_class_display(), shift.target.name,
        name(shift.before_status), name(shift.after_status),
        shift.before_required, shift.after_required,
        shift.before_counted, shift.after_counted, why(shift),
    ]  # fmt: skip


def _listed(request, pk: int):
    row = get_object_or_404(
        Rehearsal.objects.visible_to(request.user).with_names(), pk=pk
    )
    units = Unit.objects.subtree_of(row.unit) if row.unit else Unit.objects.all()
    form = ShiftFilter(request.GET, units=units.order_by("path"))
    rows = row.shifts.visible_to(request.user)
    if not form.value("all"):
        rows = rows.flips()
    for side in ("before", "after"):
        if status := form.value(side):
            value = "" if status == "none" else status
            rows = rows.filter(**{f"{side}_status": value})
    if code := form.value("staff_class"):
        rows = rows.filter(staff_class=code)
    if unit := form.value("unit"):
        rows = rows.in_subtree(unit)
    if text := form.value("q"):
        rows = rows.filter(person__in=Person.objects.search(text))
    rows = rows.select_related(
        "person__post", "person__unit", "target", "unit", "rehearsal"
    )
    return row, form, rows.order_by("person__name", "pk")


def _units(row: Rehearsal) -> list[Unit]:
    """The units by which the totals are shown: one level below the scope."""
    if row.unit:
        return list(Unit.objects.filter(parent=row.unit).order_by("name"))
    roots = list(Unit.objects.filter(parent=None).order_by("name"))
    if len(roots) == 1:
        return list(Unit.objects.filter(parent=roots[0]).order_by("name"))
    return roots


def _progress(row: Rehearsal) -> dict:
    pieces = list(row.pieces.values_list("people", "done_at"))
    return {
        "people_all": sum(people for people, _done in pieces),
        "people_done": sum(people for people, done in pieces if done),
    }


def _query(request) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
