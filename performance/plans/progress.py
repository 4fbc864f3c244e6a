"""How far the lines of a plan have come: read from facts and confirmed reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from corpu.lib.clock import today
from corpu.people.models import Person
from performance.models import Standing, Status
from performance.plans.learnt import learnt
from performance.plans.models import LineReport, Plan, PlanLine
from performance.rollups import Tally
from performance.teams import team_tally


@dataclass(frozen=True)
class Progress:
    """One line: where it stands, in its own unit, and where the facts are.

    `value` is None where nothing can be measured yet; `waiting` is a report that the
    leader has not confirmed.
    """

    line: PlanLine
    value: Decimal | None
    expectation: Decimal | None
    status: str
    url: str = ""
    waiting: LineReport | None = None
    confirmed: LineReport | None = None

    @property
    def is_percent(self) -> bool:
        """True if it is a share of people."""
        return self.line.measure == PlanLine.Measure.TEAM

    @property
    def differs(self) -> bool:
        """True if the plan was signed with another figure than is required today."""
        return self.line.expectation is not None and (
            self.expectation != self.line.expectation
        )


def progress_of(person: Person, year: int) -> list[Progress]:
    """The lines of one person's plan that learning moves, in a fixed number of queries."""
    plan = Plan.objects.filter(person=person, year=year).select_related("person").first()
    if plan is None:
        return []
    lines = plan.lines.kept().exclude(measure=PlanLine.Measure.REPORTED)
    return progress_of_lines(plan, lines.with_sources())


def progress_of_lines(plan: Plan, lines: Iterable[PlanLine]) -> list[Progress]:
    """The progress of these lines of one plan, in a fixed number of queries."""
    lines = list(lines)
    facts = _Facts(plan, lines)
    return [facts.progress(line) for line in lines]


class _Facts:
    """What the lines of one plan are measured by, fetched once."""

    def __init__(self, plan: Plan, lines: list[PlanLine]):
        self.plan = plan
        measures = {line.measure for line in lines}
        kinds = PlanLine.Measure
        self.standings = self._standings() if kinds.TARGET in measures else {}
        self.learnt = learnt(plan) if kinds.LEARNING in measures else None
        share = kinds.TEAM in measures
        self.team = team_tally(plan.person, plan.year) if share else Tally()
        self.reports = self._reports(lines) if kinds.REPORTED in measures else {}

    def _standings(self) -> dict[int, Standing]:
        rows = Standing.objects.filter(person=self.plan.person_id, year=self.plan.year)
        return {row.target_id: row for row in rows}

    def _reports(self, lines: list[PlanLine]) -> dict[int, list[LineReport]]:
        found: dict[int, list[LineReport]] = {}
        rows = LineReport.objects.filter(line__in=[line.pk for line in lines])
        for row in rows.select_related("by", "decided_by"):
            found.setdefault(row.line_id, []).append(row)
        return found

    def progress(self, line: PlanLine) -> Progress:
        """Where one line stands."""
        measure = {
            PlanLine.Measure.TARGET: self._target,
            PlanLine.Measure.LEARNING: self._learning,
            PlanLine.Measure.TEAM: self._team,
            PlanLine.Measure.REPORTED: self._reported,
        }[line.measure]
        return measure(line)

    def _target(self, line: PlanLine) -> Progress:
        row = self.standings.get(line.target_id)
        if row is None:
            return Progress(line, None, line.expectation, Status.EXEMPT)
        url = row.get_absolute_url()
        return Progress(line, row.counted, row.required, row.status, url)

    def _learning(self, line: PlanLine) -> Progress:
        value = self.learnt.total(line)
        url = reverse("plans:line", args=[line.pk])
        return Progress(line, value, line.expectation, self.learnt.status(line), url)

    def _team(self, line: PlanLine) -> Progress:
        url = reverse("plans:team_share", args=[line.pk])
        if self.team.share is None:
            return Progress(line, None, line.expectation, Status.EXEMPT, url)
        value = Decimal(self.team.share)
        return Progress(line, value, line.expectation, self._of_team(line), url)

    def _of_team(self, line: PlanLine) -> str:
        """At risk where even those who are on track would not bring the share."""
        team, expected = self.team, line.expectation or 0
        if team.share >= expected:
            return Status.MET
        if self.plan.year < today().year:
            return Status.UNMET
        ahead = (team.met + team.on_track) * 100 // team.judged
        return Status.ON_TRACK if ahead >= expected else Status.AT_RISK

    def _reported(self, line: PlanLine) -> Progress:
        rows = self.reports.get(line.pk, [])
        confirmed = next((row for row in rows if row.accepted), None)
        waiting = rows[0] if rows and rows[0].accepted is None else None
        value = confirmed.value if confirmed else None
        status = self._of_work(line, value) if confirmed else "not_started"
        url = reverse("plans:line", args=[line.pk])
        return Progress(line, value, line.expectation, status, url, waiting, confirmed)

    def _of_work(self, line: PlanLine, value: Decimal | None) -> str:
        """Nothing foretells a line of work: it is reached, under way, or missed."""
        expected = line.expectation
        if expected is not None and value is not None and value >= expected:
            return Status.MET
        return Status.UNMET if self.plan.year < today().year else "in_progress"
