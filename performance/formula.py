"""How the amount that a person owes was reckoned, with her own numbers."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from corpu.lib.templatetags.components import jp_number
from corpu.people.models import Absence, Unit
from performance.models import Adjustment, Standing
from performance.rules.fairness import length
from performance.wording import quantity


@dataclass(frozen=True)
class Part:
    """The days in one unit and the part of the amount that falls on them."""

    unit: Unit | None
    first: object
    last: object
    days: int
    absent: int
    fraction: Decimal
    amount: Decimal

    @property
    def percent(self) -> int:
        """The fraction of full time in per cent."""
        return int(self.fraction * 100)


@dataclass(frozen=True)
class Formula:
    """The rule of one standing, printed for the person."""

    sentence: str
    owed: Decimal
    parts: list[Part] = field(default_factory=list)
    leave: list[tuple[Absence, int]] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    moved_days: int = 0

    @property
    def is_shared(self) -> bool:
        """True where several units or days of leave divide it."""
        return len(self.parts) > 1


def formula_of(standing: Standing) -> Formula:
    """The formula behind what `standing` asks; its parts add up to it."""
    data = standing.formula
    parts = _parts(data.get("shares", []))
    owed = Decimal(data.get("owed", standing.required))
    ids = data.get("adjusted", [])
    rows = Adjustment.objects.filter(pk__in=ids).select_related("decided_by")
    return Formula(
        sentence=_sentence(standing, parts, owed),
        owed=owed,
        parts=parts,
        leave=_leave(standing) if parts else [],
        adjustments=list(rows.order_by("pk")) if ids else [],
        moved_days=data.get("moved_days", 0),
    )


def _parts(rows: list[dict]) -> list[Part]:
    units = Unit.objects.in_bulk({row["unit"] for row in rows}) if rows else {}
    return [
        Part(
            unit=units.get(row["unit"]),
            first=parse_date(row["from"]),
            last=parse_date(row["to"]),
            days=row["days"],
            absent=row["absent"],
            fraction=Decimal(row["fraction"]),
            amount=Decimal(row["amount"]),
        )
        for row in rows
    ]


def _sentence(standing: Standing, parts: list[Part], owed: Decimal) -> str:
    shown = {
        "whole": quantity(standing.target, standing.whole),
        "owed": quantity(standing.target, owed),
        "days": _days(parts) or standing.service_days,
        "period": standing.period_days,
    }
    if not standing.target.is_scaled:
        return _("%(whole)s, not scaled by service days.") % shown
    return (
        _("%(whole)s × %(days)s service days ÷ %(period)s days of the period = %(owed)s.")
        % shown
    )


def _days(parts: list[Part]) -> str:
    """ "90 + 184 × 0.5" for 90 days full time and 184 half time."""
    if not parts:
        return ""
    terms = [
        str(part.days)
        if part.fraction == 1
        else f"{part.days} × {jp_number(part.fraction)}"
        for part in parts
    ]
    return f"({' + '.join(terms)})" if len(terms) > 1 else terms[0]


def _leave(standing: Standing) -> list[tuple[Absence, int]]:
    """Absences that shorten this target, with their days inside the period."""
    rows = Absence.objects.over(standing.starts_on, standing.ends_on)
    rows = rows.filter(person=standing.person_id, kind__in=standing.target.absences)
    first, last = standing.starts_on, standing.ends_on
    return [
        (row, length(max(row.started_on, first), min(row.ended_on, last))) for row in rows
    ]
