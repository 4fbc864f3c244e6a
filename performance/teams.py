"""Whom a leader leads, and how they stand: one figure for every page that shows it."""

from django.db.models import Q, QuerySet

from corpu.people.models import Person, Unit
from performance.models import Standing
from performance.rollups import Tally, tally

# Units, or people, that are named one by one in a statement.
FEW = 500


def team_standings(leader: Person, year: int) -> QuerySet[Standing]:
    """Standings of everybody in service whom `leader` leads today, at every level."""
    return Standing.objects.filter(person__in=_led(leader), year=year)


def _led(leader: Person) -> QuerySet[Person] | list[int]:
    """Whom she leads: by number where they are few, since the database then looks them
    up instead of comparing everybody's standings with a list that it cannot estimate."""
    below = Unit.objects.subtrees_of(leader.led_units())
    units = list(below.values_list("pk", flat=True)[: FEW + 1])
    if len(units) > FEW:
        return Person.objects.led_by(leader).filter(is_active=True)
    mine = Person.objects.filter(Q(leader=leader) | Q(unit__in=units), is_active=True)
    ids = list(mine.exclude(pk=leader.pk).values_list("pk", flat=True)[: FEW + 1])
    return mine.exclude(pk=leader.pk) if len(ids) > FEW else ids


def direct_reports(leader: Person) -> QuerySet[Person]:
    """Who reports to `leader` herself or sits in a unit that she heads."""
    units: QuerySet[Unit] = leader.led_units()
    people = Person.objects.filter(Q(leader=leader) | Q(unit__in=units), is_active=True)
    return people.exclude(pk=leader.pk)


def team_tally(leader: Person, year: int) -> Tally:
    """The team's statuses against what it must reach: the figure of the team page and
    of the leader's own plan line alike."""
    return tally(team_standings(leader, year).minimums())
