"""What the standings are counted from, read for many people in a few statements."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Q, Sum, When

from corpu.agenda.models import Commitment
from corpu.ledger.actions import credits
from corpu.ledger.models import Credit
from corpu.lib.clock import local_day
from corpu.people.models import Appointment, Person
from performance.models import Exemption, Standing, Target
from performance.rules import PACE_DAYS, Facts, first_day, last_day, reckon

# JP of one person in one year, by form and class of learning.
Sums = dict[tuple[int, int], dict[tuple[str, str], Decimal]]


@dataclass(frozen=True)
class Place:
    """Where a person belongs on the day by which a year is judged."""

    person_id: int
    unit_id: int
    unit_path: str
    staff_class: str
    in_service_since: datetime.date | None
    post_id: int | None
    post_kind: str
    post_level: str


@dataclass(frozen=True)
class Sources:
    """Everything read for one piece of people, ready for the arithmetic."""

    places: dict[tuple[int, int], Place]
    targets: dict[int, list[Target]]
    counted: Sums
    last_12_months: Sums
    booked: Sums
    exempt: set[tuple[int, int, int]]


def gather(person_ids: list[int], years: list[int], today: datetime.date) -> Sources:
    """Read all sources; the number of statements grows with neither people nor facts."""
    is_open = any(last_day(year) >= today for year in years)
    counted, last_12_months = learnt(person_ids, years, today if is_open else None)
    return Sources(
        places=places(person_ids, years, today),
        targets=targets(years),
        counted=counted,
        last_12_months=last_12_months,
        booked=booked(person_ids, years, today) if is_open else {},
        exempt=set(
            Exemption.objects.filter(person__in=person_ids, year__in=years).values_list(
                "person", "target", "year"
            )
        ),
    )


def reckoned(sources: Sources, today: datetime.date, now) -> list[Standing]:
    """The standings, not yet saved, that follow from what was read."""
    return [
        _standing(sources, place, year, target, today, now)
        for (_, year), place in sources.places.items()
        for target in sources.targets[year]
        if target.applies_to(place)
    ]


def _standing(sources, place, year, target, today, now) -> Standing:
    key = (place.person_id, year)
    facts = Facts(
        kind=target.kind,
        year=year,
        required=target.required,
        counted=_sum(sources.counted, key, target),
        booked=_sum(sources.booked, key, target),
        last_12_months=_sum(sources.last_12_months, (place.person_id, 0), target),
        in_service_since=place.in_service_since,
        exempt=(place.person_id, target.pk, year) in sources.exempt,
    )
    outcome = reckon(facts, today)
    return Standing(
        person_id=place.person_id,
        target=target,
        year=year,
        unit_id=place.unit_id,
        staff_class=place.staff_class,
        starts_on=first_day(year),
        ends_on=last_day(year),
        whole=target.required,
        required=facts.required,
        service_days=365,
        period_days=365,
        is_exempt=facts.exempt,
        counted=facts.counted,
        booked=outcome.booked,
        pace=outcome.pace,
        forecast=outcome.forecast,
        gap=outcome.gap,
        status=outcome.status,
        is_warning=outcome.is_warning,
        counted_at=now,
    )


def _sum(sums: Sums, key: tuple[int, int], target: Target) -> Decimal:
    parts = sums.get(key, {}).items()
    return sum((jp for form, jp in parts if target.counts(*form)), Decimal("0.00"))


def targets(years) -> dict[int, list[Target]]:
    """The targets that count in each year: those in force on its last day."""
    rows = Target.objects.counting().with_who().order_by("pk")
    rows = rows.filter(
        Q(valid_to=None) | Q(valid_to__gte=last_day(min(years))),
        valid_from__lte=last_day(max(years)),
    )
    found = list(rows)
    return {year: [row for row in found if row.is_for(year)] for year in years}


# -- where people belong -------------------------------------------------------------


def places(person_ids, years, today) -> dict[tuple[int, int], Place]:
    """Today's unit and class in the open year, those of 31 December afterwards.

    Who was not in service on that day has no place, and so no standing. Where the HR
    file knows no appointment of a past year but the person served then, her place of
    today stands in.
    """
    people = Person.objects.filter(pk__in=person_ids, nip__isnull=False)
    people = list(people.select_related("unit", "post"))
    past = [year for year in years if last_day(year) < today]
    then = _appointments(person_ids, past) if past else {}
    found = {}
    for person in people:
        for year in years:
            appointment = then.get((person.pk, year))
            if year in past and appointment:
                found[person.pk, year] = _place(person, appointment)
            elif person.unit and _served(person, min(last_day(year), today)):
                found[person.pk, year] = _place(person, person)
    return found


def _place(person: Person, source: Person | Appointment) -> Place:
    return Place(
        person.pk,
        source.unit_id,
        source.unit.path,
        source.staff_class,
        person.appointed_on,
        source.post_id,
        source.post.kind if source.post else "",
        source.post.level if source.post else "",
    )


def _served(person: Person, day: datetime.date) -> bool:
    if person.left_on and person.left_on <= day:
        return False
    if not person.is_active and not person.left_on:
        return False
    return person.appointed_on is None or person.appointed_on <= day


def _appointments(person_ids, years) -> dict[tuple[int, int], Appointment]:
    """The definitive appointment of each person on the last day of each year."""
    rows = Appointment.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=last_day(min(years))),
        person__in=person_ids,
        kind=Appointment.Kind.DEFINITIVE,
        started_on__lte=last_day(max(years)),
    ).select_related("unit", "post")
    found = {}
    for row in rows.order_by("started_on", "pk"):
        for year in years:
            day = last_day(year)
            if row.started_on <= day and (row.ended_on is None or row.ended_on >= day):
                found[row.person_id, year] = row
    return found


# -- what they have learnt and booked ------------------------------------------------


def learnt(person_ids, years, today: datetime.date | None) -> tuple[Sums, Sums]:
    """Recognised JP of each year, and of what ended in the 365 days up to `today`.

    The second is empty without `today`; the year in its keys is 0.
    """
    of_years, lately = Q(year__in=years), Q(pk__in=[])
    if today:
        since = today - datetime.timedelta(days=PACE_DAYS)
        lately = Q(record__ended_on__gt=since, record__ended_on__lte=today)
    rows = Credit.objects.filter(of_years | lately, person__in=person_ids).order_by()
    rows = rows.annotate(is_late=Case(When(lately, then=1), default=0))
    keys = ["person", "year", "is_late", "record__form", "record__form__learning_class"]
    counted: Sums = defaultdict(dict)
    last_12_months: Sums = defaultdict(dict)
    for row in rows.values(*keys).annotate(jp=Sum("jp_recognised")):
        form = (row["record__form"], row["record__form__learning_class"])
        if row["year"] in years:
            _add(counted[row["person"], row["year"]], form, row["jp"])
        if row["is_late"]:
            _add(last_12_months[row["person"], 0], form, row["jp"])
    return counted, last_12_months


def _add(parts: dict[tuple[str, str], Decimal], form: tuple[str, str], jp: Decimal):
    parts[form] = parts.get(form, Decimal("0.00")) + jp


def booked(person_ids, years, today: datetime.date) -> Sums:
    """What open commitments will be worth, by the credit rule, on top of the facts.

    Those of 0 JP hold hours alone: the JP of a class are those of its course.
    """
    rows = Commitment.objects.ahead().filter(person__in=person_ids).exclude(jp=0)
    promises = list(rows.select_related("form").order_by("pk"))
    sums: Sums = defaultdict(dict)
    if not promises:
        return sums
    worths = credits.preview([draft_of(promise, today) for promise in promises])
    for promise, worth in zip(promises, worths, strict=True):
        form = (promise.form_id, promise.form.learning_class)
        for year, jp in worth.by_year.items():
            if year in years:
                _add(sums[promise.person_id, year], form, jp)
    return sums


def draft_of(promise: Commitment, today: datetime.date) -> credits.Draft:
    """A promise as a fact to come. What has no end is expected by the end of the year,
    except sessions, which belong to one month."""
    start = local_day(promise.starts_at) if promise.starts_at else today
    end = start if promise.sessions else last_day(max(start, today).year)
    if promise.ends_at:
        end = local_day(promise.ends_at)
    return credits.Draft(
        person_id=promise.person_id,
        form=promise.form_id,
        scope=promise.scope,
        role="learner",
        started_on=start,
        ended_on=max(start, end),
        jp_stated=promise.jp,
        minutes=None,
        days=promise.days,
        sessions=promise.sessions,
    )
