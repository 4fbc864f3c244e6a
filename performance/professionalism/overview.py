"""The index of a unit: averages and categories of each unit below, from the kept table.

One statement reads one row for each unit; what is above adds up what is below, so the
number of statements does not depend on the number of people or units.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from django.db.models import Count, Sum

from corpu.people.models import Unit
from performance.professionalism.models import DIMENSIONS, Category, Index

NAMES = (*DIMENSIONS, "total")


@dataclass
class Summary:
    """People, averages and categories of a group."""

    people: int = 0
    sums: dict[str, Decimal] = field(
        default_factory=lambda: dict.fromkeys(NAMES, Decimal(0))
    )
    known: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    categories: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(Category.values, 0)
    )

    def add(self, row: dict) -> None:
        """Add one unit's row of `Index.objects.by_unit()`."""
        self.people += row["people"]
        self.known["total"] += row["people"]
        for name in NAMES:
            self.sums[name] += row[f"s_{name}"] or 0
            if name != "total":
                self.known[name] += row[f"k_{name}"]
        for code in self.categories:
            self.categories[code] += row[f"n_{code}"]

    @property
    def averages(self) -> dict[str, Decimal | None]:
        """Each dimension over those of whom it is known, rounded down; None of nobody."""
        return {
            name: (self.sums[name] / self.known[name]).quantize(
                Decimal("0.01"), ROUND_DOWN
            )
            if self.known[name]
            else None
            for name in NAMES
        }


def summaries(rows, unit: Unit, below: Iterable[Unit]) -> tuple[Summary, list]:
    """The unit as a whole, and each of the units directly below it."""
    whole, parts = Summary(), [(one, Summary()) for one in below]
    own = Summary()
    for row in rows.in_subtree(unit).by_unit():
        whole.add(row)
        path = row["unit__path"]
        place = next((s for one, s in parts if path.startswith(one.path)), own)
        place.add(row)
    if own.people and parts:
        parts.insert(0, (unit, own))
    return whole, parts


def averages_of(rows) -> dict[str, Decimal | None]:
    """The averages of these very rows, by the same rule as those of a unit."""
    sums = {f"s_{name}": Sum(name) for name in NAMES}
    known = {f"k_{name}": Count(name) for name in NAMES}
    found = rows.order_by().aggregate(**sums, **known)
    return {
        name: (Decimal(found[f"s_{name}"]) / found[f"k_{name}"]).quantize(
            Decimal("0.01"), ROUND_DOWN
        )
        if found[f"k_{name}"]
        else None
        for name in NAMES
    }


def category_bars(parts, year: int, here: Unit) -> list[dict]:
    """The categories of each unit as parts of a stacked bar; each leads to its people."""

    def query(one: Unit) -> str:
        return f"?unit={one.pk}&year={year}" + ("&own=1" if one == here else "")

    tones = ("met", "on_track", "exempt", "at_risk", "unmet")
    return [
        {
            "label": one.name,
            "url": query(one),
            "total_url": f"{query(one)}#people",
            "parts": [
                {
                    "label": str(Category(code).label),
                    "value": number,
                    "tone": tone,
                    "url": f"{query(one)}&category={code}#people",
                }
                for (code, number), tone in zip(
                    summary.categories.items(), tones, strict=True
                )
            ],
        }
        for one, summary in parts
    ]


def indices_of(year: int):
    """The kept rows of a year."""
    return Index.objects.filter(year=year)
