"""What a posting costs, and rebuilds that several workers share."""

import datetime
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from corpu.ledger.actions import credits, rebuilds, records
from corpu.ledger.models import Credit, RebuildPiece

CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
_sources = itertools.count(1)


def seminar(person, day, **more):
    """The arguments of a posting."""
    return {
        "person": person, "form": "seminar", "title": "Seminar", "started_on": day,
        "ended_on": day, "source": f"size:{next(_sources)}", **more,
    }  # fmt: skip


def statements(act) -> int:
    """How many statements `act` needs, transactions aside."""
    with CaptureQueriesContext(connection) as queries:
        act()
    said = [query["sql"] for query in queries.captured_queries]
    return sum(not sql.startswith(CONTROL) for sql in said)


@pytest.fixture
def alone(settings):
    """The ledger without those who follow it."""
    settings.LEDGER_FOLLOWERS = []


def test_a_posting_needs_five_statements_whatever_went_before(rates, alone, learner):
    day = datetime.date(2025, 3, 3)
    records.record(**seminar(learner, day))  # SQLite asks once what it can do
    assert statements(lambda: records.record(**seminar(learner, day))) == 5
    records.record_many(
        seminar(learner, day - datetime.timedelta(days=back)) for back in range(1, 60)
    )
    assert statements(lambda: records.record(**seminar(learner, day))) == 5


def test_a_batch_needs_as_many_statements_for_forty_facts_as_for_four(
    rates, alone, learner, colleague
):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite takes few parameters at a time")
    day = datetime.date(2025, 6, 2)

    def post(many):
        facts = [
            seminar(person, day - datetime.timedelta(days=back))
            for person in (learner, colleague)
            for back in range(many)
        ]
        return statements(lambda: records.record_many(facts))

    assert post(2) == post(20)


@pytest.fixture
def wrong(rates, learner, colleague, coach):
    """Credits of three people, all of them wrong by one JP."""
    for person in (learner, colleague, coach):
        records.record(**seminar(person, datetime.date(2025, 3, 3)))
    Credit.objects.update(jp_recognised=5)
    return Credit.objects


def test_a_rebuild_in_pieces_mends_everybody_once(wrong):
    assert rebuilds.plan(size=1) >= 3
    while rebuilds.rebuild_one():
        pass
    state = rebuilds.progress()
    assert (state.is_over, state.differences) == (True, 3)
    assert {credit.jp_recognised for credit in wrong.all()} == {4}
    rebuilds.plan()
    assert rebuilds.rebuild_one()
    assert rebuilds.progress().differences == 0


def test_a_worker_that_dies_in_a_piece_gives_it_back(wrong, monkeypatch):
    rebuilds.plan(size=1)
    count = credits.rebuild_range

    def die(low, high):
        count(low, high)
        raise KeyboardInterrupt

    monkeypatch.setattr(credits, "rebuild_range", die)
    with pytest.raises(KeyboardInterrupt):
        rebuilds.rebuild_one()
    assert not RebuildPiece.objects.exclude(done_at=None).exists()
    assert {credit.jp_recognised for credit in wrong.all()} == {5}
    monkeypatch.undo()
    while rebuilds.rebuild_one():
        pass
    assert rebuilds.progress().differences == 3


def test_a_credit_of_a_year_without_its_fact_goes(rates, learner):
    row = records.record(**seminar(learner, datetime.date(2025, 3, 3)))
    Credit.objects.create(
        record=row,
        person=learner,
        year=2024,
        ended_on=row.ended_on,
        jp_claimed=1,
        jp_recognised=1,
        reason="full",
    )
    assert credits.rebuild_range(learner.pk, learner.pk) == 1
    assert Credit.objects.get().year == 2025
