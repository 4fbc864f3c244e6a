"""How far the lines of a performance plan have come: read from standings, never typed."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.urls import reverse

from corpu.people.models import Person, Unit
from performance.models import Goal, Standing, Status
from performance.rollups import Tally, tally


@dataclass(frozen=True)
class Progress:
    """One plan line: where it stands, in JP or per cent, and where the facts are."""

    goal: Goal
    value: Decimal | None
    expectation: Decimal
    status: str
    url: str
    is_percent: bool = False


def team_standings(leader: Person, year: int) -> QuerySet[Standing]:
    """Standings of everybody in service whom `leader` leads today, at every level."""
    people = Person.objects.led_by(leader).filter(is_active=True)
    return Standing.objects.filter(person__in=people, year=year)


def direct_reports(leader: Person) -> QuerySet[Person]:
    """Who reports to `leader` herself or sits in a unit that she heads."""
    units: QuerySet[Unit] = leader.led_units()
    people = Person.objects.filter(Q(leader=leader) | Q(unit__in=units), is_active=True)
    return people.exclude(pk=leader.pk)


def team_tally(leader: Person, year: int) -> Tally:
    """The team's statuses against what it must reach: the figure of the team page and
    of the leader's own plan line alike."""
    return tally(team_standings(leader, year).minimums())


def progress_of(person: Person, year: int) -> list[Progress]:
    """The lines of one person's plan with their progress, in a fixed number of queries."""
    goals = list(Goal.objects.of(person, year))
    standings = Standing.objects.filter(person=person, year=year)
    by_target = {row.target_id: row for row in standings}
    return [_progress(goal, by_target) for goal in goals]


def _progress(goal: Goal, by_target: dict[int, Standing]) -> Progress:
    if goal.kind == Goal.Kind.TEAM_SHARE:
        return _team_progress(goal)
    row = by_target.get(goal.target_id)
    return Progress(
        goal,
        value=row.counted if row else None,
        expectation=goal.expectation,
        status=row.status if row else Status.EXEMPT,
        url=row.get_absolute_url() if row else "",
    )


def _team_progress(goal: Goal) -> Progress:
    share = team_tally(goal.person, goal.year).share
    if share is None:
        status = Status.EXEMPT
    else:
        status = Status.MET if share >= goal.expectation else Status.ON_TRACK
    return Progress(
        goal,
        value=None if share is None else Decimal(share),
        expectation=goal.expectation,
        status=status,
        url=reverse("performance:team_share", args=[goal.pk]),
        is_percent=True,
    )
