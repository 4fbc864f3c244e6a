from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from corpu.lib.downloads import download
from corpu.people.models import Person, Unit
from performance.development.forms import BudgetForm
from performance.development.models import Budget, PlanLine, Sheet
from performance.development.permissions import (
    may_approve_agency,
    may_approve_unit,
    may_see_sheets,
    may_set_budget,
    units_seen,
)
from performance.development.totals import (
    DIMENSIONS,
    narrow,
    quarter_name,
    rows_by,
    whole,
)
from performance.development.views.asked import asked_year, year_tabs

PAGE = 50


@dataclass
class Asked:
    """What the address asks for: unit, year, way of adding up, and a frozen sheet."""

    unit: Unit
    year: int
    by: str
    sheet: Sheet | None

    @property
    def lines(self) -> QuerySet:
        """The agreed lines of the unit and everything below it, or those frozen."""
        if self.sheet:
            return self.sheet.lines.all()
        return PlanLine.objects.agreed().in_year(self.year).in_subtree(self.unit)

    @property
    def query(self) -> str:
        """The same in an address, without the way of adding up."""
        kept = f"unit={self.unit.pk}&year={self.year}"
        return f"{kept}&sheet={self.sheet.pk}" if self.sheet else kept


def _asked(request) -> Asked:
    if not may_see_sheets(request.user):
        raise Http404
    units = units_seen(request.user)
    number = request.GET.get("unit", "")
    if number.isdecimal() and len(number) < 10:
        unit = get_object_or_404(units, pk=number)
    else:
        unit = units.order_by("path").first()
    if unit is None:
        raise Http404
    by = request.GET.get("by", "")
    year, sheet = asked_year(request), request.GET.get("sheet", "")
    frozen = None
    if sheet.isdecimal() and len(sheet) < 10:
        approved = Sheet.objects.filter(unit=unit, year=year, state="approved")
        frozen = get_object_or_404(approved.select_related("approved_by"), pk=sheet)
    return Asked(unit, year, by if by in DIMENSIONS else "competence", frozen)


@login_required
@require_safe
def unit(request):
    """The plans of a unit and everything below it, added up."""
    asked = _asked(request)
    lines, viewer = asked.lines, request.user
    sheets = Sheet.objects.filter(unit=asked.unit, year=asked.year)
    budget = Budget.objects.filter(unit=asked.unit, year=asked.year).first()
    ceiling = asked.sheet.ceiling if asked.sheet else budget.ceiling if budget else None
    total = whole(lines)
    context = {
        "asked": asked,
        "unit": asked.unit,
        "year": asked.year,
        "years": year_tabs(asked.year),
        "year_query": f"unit={asked.unit.pk}&by={asked.by}",
        "trail": _trail(viewer, asked.unit),
        "people": Person.objects.employees().in_subtree(asked.unit).count(),
        "total": total,
        "rows": rows_by(lines, asked.by, asked.unit),
        "shares": [
            {"label": row.label, "value": row.jp, "url": _of_share(asked, row.key)}
            for row in rows_by(lines, "share")
        ],
        "dimensions": DIMENSIONS.items(),
        "dimension": DIMENSIONS[asked.by],
        "sheets": sheets.select_related("proposed_by", "approved_by"),
        "waiting": next((one for one in sheets if one.state == "proposed"), None),
        "ceiling": ceiling,
        "over": max(total.cost - ceiling, 0) if ceiling is not None else 0,
        "may_approve_unit": may_approve_unit(viewer, asked.unit),
        "may_approve_agency": may_approve_agency(viewer, asked.unit),
        "may_set_budget": may_set_budget(viewer, asked.unit),
        "budget_form": BudgetForm(initial={"ceiling": ceiling}),
    }
    return render(request, "performance/development/unit.html", context)


def _trail(viewer, place: Unit) -> list[Unit]:
    """The units above, as far as the reader may see them."""
    above = units_seen(viewer).filter(pk__in=place.ancestor_ids)
    return list(above.order_by("path"))


@login_required
@require_safe
def agency(request):
    """HR begins at the institution that it keeps."""
    roots = Unit.objects.managed_by(request.user, "hr", "auditor").order_by("path")
    root = roots.first()
    if root is None:
        raise Http404
    url = reverse("development:unit")
    return HttpResponseRedirect(f"{url}?unit={root.pk}&year={asked_year(request)}")


def _of_share(asked: Asked, key: str) -> str:
    return f"{reverse('development:lines')}?{asked.query}&by=share&key={key}"


@login_required
@require_safe
def lines(request):
    """The lines and people that one figure is made of."""
    asked = _asked(request)
    key = request.GET.get("key")
    rows = asked.lines
    if key is not None:
        rows = narrow(rows, asked.by, key)
    total = whole(rows)
    listed = rows.select_related(
        "plan__person__unit", "plan__person__post", "competence", "form", "provider"
    ).order_by("plan__person__name", "quarter", "pk")
    label = _("all lines")
    if key is not None:
        found = rows_by(rows, asked.by, asked.unit)
        label = next((row.label for row in found if row.key == key), "–")
    visible = Person.objects.visible_to(request.user)
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    seen = {line.plan.person_id for line in page.object_list}
    context = {
        "asked": asked,
        "unit": asked.unit,
        "year": asked.year,
        "label": label,
        "dimension": DIMENSIONS[asked.by],
        "total": total,
        "page": page,
        "people_listed": listed.order_by().values("plan__person").distinct().count(),
        "jp_listed": sum(listed.order_by().values_list("jp", flat=True)),
        "cost_listed": sum(listed.order_by().values_list("cost", flat=True)),
        "seen": set(visible.filter(pk__in=seen).values_list("pk", flat=True)),
        "back": f"{reverse('development:unit')}?{asked.query}&by={asked.by}",
    }
    return render(request, "performance/development/lines.html", context)


@login_required
@require_safe
def table(request, what: str, kind: str):
    """The sums, or the lines, as XLSX or CSV."""
    asked = _asked(request)
    name = f"rencana-pengembangan-{asked.unit.code}-{asked.year}"
    if what == "lines":
        return download(f"{name}-lines", _line_header(), _line_rows(asked.lines), kind)
    if what != "totals":
        raise Http404
    header = [str(DIMENSIONS[asked.by]), _("People"), _("Lines"), _("JP"), _("Cost (Rp)")]
    rows = rows_by(asked.lines, asked.by, asked.unit)
    cells = [[row.label, row.people, row.lines, row.jp, row.cost] for row in rows]
    total = whole(asked.lines)
    cells.append([_("Total"), total.people, total.lines, total.jp, total.cost])
    return download(f"{name}-{asked.by}", header, cells, kind)


def _line_header() -> list[str]:
    """PP 11/2017 art. 207: competence, civil servant, form, provider, time and budget."""
    return [
        _("Person"), _("Post"), _("Unit"), _("Competence"), _("What to learn"),
        _("Form"), _("Training agency"), _("Quarter"), _("JP"), _("Cost (Rp)"),
    ]  # fmt: skip


def _line_rows(rows):
    rows = rows.select_related(
        "plan__person__unit", "plan__person__post", "competence", "form", "provider"
    ).order_by("plan__person__name", "quarter", "pk")
    for line in rows.iterator(chunk_size=2000):
        person = line.plan.person
        yield [
            person.full_name, str(person.post or ""), str(person.unit or ""),
            str(line.competence or ""), line.title, str(line.form),
            str(line.provider or ""), quarter_name(line.quarter), line.jp, line.cost,
        ]  # fmt: skip
