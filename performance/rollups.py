"""Standings added up by unit, class of staff, kind of post, form and month.

Of units they are read from the figures that are kept for each (`Figures`; see
`performance.actions.folding`): as many statements, and as little work, for a nation as
for an office. The functions on standings and credits add up the rows themselves: for
teams, and for one person.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.utils.text import capfirst

from corpu.ledger.models import Credit, LearningClass, LearningForm
from corpu.lib.statuses import status_look
from corpu.people.models import Unit
from performance.models import (
    Standing,
    Status,
    Target,
    UnitLearning,
    UnitPeople,
    UnitTally,
)

STATUSES = [status.value for status in Status]


@dataclass
class Tally:
    """How many standings of a group are in each status."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))

    warnings: int = 0

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


def jp_by_form(credits: QuerySet[Credit]) -> list[tuple[LearningForm, Decimal, int]]:
    """Recognised JP and number of facts by form of learning, most first."""
    rows = credits.order_by().values("record__form")
    rows = rows.annotate(jp=Sum("jp_recognised"), facts=Count("pk"))
    forms = LearningForm.objects.in_bulk()
    found = [(forms[row["record__form"]], row["jp"], row["facts"]) for row in rows]
    return sorted(found, key=lambda row: (-row[1], row[0].order))


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


# -- the kept figures of units ---------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """What units and all below them have in one year; none of `units` lies within
    another. Against `target`, or against every minimum."""

    units: tuple[Unit, ...]
    year: int
    target: Target | None = None

    @property
    def _kept(self) -> dict:
        return {"unit__in": [unit.pk for unit in self.units], "year": self.year}

    def _tallies(self, *keys: str) -> dict[tuple, Tally]:
        rows = UnitTally.objects.filter(**self._kept)
        if self.target:
            rows = rows.filter(target=self.target)
        else:
            rows = rows.filter(target__kind=Target.Kind.MINIMUM)
        sums = {f"sum_{name}": Sum(name) for name in [*STATUSES, "warnings"]}
        found = {}
        for row in rows.order_by().values(*keys, "year").annotate(**sums):
            tally = Tally({name: row[f"sum_{name}"] for name in STATUSES})
            tally.warnings = row["sum_warnings"]
            found[tuple(row[key] for key in keys)] = tally
        return found

    def tally(self) -> Tally:
        """All of them together."""
        return self._tallies().get((), Tally())

    def by_unit(self) -> list[tuple[Unit, Tally]]:
        """Each unit, in the order given."""
        found = self._tallies("unit")
        return [(unit, found.get((unit.pk,), Tally())) for unit in self.units]

    def by_class_code(self) -> list[tuple[str, Tally]]:
        """Each class of staff, as (code of the class, tally)."""
        found = sorted(self._tallies("staff_class").items())
        return [(code, sub) for (code,), sub in found]

    def by_post_kind_code(self) -> list[tuple[str, Tally]]:
        """Each kind of post, as (code of the kind, tally); "" where none is known."""
        found = sorted(self._tallies("post_kind").items())
        return [(code, sub) for (code,), sub in found]

    def targets(self) -> set[int]:
        """Ids of the targets that bind anybody here."""
        rows = UnitTally.objects.filter(**self._kept).order_by()
        if self.target:
            rows = rows.filter(target=self.target)
        return set(rows.values_list("target", flat=True))

    def warnings(self) -> int:
        """Standings above a ceiling, whatever the target chosen."""
        rows = UnitTally.objects.filter(**self._kept)
        return rows.aggregate(sum=Sum("warnings", default=0))["sum"]

    def people(self) -> tuple[int, int]:
        """People with any standing, and with one that can be missed."""
        rows = UnitPeople.objects.filter(**self._kept)
        found = rows.aggregate(
            all=Sum("people", default=0), judged=Sum("judged", default=0)
        )
        return found["all"], found["judged"]

    def jp_by_unit(self, form: str = "", month: int | None = None) -> dict[int, Decimal]:
        """Recognised JP of each unit (unit id -> JP), of one form and month if asked."""
        rows = UnitLearning.objects.filter(**self._kept).order_by()
        if form:
            rows = rows.filter(form=form)
        if month:
            rows = rows.filter(month=month)
        return dict(rows.values_list("unit").annotate(sum_jp=Sum("jp")))

    def jp(self) -> "Learnt":
        """Recognised JP of the people counted here, by form and month."""
        rows = UnitLearning.objects.filter(**self._kept).order_by()
        rows = rows.values("form", "month").annotate(
            sum_jp=Sum("jp"), sum_facts=Sum("facts")
        )
        return Learnt(
            [(r["form"], r["month"], r["sum_jp"], r["sum_facts"]) for r in rows]
        )


@dataclass(frozen=True)
class Learnt:
    """(form, month, JP, facts), each pair of form and month once."""

    rows: list[tuple[str, int, Decimal, int]]

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum((jp for _form, _month, jp, _facts in self.rows), Decimal("0.00"))

    def by_month(self) -> list[Decimal]:
        """January first."""
        months = [Decimal("0.00")] * 12
        for _form, month, jp, _facts in self.rows:
            months[month - 1] += jp
        return months

    def by_form(self) -> list[tuple[LearningForm, Decimal, int]]:
        """JP and number of facts by form of learning, most first."""
        sums: dict[str, list] = defaultdict(lambda: [Decimal("0.00"), 0])
        for form, _month, jp, facts in self.rows:
            sums[form][0] += jp
            sums[form][1] += facts
        forms = LearningForm.objects.in_bulk()
        found = [(forms[code], jp, facts) for code, (jp, facts) in sums.items()]
        return sorted(found, key=lambda row: (-row[1], row[0].order))
