"""A rebuild looks at facts that say the same together, and still finds each wrong credit."""

import datetime

import pytest

from corpu.ledger.actions import credits, records
from corpu.ledger.models import Credit, Rate, Record

MARCH = datetime.date(2025, 3, 3)


def fact(person, day, form="technical", **more) -> Record:
    """One of many that say the same."""
    return records.record(
        person=person, form=form, started_on=day, ended_on=day,
        source=f"{person.pk}:{form}:{day}", title="Belajar", **{"jp_stated": 2, **more},
    )  # fmt: skip


@pytest.fixture
def range_of_people(rates, learner, colleague):
    """Two people who learnt the same on many days, some of it in sessions and by day."""
    for person in (learner, colleague):
        for week in range(4):
            day = MARCH + datetime.timedelta(weeks=week)
            fact(person, day)
            fact(person, day, "e_learning")
        fact(person, MARCH, "coaching", jp_stated=None, sessions=1)
        fact(person, datetime.date(2024, 12, 30), certificate_number=f"A {person.pk}")
    people = sorted([learner.pk, colleague.pk])
    assert credits.rebuild_range(*people) == 0
    return people


def kept() -> list[tuple]:
    """Every credit, without its number."""
    fields = ["record", "year", "person", "ended_on", "jp_claimed", "jp_recognised"]
    return sorted(Credit.objects.values_list(*fields, "reason", "rate"))


WRONG = {
    "jp_claimed": 7,
    "jp_recognised": 7,
    "reason": "day_cap",
    "ended_on": MARCH - datetime.timedelta(days=1),
    "rate": None,
}


@pytest.mark.parametrize("column", WRONG)
def test_one_wrong_column_among_many_alike_is_found(range_of_people, column):
    right = kept()
    for credit in Credit.objects.order_by("pk")[::3]:
        Credit.objects.filter(pk=credit.pk).update(**{column: WRONG[column]})
        assert credits.rebuild_range(*range_of_people) == 1
        assert kept() == right


def test_all_of_a_heap_are_wrong_alike(range_of_people):
    right = kept()
    rows = Credit.objects.filter(record__form="technical")
    number = rows.update(jp_recognised=9)
    assert credits.rebuild_range(*range_of_people) == number and kept() == right


def test_what_is_missing_in_the_wrong_year_or_of_somebody_else(range_of_people):
    right, one = kept(), Credit.objects.filter(record__form="technical").first()
    other = next(pk for pk in range_of_people if pk != one.person_id)
    Credit.objects.filter(pk=one.pk).update(person=other)
    assert credits.rebuild_range(*range_of_people) and kept() == right
    Credit.objects.filter(record=one.record_id).update(year=one.year - 1)
    assert credits.rebuild_range(*range_of_people) == 2 and kept() == right
    Credit.objects.filter(record=one.record_id).delete()
    assert credits.rebuild_range(*range_of_people) == 1 and kept() == right
    one.pk, one.year = None, one.year + 1
    one.save(force_insert=True)
    assert credits.rebuild_range(*range_of_people) == 1 and kept() == right


def test_a_conversion_that_held_only_between_two_facts(rates, learner):
    """Before and after it the same fact is worth nothing, on both ends of its heap."""
    Rate.objects.filter(form="technical").update(
        valid_from=datetime.date(2025, 3, 10), valid_to=datetime.date(2025, 3, 12)
    )
    for day in (3, 11, 20):
        fact(learner, datetime.date(2025, 3, day))
    right = kept()
    Credit.objects.filter(ended_on=datetime.date(2025, 3, 11)).update(
        rate=None, jp_recognised=0, jp_claimed=2, reason="no_rate_for_role"
    )
    assert kept() != right
    assert credits.rebuild_range(learner.pk, learner.pk) == 1 and kept() == right
