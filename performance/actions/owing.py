"""What targets ask of people, read and reckoned; nothing is written here."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from performance.actions.service import Service
from performance.models import Adjustment, Exemption, Target
from performance.rules.fairness import DAY, Owed, Place, Term, months_after, owed
from performance.rules.standing import first_day, last_day

FIELDS = [
    "starts_on", "ends_on", "unit_id", "staff_class", "whole", "required",
    "service_days", "period_days", "formula", "is_exempt",
]  # fmt: skip
# (person, target, year in which the period was set to end)
Key = tuple[int, int, int]


@dataclass(frozen=True)
class Requirement:
    """What one person owes of one target in one period."""

    person_id: int
    target: Target
    year: int
    starts_on: datetime.date
    ends_on: datetime.date
    place: Place
    owed: Owed
    is_exempt: bool = False
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def key(self) -> Key:
        """What it is unique by."""
        return self.person_id, self.target.pk, self.year

    @property
    def required(self) -> Decimal:
        """What her days ask, or less where it was decided."""
        amounts = [row.required for row in self.adjustments if row.required is not None]
        return min([self.owed.required, *amounts])

    @property
    def formula(self) -> dict:
        """The figures of the rule; empty where the whole is owed for the whole period."""
        found: dict = {}
        if not self.owed.is_whole:
            found["shares"] = [
                {
                    "unit": share.unit,
                    "from": str(share.first),
                    "to": str(share.last),
                    "days": share.days,
                    "absent": share.absent,
                    "fraction": str(share.fraction),
                    "amount": str(share.amount),
                }
                for share in self.owed.shares
            ]
        if self.adjustments:
            found["owed"] = str(self.owed.required)
            found["adjusted"] = [row.pk for row in self.adjustments]
        if self.owed.moved_days and not self.target.is_yearly:
            found["moved_days"] = self.owed.moved_days
        return found

    def values(self) -> tuple:
        """The fields of a standing that it decides, in the order of FIELDS."""
        return (
            self.starts_on, self.ends_on, self.place.unit_id, self.place.staff_class,
            self.target.required, self.required, self.owed.service_days,
            self.owed.period_days, self.formula, self.is_exempt,
        )  # fmt: skip


@dataclass(frozen=True)
class Decided:
    """Exemptions and adjustments by the key of the standing that they change."""

    exempt: frozenset[Key]
    adjusted: dict[Key, tuple[Adjustment, ...]]


def counting() -> list[Target]:
    """The targets that count, with whom they are for."""
    return list(Target.objects.counting().with_who().order_by("pk"))


def requirements_of(
    found: dict[int, Service],
    targets: list[Target],
    years: Iterable[int],
    day: datetime.date,
) -> list[Requirement]:
    """What the targets ask of these people in the years, on `day`; nothing is written.

    The year's rule is the one in force on its last day; the rule of a period that an
    event opened is the one in force on the day of the event.
    """
    years = sorted(set(years))
    decided = _decided(list(found), years)
    fits = _Fits()
    return [
        row
        for service in found.values()
        for target in targets
        for row in _of_person(service, target, years, day, fits, decided)
    ]


class _Fits:
    """Remembers which places a target is for: people share places."""

    def __init__(self):
        self.known: dict[tuple, bool] = {}

    def __call__(self, target: Target, place: Place) -> bool:
        person = place.person_id if target.people_ids else 0
        key = (target.pk, place.unit_id, place.staff_class, place.post_id, person)
        if key not in self.known:
            self.known[key] = target.applies_to(place)
        return self.known[key]


def _of_person(service, target, years, day, fits, decided) -> list[Requirement]:
    if target.is_yearly:
        periods = [
            (first_day(year), last_day(year), service.stretches)
            for year in years
            if target.is_for(year)
        ]
    else:
        periods = _opened(service, target, fits, years, day)
    rows = [
        _requirement(service, target, period, day, fits, decided) for period in periods
    ]
    return [row for row in rows if row]


def _requirement(service, target, period, day, fits, decided) -> Requirement | None:
    """None for who was not in service on the day that judges the period, for whom the
    target never was, and for who has no service day in it."""
    first, last, stretches = period
    judged = min(max(day, first), last)
    if not service.serves_on(judged):
        return None
    place = service.place_on(judged)
    is_join = target.period == Target.Period.JOINING
    binding = [row for row in stretches if is_join or fits(target, row.place)]
    if not binding or not (target.is_scaled or is_join or fits(target, place)):
        return None
    result = _owed(target, first, last, binding, service)
    if not result.service_days:
        return None
    key = (service.person_id, target.pk, last.year)
    adjustments = decided.adjusted.get(key, ())
    moved = 0 if target.is_yearly else result.moved_days
    ends_on = last + DAY * moved
    return Requirement(
        person_id=service.person_id,
        target=target,
        year=last.year,
        starts_on=first,
        ends_on=max([ends_on, *(row.ends_on for row in adjustments if row.ends_on)]),
        place=place,
        owed=result,
        is_exempt=key in decided.exempt,
        adjustments=adjustments,
    )


def _owed(target, first, last, binding, service) -> Owed:
    return owed(
        Term(
            whole=target.required,
            first=first,
            last=last,
            spans=tuple(row.span() for row in binding),
            away=tuple(service.away),
            shortening=frozenset(target.absences),
            is_prorated=target.is_scaled,
            step=target.step,
        )
    )


def _opened(service, target, fits, years, day) -> list[tuple]:
    """Periods that events of this person opened and that touch one of the years."""
    found = {}
    for event, stretches in _events(service, target, fits):
        ended = target.valid_to is not None and target.valid_to < event
        if event > day or event < target.valid_from or ended:
            continue
        last = months_after(event, target.months)
        if any(event.year <= year <= last.year for year in years):
            found[last.year] = (event, last, stretches)
    return list(found.values())


def _events(service: Service, target: Target, fits) -> list[tuple]:
    """Days that open a period: joining the service, or the first day of holding, without
    a break, a post that the target names."""
    if target.period == Target.Period.JOINING:
        joined = service.joined_on
        if joined and fits(target, service.place_on(joined)):
            return [(joined, service.stretches)]
        return []
    runs: list[list] = []
    for row in service.stretches:
        if not fits(target, row.place) or row.begun_on is None:
            continue
        follows = runs and runs[-1][-1].last + DAY == row.first
        if follows:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [(run[0].begun_on, run) for run in runs]


def _decided(person_ids, years) -> Decided:
    keys = Q(person__in=person_ids, year__gte=min(years, default=0))
    exempt = Exemption.objects.filter(keys).values_list("person", "target", "year")
    adjusted = defaultdict(tuple)
    for row in Adjustment.objects.holding().filter(keys).order_by("pk"):
        adjusted[row.person_id, row.target_id, row.year] += (row,)
    return Decided(frozenset(exempt), dict(adjusted))
