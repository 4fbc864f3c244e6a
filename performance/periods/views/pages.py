"""Frozen pages: mine, one of them on screen, on paper and as a file, and all of them."""

import json

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from corpu.lib.clock import today
from corpu.lib.downloads import download
from corpu.lib.keys import key_of
from corpu.lib.statuses import status_look
from corpu.people.models import Person
from performance.models import Standing, Target
from performance.periods.actions.paper import make_paper
from performance.periods.actions.verifying import check_page, check_piece, file_of
from performance.periods.forms import PageFilter
from performance.periods.models import Addendum, Closing, ClosingPiece, Page
from performance.periods.reading import read

PAGE = 30


@login_required
@require_safe
def mine(request):
    """My closed years, or those of one of my people."""
    person = _person(request)
    pages = (
        Page.objects.of(person).with_names().order_by("-year", "-closing_id", "number")
    )
    year = today().year - 1
    context = {
        "person": person,
        "is_own": person.pk == request.user.pk,
        "pages": pages.annotate(later=Count("addenda")),
        "open_year": year
        if not pages.in_force().filter(year=year).exists()
        and Standing.objects.filter(person=person, year=year).exists()
        else None,
    }
    return render(request, "performance/periods/mine.html", context)


@login_required
@require_safe
def page(request, public_id):
    """One frozen page, whether it is genuine, and what came later below it."""
    row = _page(request, public_id)
    now = Standing.objects.filter(
        person=row.person_id, target=row.target_id, year=row.asked_year
    ).first()
    addenda = Addendum.objects.filter(page=row).select_related("record__form", "by")
    later = Page.objects.filter(
        person=row.person_id, target=row.target_id, year=row.year, closing__gt=row.closing
    )
    context = {
        "page": row,
        "body": read(row.frozen),
        "verdict": check_page(row),
        "addenda": addenda.order_by("pk"),
        "now": now,
        "has_moved": now is not None
        and (now.counted, now.required, now.status)
        != (row.counted, row.required, row.status),
        "next_version": later.order_by("closing_id").first(),
        "is_own": row.person_id == request.user.pk,
    }
    return render(request, "performance/periods/page.html", context)


@login_required
@require_safe
def pdf(request, public_id):
    """The page on paper."""
    row = _page(request, public_id)
    response = HttpResponse(make_paper(row), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return _private(response)


@login_required
@require_safe
def file(request, public_id):
    """The page as a file that proves itself."""
    row = _page(request, public_id)
    text = json.dumps(file_of(row), ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{row.number}.json"'
    return _private(response)


@login_required
@require_safe
def pages(request, pk: int):
    """The pages of a closing, filtered."""
    closing, form, rows = _listed(request, pk)
    paged = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "closing": closing,
        "form": form,
        "page": paged,
        "people_listed": rows.order_by().values("person").distinct().count(),
        "query": _query(request),
    }
    return render(request, "performance/periods/pages.html", context)


@login_required
@require_safe
def table(request, pk: int, kind: str):
    """What the list shows, as CSV or XLSX."""
    closing, _form, rows = _listed(request, pk)
    header = [
        _("Number"), _("Name"), _("Unit"), _("Staff class"), _("Target"), _("Required"),
        _("Counted"), _("Status"), _("Addenda"), _("SHA-256"),
    ]  # fmt: skip
    lines = [_line(row) for row in rows.iterator(chunk_size=1000)]
    return download(f"corpu-closing-{closing.code}", header, lines, kind)


@login_required
@require_safe
def piece(request, pk: int, place: int):
    """Check every page of one piece against its chain and the seal."""
    closing = get_object_or_404(Closing.objects.visible_to(request.user), pk=pk)
    rows = ClosingPiece.objects.select_related("closing__seal")
    row = get_object_or_404(rows, closing=closing, place=place)
    context = {"closing": closing, "piece": row, "verdict": check_piece(row)}
    return render(request, "performance/periods/piece.html", context)


def _line(row: Page) -> list:
    return [
        row.number,
        row.frozen["person"]["name"],
        row.unit.name,
        row.staff_class,
        row.target_name,
        row.required,
        row.counted,
        str(status_look(row.status).label),
        row.later,
        row.sha256,
    ]


def _listed(request, pk: int):
    closing = get_object_or_404(Closing.objects.visible_to(request.user), pk=pk)
    rows = Page.objects.filter(closing=closing).visible_to(request.user)
    targets = Target.objects.filter(
        pk__in=Page.objects.filter(closing=closing).order_by().values("target").distinct()
    )
    form = PageFilter(request.GET, targets=targets)
    if status := form.value("status"):
        rows = rows.filter(status=status)
    if target := form.value("target"):
        rows = rows.filter(target=target)
    if text := form.value("q"):
        rows = rows.filter(person__in=Person.objects.search(text))
    if form.value("changed"):
        rows = rows.filter(Exists(Addendum.objects.filter(page=OuterRef("pk"))))
    rows = rows.with_names().annotate(later=Count("addenda"))
    return closing, form, rows.order_by("piece", "place")


def _query(request) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _page(request, public_id) -> Page:
    rows = Page.objects.visible_to(request.user).with_names()
    return get_object_or_404(rows, public_id=public_id)


def _person(request) -> Person:
    number = key_of(request.GET.get("person"))
    if not number:
        return request.user
    return get_object_or_404(Person.objects.visible_to(request.user), pk=number)


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
