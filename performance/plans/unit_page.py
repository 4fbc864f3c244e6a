"""What the pages of units' plans show."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from corpu.lib.clock import today
from corpu.people.models import Person
from performance.models import Standing
from performance.plans.models import LineReport, PlanLine, UnitGoal, UnitPlan
from performance.plans.permissions import may_write_unit_plan
from performance.rollups import tally


@dataclass(frozen=True)
class Goal:
    """One goal: how far it has come, and the lines that support it."""

    goal: UnitGoal
    value: Decimal | None
    lines: list[PlanLine]

    @property
    def people(self) -> int:
        """How many people support it."""
        return len({line.plan.person_id for line in self.lines})


def standings_of(plan: UnitPlan) -> QuerySet[Standing]:
    """Standings against every minimum, counted in the unit and below it."""
    return Standing.objects.in_year(plan.year).in_subtree(plan.unit).minimums()


def page_of(plan: UnitPlan, viewer: Person) -> dict:
    """One unit's plan for one who may see it."""
    goals = list(plan.goals.all())
    return {
        "plan": plan,
        "unit": plan.unit,
        "year": plan.year,
        "goals": _goals(plan, goals),
        "has_learning": plan.has_learning,
        "may_write": may_write_unit_plan(viewer, plan),
        "seen": _seen(goals, viewer),
    }


def _goals(plan: UnitPlan, goals: list[UnitGoal]) -> list[Goal]:
    lines: dict[int, list[PlanLine]] = {}
    rows = PlanLine.objects.kept().filter(supports__in=goals).with_sources()
    for row in rows.select_related("plan__person__unit", "plan__person__post"):
        lines.setdefault(row.supports_id, []).append(row)
    return [Goal(goal, _value(plan, goal), lines.get(goal.pk, [])) for goal in goals]


def _value(plan: UnitPlan, goal: UnitGoal) -> Decimal | None:
    """The share for the learning goal; of the others, what their lines confirmed."""
    if goal.is_learning:
        share = tally(standings_of(plan)).share
        return None if share is None else Decimal(share)
    return confirmed_of(goal)


def confirmed_reports(goal: UnitGoal) -> list[tuple[PlanLine, LineReport | None]]:
    """Every line that supports a goal, with its last confirmed report."""
    lines = goal.lines.kept().with_sources().prefetch_related("reports")
    lines = lines.select_related("plan__person__unit", "plan__person__post")
    return [
        (line, next((row for row in line.reports.all() if row.accepted), None))
        for line in lines
    ]


def confirmed_of(goal: UnitGoal) -> Decimal | None:
    """What the lines that support a goal have confirmed, added up."""
    values = [
        report.value
        for _line, report in confirmed_reports(goal)
        if report and report.value is not None
    ]
    return sum(values, Decimal("0.00")) if values else None


def supporting(goal: UnitGoal, viewer: Person) -> dict:
    """The lines behind the figure of a goal, and their sum."""
    if goal.is_learning:
        return {}
    return {
        "lines": confirmed_reports(goal),
        "total": confirmed_of(goal),
        "seen": _seen([goal], viewer),
    }


def _seen(goals: list[UnitGoal], viewer: Person) -> set[int]:
    """Ids of the people in the lists whose plans the reader may open."""
    lines = PlanLine.objects.kept().filter(supports__in=goals).order_by()
    people = Person.objects.visible_to(viewer).filter(pk__in=lines.values("plan__person"))
    return set(people.values_list("pk", flat=True))


def units_page(viewer: Person, year: int) -> dict:
    """The units that the reader heads, and those in whose plans she has a part."""
    led = list(viewer.led_units().open().order_by("path"))
    plans = UnitPlan.objects.filter(year=year).with_learning()
    below = UnitPlan.objects.visible_to(viewer).filter(year=year).with_learning()
    below = below.exclude(unit__in=led).select_related("unit", "owner")
    mine = {plan.unit_id: plan for plan in plans.filter(unit__in=led)}
    return {
        "year": year,
        "years": [today().year + 1, today().year, today().year - 1],
        "led": [(unit, mine.get(unit.pk)) for unit in led],
        "others": list(below.order_by("unit__path")[:100]),
    }
