"""What offices and leaders see of coaching: numbers, never a word of a pair.

Totals over people are told for five or more; smaller ones say "fewer than 5".
"""

import datetime
import statistics
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching import rules
from coaching.models import Coach, Credential, Engagement, Goal, Kind, Session
from corpu.agenda.models import Need
from corpu.ledger.models import LearningForm, Record
from corpu.lib.clock import today
from corpu.people.models import Person
from corpu.skills.models import Competence

FEWEST = 5
WARN_DAYS = 60
State = Engagement.State


def guarded(number: int) -> str:
    """A number of people, as it may be told: "fewer than 5" below five."""
    return str(number) if number == 0 or number >= FEWEST else _("fewer than 5")


# -- the unit leader ---------------------------------------------------------------


@dataclass(frozen=True)
class TeamBoard:
    """How a leader's people are accompanied this year."""

    people: int
    coached: int
    requests: int
    minutes: int
    records: object
    given_sessions: int
    given_minutes: int
    own_people: int

    @property
    def share(self) -> int:
        """Per cent of the team that was accompanied, rounded down."""
        return self.coached * 100 // self.people if self.people else 0


def team_board(leader, year: int) -> TeamBoard:
    """From the records of her people (they are her figures), and counts of requests."""
    team = Person.objects.led_by(leader).employees()
    records = facts_of(team, year).order_by("-ended_on", "-pk")
    given = Session.objects.given().filter(
        engagement__coach__person=leader, started_at__year=year
    )
    own = given.aggregate(sessions=Count("pk"), minutes=Sum("minutes", default=0))
    return TeamBoard(
        people=team.count(),
        coached=records.order_by().values("person").distinct().count(),
        requests=Engagement.objects.requested().filter(coachee__in=team).count(),
        minutes=records.aggregate(sum=Sum("minutes", default=0))["sum"],
        records=records.select_related("person__unit", "form").annotate(
            counted=Sum("credits__jp_recognised")
        ),
        given_sessions=own["sessions"],
        given_minutes=own["minutes"],
        own_people=Engagement.objects.active().filter(coach__person=leader).count(),
    )


def facts_of(people, year: int):
    """Standing facts of learning from a coach: of the forms that kinds of coaching have."""
    forms = Kind.objects.order_by().values("form")
    return Record.objects.standing().filter(
        person__in=people, role="learner", form__in=forms, ended_on__year=year
    )


# -- HR ----------------------------------------------------------------------------


@dataclass(frozen=True)
class OfficeBoard:
    """Supply, demand and health of coaching in the units that HR serves."""

    coaches: int
    places: int
    taken: int
    active: int
    requested: int
    without_coach: list
    by_competence: list[dict]
    by_place: list[dict]
    idle: list
    overloaded: list
    silent: int
    silent_by_coach: list[dict]
    first_days: float | None
    first_count: int
    hours: list[dict]
    expiring: list
    goals: list[dict]
    goals_people: int


def office_board(viewer) -> OfficeBoard:
    """The board of an HR officer."""
    people = Person.objects.managed_by(viewer)
    coaches = list(
        Coach.objects.active()
        .managed_by(viewer)
        .with_load()
        .with_hours()
        .select_related("person__unit")
        .prefetch_related("competences")
    )
    pairs = Engagement.objects.filter(coachee__in=people)
    silent = _silent(pairs)
    days = _days_to_first(pairs)
    goals, goals_people = _goals(pairs)
    return OfficeBoard(
        coaches=len(coaches),
        places=sum(coach.capacity for coach in coaches),
        taken=sum(coach.load for coach in coaches),
        active=pairs.active().count(),
        requested=pairs.requested().count(),
        without_coach=_without_coach(pairs),
        by_competence=_by_competence(coaches, people),
        by_place=_by_place(coaches, pairs),
        idle=[coach for coach in coaches if _is_idle(coach)],
        overloaded=[coach for coach in coaches if coach.load >= coach.capacity],
        silent=silent.count(),
        silent_by_coach=list(
            silent.values("coach__person__name", "coach__public_id")
            .annotate(number=Count("pk"))
            .order_by("-number", "coach__person__name")[:20]
        ),
        first_days=statistics.median(days) if days else None,
        first_count=len(days),
        hours=_hours(people),
        expiring=list(
            Credential.objects.filter(coach__in=[coach.pk for coach in coaches])
            .expiring(today() + datetime.timedelta(days=WARN_DAYS))
            .select_related("coach__person")
            .order_by("expires_on", "pk")
        ),
        goals=goals,
        goals_people=goals_people,
    )


def _is_idle(coach: Coach) -> bool:
    quiet = timezone.now() - datetime.timedelta(days=WARN_DAYS)
    return coach.load == 0 or coach.last_active_at < quiet


def _silent(pairs):
    """Pairs at work that have not met for so many days."""
    since = timezone.now() - datetime.timedelta(days=rules.SILENT_AFTER_DAYS)
    met = Session.objects.held().filter(engagement=OuterRef("pk"), started_at__gte=since)
    begun = pairs.active().filter(started_on__lt=since.date(), circle=None)
    return begun.filter(~Exists(met))


def _days_to_first(pairs) -> list[int]:
    """Days from each request of the last year to its first session."""
    since = timezone.now() - datetime.timedelta(days=365)
    rows = pairs.filter(asked_at__gte=since).annotate(
        first=Min("sessions__started_at", filter=Q(sessions__state="confirmed"))
    )
    rows = rows.exclude(first=None).values_list("asked_at", "first")
    return [max(0, (first - asked).days) for asked, first in rows]


def _without_coach(pairs) -> list:
    """Requests that came to nothing, and whose owner has nobody now."""
    has_one = Engagement.objects.live().filter(coachee=OuterRef("coachee"))
    since = timezone.now() - datetime.timedelta(days=90)
    rows = pairs.filter(
        state__in=[State.EXPIRED, State.DECLINED], asked_at__gte=since, followed_by=None
    )
    rows = rows.filter(~Exists(has_one)).select_related("coachee__unit", "kind")
    return list(rows.order_by("asked_at")[:20])


def _by_competence(coaches, people) -> list[dict]:
    """Free places of coaches who know it, beside how many people lack it."""
    supply: Counter = Counter()
    for coach in coaches:
        for competence in coach.competences.all():
            supply[competence.pk] += max(0, coach.capacity - coach.load)
    lacking = Need.objects.filter(person__in=people).exclude(competence=None)
    demand = dict(
        lacking.order_by()
        .values_list("competence")
        .annotate(number=Count("person", distinct=True))
    )
    keys = set(supply) | set(demand)
    rows = [
        {
            "name": str(one),
            "supply": supply[one.pk],
            "demand": demand.get(one.pk, 0),
        }
        for one in Competence.objects.filter(pk__in=keys)
    ]
    return sorted(rows, key=lambda row: (row["supply"] - row["demand"], row["name"]))[:12]


def _by_place(coaches, pairs) -> list[dict]:
    """Coaches and free places of each city, beside the requests that wait there."""
    places: dict[str, dict] = {}
    waiting = Counter(pairs.requested().order_by().values_list("coach__city", flat=True))
    for coach in coaches:
        row = places.setdefault(coach.city, {"coaches": 0, "free": 0})
        row["coaches"] += 1
        row["free"] += max(0, coach.capacity - coach.load)
    rows = [
        {"name": city or _("no city given"), "waiting": waiting[city], **row}
        for city, row in places.items()
    ]
    return sorted(rows, key=lambda row: (-row["coaches"], row["name"]))


def _hours(people) -> list[dict]:
    """Minutes of each form this year, in facts."""
    rows = facts_of(people, today().year).order_by().values("form")
    rows = rows.annotate(minutes_sum=Sum("minutes", default=0), times=Count("pk"))
    found = {row["form"]: row for row in rows}
    forms = LearningForm.objects.filter(pk__in=found)
    return [{"name": form.name, **found[form.pk]} for form in forms]


def _goals(pairs) -> tuple[list[dict], int]:
    """How many goals of this year's pairs stand where; hidden for fewer than five."""
    year = today().year
    goals = Goal.objects.filter(engagement__in=pairs, added_at__year=year)
    people = goals.order_by().values("engagement__coachee").distinct().count()
    counts = Counter(goals.order_by().values_list("state", flat=True))
    if people < FEWEST:
        return [], people
    rows = [{"label": label, "value": counts[code]} for code, label in Goal.State.choices]
    return rows, people
