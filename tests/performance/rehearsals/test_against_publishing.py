"""A rehearsal says what publishing does: each draft is rehearsed, then published for
real, and what really changed is compared with what was foretold, row by row."""

import datetime
from decimal import Decimal

import pytest

from corpu.ledger.actions import credits
from corpu.ledger.actions.rates import publish_rate
from corpu.ledger.actions.records import record_many
from corpu.ledger.models import Rate
from corpu.people.models import Person
from performance.actions import standings, targets
from performance.models import Standing, Target
from performance.rehearsals.actions import rehearsals
from tests.conftest import appoint

TODAY = datetime.date(2026, 2, 10)
YEAR = 2025


@pytest.fixture
def crowd(targets, rates, ministry, person_factory, set_today):
    """Twenty people of two classes in four units who learnt this and that in 2025."""
    set_today(datetime.date(2025, 12, 20))
    units = [ministry.section, ministry.bureau, ministry.directorate, ministry.general]
    people, facts = [], []

    def learn(person, day, **fact):
        facts.append({
            "person": person, "title": "Belajar", "started_on": day, "ended_on": day,
            "source": f"crowd:{len(facts)}", **fact,
        })  # fmt: skip

    for n in range(20):
        since = datetime.date(2025, 1 + n % 12, 1 + n % 27)
        person = person_factory(
            f"Pegawai {n:02d}",
            unit=units[n % 4],
            staff_class="pppk" if n % 5 == 0 else "pns",
            appointed_on=since if n % 7 == 0 else datetime.date(2015, 3, 1),
            started_on=since if n % 7 == 0 else datetime.date(2020, 1, 1),
            leads=n % 6 == 0,
        )
        people.append(person)
        for k in range(n % 4):
            day = datetime.date(2025, 1 + (n + 3 * k) % 12, 1 + (5 * n + k) % 27)
            jp = Decimal(7 + (n * 7 + k * 5) % 16)
            learn(person, day, form="course", jp_stated=jp)
        for k in range(n % 3):
            day = datetime.date(2025, 3 + (n + k) % 9, 10 + k)
            learn(person, day, form="coaching", sessions=1, minutes=60)
    record_many(facts)
    set_today(TODAY)
    standings.recount([person.pk for person in people], [YEAR])
    return people


def worked_off(draft, **kwargs):
    rehearsal = rehearsals.rehearse(draft, year=YEAR, **kwargs)
    while rehearsals.rehearse_one(rehearsal.pk):
        pass
    rehearsal.refresh_from_db()
    assert rehearsal.done_at
    return rehearsal


def foretold(rehearsal) -> set[tuple]:
    return set(
        rehearsal.shifts.values_list(
            "person", "target", "before_status", "before_required", "before_counted",
            "after_status", "after_required", "after_counted",
        )
    )  # fmt: skip


def results() -> dict[tuple, tuple]:
    rows = Standing.objects.filter(ends_on__year=YEAR)
    return {
        (row.person_id, row.target_id): (row.status, row.required, row.counted)
        for row in rows
    }


def differences(before: dict, after: dict, swap: dict) -> set[tuple]:
    """The brute force: every result of the year before and after, compared one by one."""
    nothing = ("", None, None)
    before = {(who, swap.get(what, what)): row for (who, what), row in before.items()}
    return {
        (*key, *before.get(key, nothing), *after.get(key, nothing))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


def count_everything() -> None:
    """Recount every person's year, whoever was marked and whoever was not."""
    people = sorted(Person.objects.employees().values_list("pk", flat=True))
    while credits.recount_some_dirty():
        pass
    credits.recount(people, [YEAR])
    standings.recount(people, [YEAR])


def compare(draft, office, publish, replaces=None) -> int:
    """Rehearse, publish for real, compare; the number of flips."""
    count_everything()
    before = results()
    rehearsal = worked_off(draft, by=office, replaces=replaces)
    assert results() == before, "a rehearsal changes nothing of the live figures"
    publish()
    count_everything()
    swap = {replaces.pk: draft.pk} if replaces else {}
    really = differences(before, results(), swap)
    assert foretold(rehearsal) == really
    flips = {row for row in really if row[2] != row[5]}
    assert rehearsal.shifts.flips().count() == len(flips)
    return len(flips)


def a_target(office, **fields) -> Target:
    values = {
        "code": "draft",
        "name_id": "Rancangan",
        "name_en": "Draft",
        "staff_classes": ["pns"],
        "required": Decimal(20),
        "legal_basis": "Keputusan Menteri Contoh 1/2025",
        "valid_from": datetime.date(2025, 1, 1),
        "drafted_by": office,
    }
    return Target.objects.create(**{**values, **fields})


def publish_target(draft, second, replaces=None):
    def _publish():
        targets.publish(draft, by=second, reason="Uji")
        if replaces:
            last = draft.valid_from - datetime.timedelta(days=1)
            Target.objects.filter(pk=replaces.pk).update(valid_to=last)

    return _publish


def test_a_raised_minimum(crowd, office, second, targets):
    old = targets["pns-minimum"]
    draft = a_target(office, required=Decimal(26))
    publish = publish_target(draft, second, replaces=old)
    assert compare(draft, office, publish, replaces=old) > 0


def test_a_new_class(crowd, office, second):
    draft = a_target(office, staff_classes=["pppk"], required=Decimal(10))
    assert compare(draft, office, publish_target(draft, second)) > 0


def test_a_new_filter(crowd, office, second):
    draft = a_target(office, form_id="coaching", required=Decimal(4))
    assert compare(draft, office, publish_target(draft, second)) > 0


def test_prorating_on(crowd, office, second, targets):
    flat = a_target(
        office, code="flat", is_prorated=False, valid_from=datetime.date(2024, 1, 1)
    )
    publish_target(flat, second, replaces=targets["pns-minimum"])()
    draft = a_target(office, is_prorated=True)
    publish = publish_target(draft, second, replaces=flat)
    assert compare(draft, office, publish, replaces=flat) >= 0


def test_coaching_worth_three_instead_of_two_from_july(crowd, office, second):
    old = Rate.objects.get(form="coaching", scope="national", role="learner", live=True)
    draft = Rate.objects.get(pk=old.pk)
    draft.pk, draft.live, draft.drafted_by, draft.published_at = None, False, office, None
    draft._state.adding = True
    draft.jp, draft.valid_from, draft.valid_to = (
        Decimal(3), datetime.date(2025, 7, 1), None,
    )  # fmt: skip
    draft.save(force_insert=True)
    compare(draft, office, lambda: publish_rate(draft, by=second, reason="Uji"))
    assert Rate.objects.get(pk=old.pk).valid_to == datetime.date(2025, 6, 30)


def test_a_target_that_is_not_touched_by_a_move(
    crowd, office, second, ministry, set_today
):
    """Somebody who moved in the middle of the year is counted where she then was."""
    appoint(crowd[1], ministry.bureau, started_on=datetime.date(2025, 6, 1))
    draft = a_target(office, unit=ministry.secretariat, required=Decimal(8))
    compare(draft, office, publish_target(draft, second))
