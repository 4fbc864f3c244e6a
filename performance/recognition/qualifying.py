"""Teams whose standings prove a criterion today: what a certificate can be issued for."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from corpu.people.models import Person, Unit
from performance.models import Standing, Status
from performance.recognition.models import Criterion, TeamCertificate
from performance.recognition.permissions import issuable_units
from performance.recognition.rules import Reached, is_proved

# Units that are named one by one in a statement.
FEW = 500


@dataclass(frozen=True)
class Team:
    """A unit that proves a criterion in a year, with its figure."""

    unit: Unit
    criterion: Criterion
    reached: Reached


def is_quick_for(viewer: Person) -> bool:
    """True if the list is short work; a whole nation is added up when it is asked for."""
    return issuable_units(viewer).count() <= FEW


def teams_for(viewer: Person, year: int) -> list[Team]:
    """The teams that `viewer` may certify, that prove a criterion and hold no
    certificate of it: a statement for each criterion, whatever the number of people."""
    units = list(issuable_units(viewer).order_by("path"))
    known = TeamCertificate.objects.valid().filter(year=year)
    known = set(known.values_list("unit", "criterion"))
    return [
        Team(unit, criterion, team)
        for criterion in Criterion.objects.in_force(year).select_related("target")
        for unit, team in _reached(units, year, criterion)
        if is_proved(team, min_share=criterion.min_share, min_people=criterion.min_people)
        and (unit.pk, criterion.pk) not in known
    ]


def _reached(units: list[Unit], year: int, criterion: Criterion):
    """How far each of these units is, with everything below it."""
    people, met = _by_unit(units, year, criterion)
    for unit in units:
        yield unit, Reached(people[unit.pk], met[unit.pk])


def _by_unit(units: list[Unit], year: int, criterion: Criterion) -> tuple[dict, dict]:
    """People judged and people who met, by unit, everything below included."""
    rows = Standing.objects.minimums().in_year(year).exclude(status=Status.EXEMPT)
    if len(units) <= FEW:
        rows = rows.filter(unit__in=[unit.pk for unit in units])
    if criterion.target_id:
        rows = rows.filter(target=criterion.target_id)
    missed = Count("person", distinct=True, filter=~Q(status=Status.MET))
    rows = rows.order_by().values_list("unit__path")
    people: dict[int, int] = defaultdict(int)
    met: dict[int, int] = defaultdict(int)
    rows = rows.annotate(judged=Count("person", distinct=True), missed=missed)
    for path, all_of, not_met in rows:
        for unit in map(int, path.strip("/").split("/")):
            people[unit] += all_of
            met[unit] += all_of - not_met
    return people, met
