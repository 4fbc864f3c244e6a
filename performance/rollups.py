"""Standings added up by unit, class of staff, form and month: a constant number of
statements, whatever the number of people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractMonth
from django.utils.text import capfirst

from corpu.ledger.models import Credit, LearningClass, LearningForm
from corpu.lib.statuses import status_look
from corpu.people.models import StaffClass, Unit
from performance.models import Standing, Status

STATUSES = [status.value for status in Status]


@dataclass
class Tally:
    """How many standings of a group are in each status."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))

    def add(self, status: str, number: int) -> None:
        """Count `number` more standings of `status`."""
        self.counts[status] += number

    def __getattr__(self, name: str) -> int:
        try:
            return self.__dict__["counts"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def total(self) -> int:
        """All of them, the exempt included."""
        return sum(self.counts.values())

    @property
    def judged(self) -> int:
        """Those who are not exempt: what the share is of."""
        return self.total - self.counts[Status.EXEMPT]

    @property
    def share(self) -> int | None:
        """Met in per cent of those who are not exempt, rounded down; None of nobody."""
        return self.counts[Status.MET] * 100 // self.judged if self.judged else None

    @property
    def parts(self) -> list[dict]:
        """The statuses as parts of a stacked bar."""
        return [
            {"label": str(status_look(code).label), "value": number, "tone": code}
            for code, number in self.counts.items()
        ]


def tally(standings: QuerySet[Standing]) -> Tally:
    """The statuses of all these standings."""
    whole = Tally()
    rows = standings.order_by().values_list("status").annotate(number=Count("pk"))
    for status, number in rows:
        whole.add(status, number)
    return whole


def by_unit(
    standings: QuerySet[Standing], units: Iterable[Unit]
) -> list[tuple[Unit, Tally]]:
    """The statuses below each of `units` (siblings: none lies within another)."""
    found = [(unit, Tally()) for unit in units]
    rows = standings.order_by().values_list("unit__path", "status")
    for path, status, number in rows.annotate(number=Count("pk")):
        for unit, sub in found:
            if path.startswith(unit.path):
                sub.add(status, number)
                break
    return found


def by_class(standings: QuerySet[Standing]) -> list[tuple[str, Tally]]:
    """The statuses of each class of staff, as (name of the class, tally)."""
    found: dict[str, Tally] = defaultdict(Tally)
    rows = standings.order_by().values_list("staff_class", "status")
    for code, status, number in rows.annotate(number=Count("pk")):
        found[code].add(status, number)
    return [(str(StaffClass(code).label), sub) for code, sub in sorted(found.items())]


def credits_of(standings: QuerySet[Standing], year: int) -> QuerySet[Credit]:
    """What the people of these standings were credited in the year."""
    people = standings.order_by().values("person")
    return Credit.objects.filter(year=year, person__in=people)


def jp_by_form(credits: QuerySet[Credit]) -> list[tuple[LearningForm, Decimal, int]]:
    """Recognised JP and number of facts by form of learning, most first."""
    rows = credits.order_by().values("record__form")
    rows = rows.annotate(jp=Sum("jp_recognised"), facts=Count("pk"))
    forms = LearningForm.objects.in_bulk()
    found = [(forms[row["record__form"]], row["jp"], row["facts"]) for row in rows]
    return sorted(found, key=lambda row: (-row[1], row[0].order))


def jp_by_month(credits: QuerySet[Credit], year: int) -> list[Decimal]:
    """Recognised JP by the month in which the learning ended, January first.

    What began in this year and ended in a later one is counted in December.
    """
    months = [Decimal("0.00")] * 12
    rows = credits.order_by().annotate(month=ExtractMonth("record__ended_on"))
    rows = rows.values("month", "record__ended_on__year")
    for row in rows.annotate(jp=Sum("jp_recognised")):
        late = row["record__ended_on__year"] > year
        months[11 if late else row["month"] - 1] += row["jp"]
    return months


def jp_by_class(
    by_form: Iterable[tuple[LearningForm, Decimal, int]],
) -> list[tuple[str, Decimal]]:
    """Recognised JP by class of learning, as (name of the class, JP)."""
    sums = {code: Decimal(0) for code in LearningClass.values}
    for form, jp, _facts in by_form:
        sums[form.learning_class] += jp
    return [(capfirst(LearningClass(code).label), jp) for code, jp in sums.items()]


def jp_by_share(
    by_form: Iterable[tuple[LearningForm, Decimal, int]],
) -> dict[int, Decimal]:
    """Recognised JP by formal (10), social (20) and experiential (70) learning."""
    shares = {10: Decimal(0), 20: Decimal(0), 70: Decimal(0)}
    for form, jp, _facts in by_form:
        shares[form.share] += jp
    return shares
