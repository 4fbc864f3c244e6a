"""The part of each leader where a person changed units in mid-year, by days."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.dateparse import parse_date

from corpu.ledger.models import Credit
from corpu.people.models import Appointment, Person, Unit
from performance.models import Standing


@dataclass(frozen=True)
class SharedPart:
    """One unit's part: its days, what they ask, and the JP recognised of facts that
    ended while the person was there."""

    unit: Unit
    head: Person | None
    first: datetime.date
    last: datetime.date
    days: int
    amount: Decimal
    learnt: Decimal
    is_mine: bool


@dataclass(frozen=True)
class Shared:
    """A standing whose days lie in several units."""

    standing: Standing
    is_visible: bool
    parts: list[SharedPart]


def shared_with(leader: Person, year: int) -> list[Shared]:
    """Standings of `year` that were shared with a unit which `leader` leads: of who came
    and of who went. A fixed number of statements."""
    mine = Unit.objects.subtrees_of(leader.led_units())
    mine = set(mine.values_list("pk", flat=True))
    if not mine:
        return []
    people = Appointment.objects.filter(
        unit__in=mine, kind=Appointment.Kind.DEFINITIVE, started_on__year__lte=year
    )
    rows = Standing.objects.minimums().filter(
        person__in=people.values("person"), year=year, formula__has_key="shares"
    )
    rows = rows.select_related("person", "target").order_by("person__name", "target")
    rows = [row for row in rows if _is_shared(row, mine) and row.person_id != leader.pk]
    units = Unit.objects.in_bulk(
        {share["unit"] for row in rows for share in row.formula["shares"]}
    )
    heads, learnt = _heads(units, year), _learnt([row.person_id for row in rows], year)
    seen = Person.objects.visible_to(leader).filter(pk__in=[r.person_id for r in rows])
    seen = set(seen.values_list("pk", flat=True))
    return [
        Shared(row, row.person_id in seen, _parts(row, mine, units, heads, learnt))
        for row in rows
    ]


def _is_shared(row: Standing, mine: set[int]) -> bool:
    places = {share["unit"] for share in row.formula["shares"]}
    return len(places) > 1 and bool(places & mine)


def _heads(units, year) -> dict[int, list[Appointment]]:
    rows = Appointment.objects.filter(
        unit__in=units, leads=True, started_on__year__lte=year
    )
    found = defaultdict(list)
    for row in rows.select_related("person").order_by("started_on"):
        found[row.unit_id].append(row)
    return found


def _learnt(person_ids, year) -> dict[int, list[tuple[datetime.date, Decimal]]]:
    rows = Credit.objects.filter(person__in=person_ids, year=year).order_by()
    rows = rows.values("person", "record__ended_on").annotate(jp=Sum("jp_recognised"))
    found = defaultdict(list)
    for row in rows:
        found[row["person"]].append((row["record__ended_on"], row["jp"]))
    return found


def _parts(row, mine, units, heads, learnt) -> list[SharedPart]:
    parts = []
    for share in row.formula["shares"]:
        first, last = parse_date(share["from"]), parse_date(share["to"])
        facts = learnt.get(row.person_id, [])
        parts.append(
            SharedPart(
                unit=units[share["unit"]],
                head=_head_on(heads[share["unit"]], last),
                first=first,
                last=last,
                days=share["days"],
                amount=Decimal(share["amount"]),
                learnt=sum((jp for day, jp in facts if first <= day <= last), Decimal(0)),
                is_mine=share["unit"] in mine,
            )
        )
    return parts


def _head_on(rows: list[Appointment], day: datetime.date) -> Person | None:
    held = [
        row
        for row in rows
        if row.started_on <= day and (row.ended_on is None or row.ended_on >= day)
    ]
    return held[-1].person if held else None
