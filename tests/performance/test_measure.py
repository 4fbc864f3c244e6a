"""The measure in SQL is the measure in Python, for thousands of made-up standings."""

import datetime
import json
import random
from decimal import Decimal

import pytest
from django.db import connection

from corpu.ledger.models import Activity, Credit, LearningForm, Record
from corpu.people.models import Person, Unit
from corpu.skills.models import ActivityCompetence, Competence
from performance.actions import measuring
from performance.models import Quota, Standing, Status, Target
from performance.standing_sql import Features, StandingSQL
from tests.performance.oracle import measured

DAY = datetime.date(2026, 7, 15)
PEOPLE = 60
FIELDS = (
    "carried", "counted", "booked", "pace", "forecast", "gap", "status", "is_warning",
    "parts",
)  # fmt: skip


@pytest.fixture(autouse=True)
def in_july(set_today):
    set_today(DAY)


class World:
    """Made-up targets, people, facts and standings, all of them drawn by one seed."""

    def __init__(self, seed: int, *, plain: bool = False):
        self.dice, self.plain = random.Random(seed), plain
        self.forms = {form.pk: form for form in LearningForm.objects.all()}
        self.codes = self.dice.sample(sorted(self.forms), 5)
        self.unit = Unit.objects.create(code=f"U{seed}", name="Unit")
        Unit.objects.filter(pk=self.unit.pk).update(path=f"{self.unit.pk}/")
        self.competences = [self._competence(seed, i) for i in range(3)]
        self.activities = [self._activity() for _ in range(6)]
        self.targets = [self._target(seed, i) for i in range(7)]
        self.people = [self._person(seed, i) for i in range(PEOPLE)]
        self.records, self.credits, self.standings = [], [], []
        for person in self.people:
            self._facts(person)
            self._standings(person)
        for rows in (self.records, self.credits, self.standings):
            type(rows[0]).objects.bulk_create(rows)
        self.promised = [] if plain else self._promised()

    def _competence(self, seed, i):
        code = f"c{seed}-{i}"
        return Competence.objects.create(
            code=code, name_id=code, name_en=code, kind="technical"
        )

    def _activity(self):
        activity = Activity.objects.create(
            title="Kegiatan", form_id=self.dice.choice(self.codes)
        )
        for competence in self.dice.sample(self.competences, self.dice.randint(0, 2)):
            ActivityCompetence.objects.create(activity=activity, competence=competence)
        return activity

    def _filter(self, owner):
        if self.dice.random() < 0.25:
            owner.competences.set(self.dice.sample(self.competences, 1))
        if self.dice.random() < 0.15:
            owner.activities.set(self.dice.sample(self.activities, 3))
        owner.save()  # a part keeps what it names when it is saved

    def _chosen(self) -> dict:
        roll = self.dice.random()
        if roll < 0.25:
            return {"form_id": self.dice.choice(self.codes)}
        if roll < 0.5:
            form = self.forms[self.dice.choice(self.codes)]
            return {"learning_class": form.learning_class}
        return {}

    def _target(self, seed, i):
        dice, plain = self.dice, self.plain
        event = not plain and dice.random() < 0.3
        target = Target.objects.create(
            code=f"t{seed}-{i}", name_id="Target", name_en="Target", live=True,
            kind="ceiling" if dice.random() < 0.2 else "minimum",
            staff_classes=["pns"], required=Decimal(dice.randint(0, 3000)) / 100,
            measure="jp" if plain else dice.choice(
                ["jp", "jp", "jp", "sessions", "courses", "programme"]),
            period=dice.choice(["post", "join"]) if event else "year",
            months=12 if event else None,
            once_group="g" if not plain and dice.random() < 0.5 else "",
            once_order=dice.randint(0, 3),
            carry_over=None if plain else dice.choice([None, None, Decimal(4)]),
            legal_basis="Contoh", valid_from=datetime.date(2020, 1, 1),
            **({} if plain else self._chosen()),
        )  # fmt: skip
        if not plain:
            self._filter(target)
            for _ in range(dice.choice([0, 0, 1, 2])):
                quota = Quota.objects.create(
                    target=target, kind=dice.choice(["minimum", "minimum", "ceiling"]),
                    name_id="Bagian", name_en="Part",
                    required=Decimal(dice.randint(0, 1200)) / 100, **self._chosen(),
                )  # fmt: skip
                self._filter(quota)
        return target

    def _person(self, seed, i):
        since = self._day(2015, 2026) if self.dice.random() < 0.5 else None
        return Person.objects.create(
            username=f"p{seed}-{i}", name="Pegawai", appointed_on=since, unit=self.unit
        )

    def _day(self, first=2024, last=2026) -> datetime.date:
        start = datetime.date(first, 1, 1)
        days = (min(datetime.date(last, 12, 31), DAY) - start).days
        return start + datetime.timedelta(days=self.dice.randint(0, days))

    def _facts(self, person):
        for _ in range(self.dice.choice([0, 2, 5, 9])):
            days = sorted([self._day(), self._day()])
            if self.dice.random() < 0.7:
                days[0] = days[1]
            fact = Record(
                person=person, form_id=self.dice.choice(self.codes), scope="national",
                title="Belajar", started_on=days[0], ended_on=days[1],
                source=f"w:{person.pk}:{self.dice.random()}", fingerprint="x",
                sessions=self.dice.choice([None, 1, 3]),
                activity=self.dice.choice([None, *self.activities]),
            )  # fmt: skip
            self.records.append(fact)
            for year in range(days[0].year, days[1].year + 1):
                jp = Decimal(self.dice.choice([0, 150, 333, 600, 1201])) / 100
                reason = self.dice.choice(["full", "full", "full", "voided"])
                self.credits.append(Credit(
                    record=fact, person=person, year=year, ended_on=days[1],
                    jp_claimed=jp, jp_recognised=0 if reason == "voided" else jp, reason=reason,
                ))  # fmt: skip

    def _standings(self, person):
        for target in self.targets:
            for year in self.dice.sample(
                [2024, 2025, 2026, 2027], self.dice.randint(1, 4)
            ):
                first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
                if target.period != "year":
                    last = datetime.date(year, self.dice.randint(1, 12), 28)
                    first = last - datetime.timedelta(days=365)
                share = self.dice.choice([0, 50, 100, 100])
                self.standings.append(Standing(
                    person=person, target=target, year=year, starts_on=first,
                    ends_on=last, unit=self.unit, staff_class="pns",
                    whole=target.required, required=target.required * share / 100,
                    service_days=365, period_days=365,
                    is_exempt=self.dice.random() < 0.1,
                ))  # fmt: skip

    def _promised(self) -> list[dict]:
        rows = []
        for person in self.people:
            for _ in range(self.dice.choice([0, 0, 1, 2])):
                year = self.dice.choice([2026, 2026, 2027])
                day = datetime.date(year, self.dice.randint(8, 12), 5)
                activity = self.dice.choice([None, *self.activities])
                rows.append({
                    "person": person.pk, "year": year, "form": self.dice.choice(self.codes),
                    "activity": activity and activity.pk, "day": day.isoformat(),
                    "jp": self.dice.choice([200, 555]), "sessions": 100, "courses": 100,
                })  # fmt: skip
        return rows

    def params(self) -> dict:
        return {
            "people": json.dumps([person.pk for person in self.people]),
            "years": json.dumps([2025, 2026, 2027]),
            "read": json.dumps([2024, 2025, 2026, 2027]),
            "booked": json.dumps(self.promised),
            "low": self.people[0].pk,
            "high": self.people[-1].pk,
        }

    def wanted(self) -> dict:
        return measured(self.people, self.promised, DAY, self.forms)


def written() -> dict:
    return {row.pop("pk"): row for row in Standing.objects.values("pk", *FIELDS)}


def run(features, params, **options) -> list:
    return measuring._run(StandingSQL(connection.vendor, features, **options), params)


@pytest.mark.parametrize("seed", range(8))
def test_sql_equals_the_rule_in_python(db, rates, seed):
    world = World(seed)
    rows = run(Features.everything(), world.params(), people="range", all_years=True)
    assert len(rows) == Standing.objects.count() > 400
    assert written() == world.wanted()
    assert {row["status"] for row in written().values()} == set(Status.values)
    assert not run(Features.everything(), world.params(), people="range", all_years=True)


@pytest.mark.parametrize("seed", [100, 101])
def test_a_lean_statement_gives_the_same_as_the_whole(db, rates, seed):
    """Plain targets need no filters, windows or parts: leaving them out changes nothing."""
    world = World(seed, plain=True)
    run(Features(), world.params(), people="range", all_years=True)
    assert written() == world.wanted()
    assert not run(Features.everything(), world.params(), people="range", all_years=True)


@pytest.mark.parametrize("seed", [200, 201])
def test_listed_years_give_the_same_as_all(db, rates, seed):
    world = World(seed)
    run(Features.everything(), world.params())
    wanted = world.wanted()
    recent = Standing.objects.filter(year__gte=2025) | Standing.objects.exclude(
        target__period="year"
    )
    rows = {row.pop("pk"): row for row in recent.values("pk", *FIELDS)}
    assert rows == {pk: wanted[pk] for pk in rows}


@pytest.mark.parametrize("seed", [300])
def test_the_facts_of_a_standing_add_up_to_what_it_counts(db, rates, seed):
    """Its page lists them: less what a ceiling cuts, with what was carried over."""
    from performance.reckoning import reckoning_of

    world = World(seed)
    run(Features.everything(), world.params(), people="range", all_years=True)
    rows = Standing.objects.select_related("target", "person")
    for row in rows.order_by("?")[:150]:
        found = reckoning_of(row)
        assert found.counts + found.carried - found.cut == row.counted
        if not row.target.quotas.exists():
            assert found.cut == 0
