"""The leader's mirror: what she gives and decides, and her own hours beside the team's.

Every decision about a request notes in the decision log since when it waited
(`asked_at`), whichever domain it belongs to; the median is taken from there.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from django.db.models import Q, Sum
from django.utils.dateparse import parse_datetime

from corpu.ledger.models import Credit, LearnerRole
from corpu.lib.clock import JAKARTA
from corpu.people.models import Decision, Person
from performance.models import Standing
from performance.recognition.models import Thanks
from performance.recognition.rules import Reached, median_hours, reached

ROLES = {
    "learner": [LearnerRole.LEARNER],
    "coach": [LearnerRole.COACH, LearnerRole.MENTOR],
    "teacher": [LearnerRole.SPEAKER],
}
NOTHING = Decimal("0.00")


@dataclass
class Decided:
    """One request that she decided, and how long it had waited."""

    row: Decision
    waited: datetime.timedelta

    @property
    def hours(self) -> Decimal | None:
        """Hours from the request to the decision."""
        return median_hours([self.waited])


@dataclass
class Hours:
    """JP of a person in a year, by what she was in it."""

    learner: Decimal = NOTHING
    coach: Decimal = NOTHING
    teacher: Decimal = NOTHING

    @property
    def all(self) -> Decimal:
        """Together."""
        return self.learner + self.coach + self.teacher


@dataclass
class Mirror:
    """All of it, of one leader in one year."""

    leader: Person
    year: int
    own: Hours
    team: list[tuple[Person, Hours]]
    decided: list[Decided]
    thanks: int
    reached: Reached
    total: Hours = field(default_factory=Hours)

    @property
    def median(self) -> Decimal | None:
        """Median hours to decide; None where nothing was decided."""
        return median_hours([one.waited for one in self.decided])

    @property
    def accepted(self) -> int:
        """How many of them were accepted."""
        return sum(one.row.act.endswith(("accepted", "agreed")) for one in self.decided)

    def mean(self, name: str) -> Decimal:
        """The team's JP for each member, rounded down."""
        if not self.team:
            return NOTHING
        mean = getattr(self.total, name) / len(self.team)
        return mean.quantize(Decimal("0.01"), ROUND_DOWN)

    @property
    def rows(self) -> list[tuple[str, Decimal, Decimal]]:
        """(role, her own JP, the team's JP for each member)."""
        names = [*ROLES, "all"]
        return [(name, getattr(self.own, name), self.mean(name)) for name in names]


def mirror_of(leader: Person, year: int) -> Mirror:
    """The mirror of one leader; a constant number of statements."""
    people = list(
        Person.objects.led_by(leader).employees().with_place().order_by("name", "pk")
    )
    ids = [person.pk for person in people]
    hours = _hours([leader.pk, *ids], year)
    team = [(person, hours[person.pk]) for person in people]
    standings = Standing.objects.minimums().in_year(year).filter(person__in=ids)
    total = Hours(*(sum((getattr(h, n) for _p, h in team), NOTHING) for n in ROLES))
    return Mirror(
        leader=leader,
        year=year,
        own=hours[leader.pk],
        team=team,
        decided=decided_by(leader, year),
        thanks=given_by(leader, year).count(),
        reached=reached(standings.order_by().values_list("person", "status")),
        total=total,
    )


def given_by(leader: Person, year: int):
    """The thanks and recognition that she gave in a year and that stand."""
    rows = Thanks.objects.standing().filter(giver=leader)
    return rows.filter(**_in_year("given_at", year))


def decided_by(leader: Person, year: int) -> list[Decided]:
    """Every request of others that she decided in a year, newest first."""
    rows = Decision.objects.filter(
        Q(data__has_key="asked_at"), by=leader, **_in_year("at", year)
    )
    rows = rows.exclude(person=leader).select_related("person").order_by("-at", "-pk")
    found = []
    for row in rows:
        asked = parse_datetime(str(row.data["asked_at"]))
        if asked:
            found.append(Decided(row, row.at - asked))
    return found


def _in_year(name: str, year: int) -> dict:
    """The lookup for moments in a calendar year of Jakarta."""
    first = datetime.datetime(year, 1, 1, tzinfo=JAKARTA)
    last = datetime.datetime(year + 1, 1, 1, tzinfo=JAKARTA)
    return {f"{name}__gte": first, f"{name}__lt": last}


def _hours(ids: list[int], year: int) -> dict[int, Hours]:
    rows = Credit.objects.filter(person__in=ids, year=year).order_by()
    sums = rows.values_list("person", "record__role").annotate(jp=Sum("jp_recognised"))
    found: dict[int, Hours] = defaultdict(Hours)
    kinds = {role: name for name, roles in ROLES.items() for role in roles}
    for person, role, jp in sums:
        hours, name = found[person], kinds[role]
        setattr(hours, name, getattr(hours, name) + (jp or NOTHING))
    return found
