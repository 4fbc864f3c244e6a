"""Everything that stands on the pages of a piece, read in a fixed number of statements."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from corpu.ledger.models import Approval, Credit
from corpu.people.models import Appointment, Person, Unit
from performance.models import Exemption, Standing
from performance.periods.actions.counting import facts_behind
from performance.rules import last_day

KINDS = [Appointment.Kind.DEFINITIVE, Appointment.Kind.ACTING, Appointment.Kind.DAILY]


@dataclass(frozen=True)
class Ground:
    """What the pages of some standings rest on."""

    facts: dict[int, list[Credit]]
    approvals: dict[int, Approval]
    exemptions: dict[tuple[int, int], Exemption]
    posts: dict[int, Appointment]
    heads: dict[int, list[Appointment]]
    roots: dict[int, Unit]

    def leader_of(self, row: Standing) -> Person | None:
        """Her leader: the one of the HR file, or the head of the nearest unit above on
        the last day where she has moved since or has none."""
        person = row.person
        if person.leader_id and person.unit_id == row.unit_id:
            return person.leader
        for unit in reversed(row.unit.ancestor_ids):
            for head in self.heads.get(unit, ()):
                if head.person_id != person.pk:
                    return head.person
        return person.leader


def gather(rows: list[Standing], year: int) -> Ground:
    """Read it all for these standings of one year."""
    people = sorted({row.person_id for row in rows})
    day = last_day(year)
    credits = _credits(people, rows)
    records = [credit.record_id for found in credits.values() for credit in found]
    units = {pk for row in rows for pk in row.unit.ancestor_ids}
    roots = {row.unit.ancestor_ids[0] for row in rows if row.unit.ancestor_ids}
    return Ground(
        facts=facts_behind(rows, credits),
        approvals=_approvals(records),
        exemptions=_exemptions(people, year),
        posts=_posts(people, day),
        heads=_heads(units, day),
        roots=Unit.objects.in_bulk(roots),
    )


def _credits(people, standings: list[Standing]) -> dict[int, list[Credit]]:
    if not standings:
        return {}
    first = min(row.starts_on.year for row in standings)
    last = max(row.ends_on.year for row in standings)
    rows = Credit.objects.filter(person__in=people, year__range=(first, last))
    rows = rows.select_related("record__form", "record__recorded_by", "rate__form")
    found: dict[int, list[Credit]] = defaultdict(list)
    order = ["record__ended_on", "record__started_on", "record"]
    for row in rows.order_by("person", *order):
        found[row.person_id].append(row)
    return found


def _approvals(records) -> dict[int, Approval]:
    """The latest approval of each fact, the one that counts."""
    rows = Approval.objects.filter(record__in=records).select_related("by")
    return {row.record_id: row for row in rows.order_by("pk")}


def _exemptions(people, year: int) -> dict[tuple[int, int], Exemption]:
    rows = Exemption.objects.filter(person__in=people, year=year)
    rows = rows.select_related("decided_by")
    return {(row.person_id, row.target_id): row for row in rows}


def _posts(people, day: datetime.date) -> dict[int, Appointment]:
    rows = Appointment.objects.on(day).filter(
        person__in=people, kind=Appointment.Kind.DEFINITIVE
    )
    rows = rows.select_related("post").order_by("started_on", "pk")
    return {row.person_id: row for row in rows}


def _heads(units, day: datetime.date) -> dict[int, list[Appointment]]:
    """Heads of these units on the day, definitive ones first."""
    rows = Appointment.objects.on(day).filter(unit__in=units, leads=True)
    found: dict[int, list[Appointment]] = defaultdict(list)
    rows = list(rows.select_related("person"))
    for row in sorted(rows, key=lambda row: (KINDS.index(row.kind), row.pk)):
        found[row.unit_id].append(row)
    return found
