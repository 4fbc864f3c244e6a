"""What the person of a plan has learnt and booked, as lines of learning count it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from corpu.ledger.models import Credit, LearningForm
from corpu.lib.clock import today
from corpu.skills.models import ActivityCompetence
from performance.actions.gathering import booked
from performance.plans.models import Plan, PlanLine
from performance.rules import NOTHING, PACE_DAYS, Facts, reckon


def learnt(plan: Plan) -> "Learnt":
    """What the person of a plan was credited in its year and in the last 12 months, and
    what she has booked for the year."""
    day = today()
    since = day - datetime.timedelta(days=PACE_DAYS)
    years = {plan.year, day.year, day.year - 1}
    rows = Credit.objects.filter(person=plan.person_id, year__in=years)
    rows = rows.select_related("record__form")
    rows = list(rows.order_by("record__ended_on", "record__started_on", "record"))
    promised = booked([plan.person_id], day) if plan.year >= day.year else []
    promised = [_Booked(**_cells(row)) for row in promised if row["year"] == plan.year]
    activities = {row.record.activity_id for row in rows}
    activities |= {row.activity for row in promised}
    teaches = ActivityCompetence.objects.filter(activity__in=activities - {None})
    return Learnt(
        plan,
        day,
        rows=[row for row in rows if row.year == plan.year],
        lately=[row for row in rows if since < row.ended_on <= day],
        booked=promised,
        teaches=set(teaches.values_list("activity", "competence")),
        classes=_classes() if promised else {},
    )


@dataclass(frozen=True)
class _Booked:
    """A promise: its form and activity, and the JP that it will be worth."""

    form: str
    activity: int | None
    jp: Decimal


def _cells(row: dict) -> dict:
    jp = Decimal(row["jp"]) / 100
    return {"form": row["form"], "activity": row["activity"], "jp": jp}


def _classes() -> dict[str, str]:
    return dict(LearningForm.objects.values_list("pk", "learning_class"))


@dataclass(frozen=True)
class Learnt:
    """Credits and promises of the person of a plan, with what their activities teach."""

    plan: Plan
    day: datetime.date
    rows: list[Credit]
    lately: list[Credit] = field(default_factory=list)
    booked: list[_Booked] = field(default_factory=list)
    teaches: set[tuple[int, int]] = field(default_factory=set)
    classes: dict[str, str] = field(default_factory=dict)

    def counting(self, line: PlanLine) -> list[Credit]:
        """The credits of the year that a line counts."""
        return [row for row in self.rows if self._counts(row, line)]

    def total(self, line: PlanLine) -> Decimal:
        """Recognised JP of what the line counts."""
        return _sum(row.jp_recognised for row in self.counting(line))

    def status(self, line: PlanLine) -> str:
        """Where the line stands, by the rule of the targets: met when counted, at risk
        where what is booked and her own pace will not bring it, unmet at the end."""
        facts = Facts(
            kind="minimum",
            year=self.plan.year,
            required=line.expectation or NOTHING,
            counted=self.total(line),
            booked=_sum(row.jp for row in self.booked if self._books(row, line)),
            last_12_months=_sum(
                row.jp_recognised for row in self.lately if self._counts(row, line)
            ),
            in_service_since=self.plan.person.appointed_on,
        )
        return reckon(facts, self.day).status

    def _counts(self, row: Credit, line: PlanLine) -> bool:
        record = row.record
        form = record.form
        return self._fits(line, form.pk, form.learning_class, record.activity_id)

    def _books(self, row: _Booked, line: PlanLine) -> bool:
        return self._fits(line, row.form, self.classes[row.form], row.activity)

    def _fits(self, line: PlanLine, form, learning_class: str, activity) -> bool:
        if line.form_id and form != line.form_id:
            return False
        if line.learning_class and learning_class != line.learning_class:
            return False
        return not line.competence_id or (activity, line.competence_id) in self.teaches


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
