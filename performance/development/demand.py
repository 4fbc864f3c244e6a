"""What agreed plans still ask of training agencies: numbers, never names.

There is one table of cells (competence, form, place, quarter), and a cell with fewer than
five people is shown without its figures. Sums are taken over the cells that are shown, and
there is no other view of the same people: nothing hidden can be found by subtraction.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum, Value
from django.db.models.functions import StrIndex, Substr

from corpu.ledger.models import LearningForm
from corpu.people.models import Unit
from corpu.skills.models import Competence
from performance.development.models import PlanLine
from performance.development.rules import SMALLEST_GROUP

# What an address says of lines without a competence.
NONE = "none"


@dataclass(frozen=True)
class Cell:
    """So many people of one place need a competence by a form in a quarter; `people` and
    `jp` are None where they are fewer than five."""

    competence: Competence | None
    form: LearningForm
    place: Unit
    quarter: int
    people: int | None
    jp: Decimal | None


def cells(year: int) -> list[Cell]:
    """Every cell of the year, most people first, hidden ones last. Four queries."""
    path = "plan__person__unit__path"
    lines = PlanLine.objects.agreed().in_year(year).filter(record=None)
    lines = lines.exclude(plan__person__unit=None)
    lines = lines.annotate(place=Substr(path, 1, StrIndex(path, Value("/"))))
    rows = lines.order_by().values("competence", "form", "place", "quarter")
    rows = list(
        rows.annotate(people=Count("plan__person", distinct=True), hours=Sum("jp"))
    )
    competences, forms = Competence.objects.in_bulk(), LearningForm.objects.in_bulk()
    places = {unit.path: unit for unit in Unit.objects.filter(parent=None)}
    found = [
        _cell(
            row,
            competences.get(row["competence"]),
            forms[row["form"]],
            places[row["place"]],
        )
        for row in rows
    ]
    return sorted(found, key=_order)


def _cell(row, competence, form, place) -> Cell:
    shown = row["people"] >= SMALLEST_GROUP
    people, hours = (row["people"], row["hours"]) if shown else (None, None)
    return Cell(competence, form, place, row["quarter"], people, hours)


def _order(cell: Cell) -> tuple:
    name = cell.competence.code if cell.competence else ""
    return (-(cell.people or 0), name, cell.form.order, cell.place.path, cell.quarter)


def chosen(found: list[Cell], query: dict) -> list[Cell]:
    """The cells that fit a cleaned `DemandForm`."""
    for name in ("competence", "form", "place"):
        if query.get(name):
            found = [cell for cell in found if getattr(cell, name) == query[name]]
    if query.get("quarter"):
        found = [cell for cell in found if str(cell.quarter) == query["quarter"]]
    return found


def without_competence(found: list[Cell]) -> list[Cell]:
    """The cells of lines that name no competence."""
    return [cell for cell in found if cell.competence is None]


def jp_of(found: list[Cell]) -> Decimal:
    """JP of the cells that are shown."""
    return sum((cell.jp for cell in found if cell.jp is not None), Decimal(0))


def by_competence(found: list[Cell], query: str = "") -> list[dict]:
    """JP of the cells that are shown, by competence, most first; each with the address
    of its cells, where `query` says what else was asked for."""
    sums: dict = {}
    for cell in found:
        if cell.jp is not None:
            sums[cell.competence] = sums.get(cell.competence, Decimal(0)) + cell.jp
    return [
        {
            "label": str(competence or "–"),
            "value": jp,
            "url": f"?{query}&competence={competence.pk if competence else NONE}#cells",
        }
        for competence, jp in sorted(sums.items(), key=lambda row: -row[1])
    ]
