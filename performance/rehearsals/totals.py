"""The result of a rehearsal added up: a fixed number of statements."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from corpu.lib.statuses import status_look
from corpu.people.models import StaffClass, Unit


@dataclass(frozen=True)
class Change:
    """How many results would go from one status to another."""

    before: str
    after: str
    number: int

    @property
    def key(self) -> str:
        """What the address of its list says."""
        return f"{self.before or 'none'}-{self.after or 'none'}"


def changes(shifts) -> list[Change]:
    """Flips by status before and after, most first."""
    rows = shifts.flips().order_by().values_list("before_status", "after_status")
    found = [Change(*row) for row in rows.annotate(number=Count("pk"))]
    return sorted(found, key=lambda row: (-row.number, row.before, row.after))


def by_class(shifts) -> list[dict]:
    """Flips of each class of staff, as parts of a bar by the status after."""
    rows = shifts.flips().order_by().values_list("staff_class", "after_status")
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for code, status, number in rows.annotate(number=Count("pk")):
        found[code][status] = number
    bars = [
        _bar(str(StaffClass(code).label), parts, f"?staff_class={code}")
        for code, parts in found.items()
    ]
    return sorted(bars, key=lambda bar: bar["label"])


def by_unit(shifts, units: list[Unit]) -> list[dict]:
    """Flips below each of `units` (siblings), where there are any."""
    rows = shifts.flips().order_by().values_list("unit__path", "after_status")
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path, status, number in rows.annotate(number=Count("pk")):
        for unit in units:
            if path.startswith(unit.path):
                found[unit.pk][status] += number
                break
    return [
        _bar(unit.name, found[unit.pk], f"?unit={unit.pk}")
        for unit in units
        if found.get(unit.pk)
    ]


def _bar(label: str, parts: dict[str, int], query: str) -> dict:
    """One group; `query` is what the address of its list says."""
    return {
        "label": label,
        "total_url": f"{query}#people",
        "parts": [
            {
                "label": _name(status),
                "value": number,
                "tone": status or "exempt",
                "url": f"{query}&after={status or 'none'}#people",
            }
            for status, number in sorted(parts.items())
        ],
    }


def _name(status: str) -> str:
    return str(status_look(status).label) if status else _("no target")
