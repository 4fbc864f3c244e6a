"""Facts of a person who had two rows."""

import datetime

import pytest

from corpu.ledger.actions.records import record
from corpu.ledger.models import Credit, Record
from corpu.people.actions.merging import merge

DAY = datetime.date(2026, 3, 2)


@pytest.fixture
def double(person_factory, ministry):
    return person_factory("Dewi Cnotoh", unit=ministry.section)


def learnt(person, source, form="seminar", days=1, **more):
    ended_on = DAY + datetime.timedelta(days=days - 1)
    return record(
        person=person, form=form, started_on=DAY, ended_on=ended_on, source=source,
        title=f"Judul {source}", days=days, provider_name="Lembaga", **more,
    )  # fmt: skip


def total(person) -> int:
    return sum(c.jp_recognised for c in Credit.objects.filter(person=person))


@pytest.mark.usefixtures("rates")
def test_facts_move_and_are_counted_once(learner, double, hr):
    learnt(learner, "a")
    learnt(double, "b")  # the same day: one award for both
    learnt(double, "c", form="technical", days=3, jp_stated=10)
    merge(double, into=learner, by=hr, reason="two rows of one person")
    moved = Record.objects.standing().filter(person=learner)
    assert {row.title for row in moved} == {"Judul a", "Judul b", "Judul c"}
    assert not Record.objects.standing().filter(person=double).exists()
    assert total(double) == 0
    alone = total(learner)
    assert alone > 0
    reasons = Credit.objects.filter(record__title="Judul b", person=learner)
    assert reasons.get().reason == "day_taken"
    from corpu.ledger.actions import credits

    credits.recount([learner.pk, double.pk], [2026])
    assert (total(learner), total(double)) == (alone, 0)


@pytest.mark.usefixtures("rates")
def test_the_old_record_says_where_the_fact_went(learner, double, hr):
    old = learnt(double, "b")
    merge(double, into=learner, by=hr, reason="two rows of one person")
    old = Record.objects.get(pk=old.pk)
    assert old.person == double
    assert old.voided_by.reason == "two rows of one person"
    assert Record.objects.filter(person=learner, source=f"merge:{old.public_id}").exists()
