"""A year that has ended, with its people and what they learnt in it."""

import datetime

import pytest

from performance.actions import standings
from tests.conftest import grant

YEAR = 2026
JANUARY = datetime.date(2027, 1, 10)


@pytest.fixture
def second(person_factory, ministry):
    """Another of HR of the whole ministry."""
    person = person_factory("Galih Contoh", unit=ministry.bureau)
    grant(person, "hr", unit=ministry.root, started_on=datetime.date(2025, 1, 1))
    return person


@pytest.fixture
def ended(targets, learn, learner, leader, colleague, coachee, set_today):
    """2026 is over: the learner has 22 of 20 JP, the coachee 5, the leader none."""
    set_today(datetime.date(2026, 6, 1))
    learn(learner, 12, title="Kursus pertama")
    learn(learner, 10, title="Kursus kedua", on=datetime.date(2026, 5, 1))
    learn(coachee, 5)
    set_today(JANUARY)
    people = [learner.pk, leader.pk, colleague.pk, coachee.pk]
    standings.recount(people, [YEAR])
    return people


@pytest.fixture
def close(ministry, hr, second):
    """`close()`: the ministry's year, proposed by one and confirmed by the other."""
    from performance.periods.actions import closings, freezing

    def _close(year=YEAR, unit=ministry.root):
        closing = closings.propose(year=year, unit=unit, by=hr)
        closings.confirm(closing, by=second)
        while freezing.freeze_one(closing.pk):
            pass
        closing.refresh_from_db()
        return closing

    return _close
