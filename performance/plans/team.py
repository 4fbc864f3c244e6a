"""The leader's table of plans: people by stage, and for whom each plan waits."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.people.models import Person
from performance.plans import rules
from performance.plans.calendars import deadlines_of
from performance.plans.models import Appraisal, LineReport, Plan
from performance.teams import direct_reports

STAGES = ("none", *rules.STATES)
# For whom a plan waits.
ME, PERSON, ABOVE, NOBODY = "me", "person", "above", ""


@dataclass(frozen=True)
class Row:
    """One person of a leader with her plan, if there is one."""

    person: Person
    plan: Plan | None
    appraisals: dict[int | None, Appraisal]
    quiet: list[int]
    late: list[int | None]
    reports: int = 0

    @property
    def stage(self) -> str:
        """The state of the plan, or "none"."""
        return self.plan.state if self.plan else "none"

    @property
    def is_begun(self) -> bool:
        """True once somebody started the dialogue."""
        return self.stage not in ("none", rules.PROPOSED)

    @property
    def lacks_learning(self) -> bool:
        """True if her plan asks for no learning."""
        return self.is_begun and not self.plan.has_learning

    @property
    def open_appraisal(self) -> Appraisal | None:
        """An assessment that is not final."""
        return next((a for a in self.appraisals.values() if not a.is_final), None)

    @property
    def waits_for(self) -> str:
        """Who has to do the next thing."""
        if not self.is_begun:
            return ME
        if self.stage == rules.PLANNING:
            if self.plan.person_signed_at is None:
                return PERSON
            return ME
        if self.reports:
            return ME
        if row := self.open_appraisal:
            return ABOVE if row.state == rules.OBJECTED else PERSON
        return ME if self.late else NOBODY

    @property
    def why(self) -> str:
        """The next thing, in words."""
        if not self.is_begun:
            return _("The year is not started.")
        if self.stage == rules.PLANNING:
            if self.plan.person_signed_at is None:
                return _("The person's signature is missing.")
            return _("Your signature is missing now.")
        if self.reports:
            return _("A report waits to be confirmed by you.")
        if row := self.open_appraisal:
            if row.state == rules.OBJECTED:
                return _("An objection waits to be decided.")
            return _("An assessment waits for the person's answer.")
        if self.late:
            return _("A period that is over waits for your assessment.")
        return ""

    @property
    def may_sign(self) -> bool:
        """True if the leader's signature would make the plan agreed."""
        return self.waits_for == ME and self.stage == rules.PLANNING

    @property
    def results(self) -> list[tuple]:
        """(period, assessment or None) of the four quarters and the year."""
        return [(n, self.appraisals.get(n)) for n in (1, 2, 3, 4, None)]


def people_of(leader: Person, year: int) -> QuerySet[Person]:
    """Whose plans `leader` agrees, also as a deputy: her direct reports and those whose
    plan names her."""
    mine = [leader.pk, *leader.stands_in_for()]
    named = Plan.objects.filter(leader__in=mine, year=year).order_by()
    people = direct_reports(leader).employees().values("pk")
    found = Person.objects.employees().exclude(pk=leader.pk)
    found = found.filter(pk__in=people) | found.filter(pk__in=named.values("person"))
    return found.distinct()


def rows_of(leader: Person, year: int) -> list[Row]:
    """Every person of the leader's table, in a fixed number of statements."""
    people = list(people_of(leader, year).with_place().order_by("name", "pk"))
    plans = Plan.objects.filter(person__in=people, year=year).with_learning()
    plans = {plan.person_id: plan for plan in plans.prefetch_related("feedback")}
    given: dict[int, dict] = {}
    appraisals = Appraisal.objects.filter(person__in=people, year=year)
    for row in appraisals.select_related("objection"):
        given.setdefault(row.person_id, {})[row.quarter] = row
    reported = LineReport.objects.waiting().filter(line__plan__in=plans.values())
    reports = Counter(reported.values_list("line__plan__person", flat=True))
    days, day = deadlines_of(year), today()
    over = rules.ended_quarters(year, day)
    due = [n for n in [*over, None] if day > days.assess_by(n)]
    return [
        _row(
            person,
            plans.get(person.pk),
            given.get(person.pk, {}),
            over,
            due,
            reports[person.pk],
        )
        for person in people
    ]


def _row(person: Person, plan: Plan | None, given: dict, over, due, reports) -> Row:
    running = plan is not None and plan.state == rules.RUNNING
    spoken = {row.quarter for row in plan.feedback.all()} if running else set()
    quiet = [n for n in over if n not in spoken and n not in given] if running else []
    late = [n for n in due if n not in given] if running else []
    return Row(person, plan, given, quiet, late, reports)


def stage_counts(rows: list[Row]) -> dict[str, int]:
    """How many people are in each stage."""
    return {stage: sum(row.stage == stage for row in rows) for stage in STAGES}
