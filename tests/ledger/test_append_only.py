import datetime
import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError

from corpu.ledger.actions import records
from corpu.ledger.models import Approval, Credit, Record, RecordDay

D = "2025-03-10"
TABLES = ["ledger_record", "ledger_recordday", "ledger_approval"]


@pytest.fixture
def one_of_each(learn, hr):
    fact = learn("other_classical", D)
    records.approve_jp(fact, jp=2, by=hr, reason="Jadwal")
    return fact


@pytest.mark.parametrize("model", [Record, RecordDay, Approval])
def test_querysets_cannot_change_facts(one_of_each, model):
    for act in (
        lambda: model.objects.update(id=7_000_000),
        lambda: model.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert model.objects.exists()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_raw_sql_cannot_change_facts(one_of_each, table, verb):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))


def test_saving_a_record_again_is_refused(one_of_each):
    one_of_each.title = "Lain"
    with pytest.raises(DatabaseError), transaction.atomic():
        one_of_each.save()


def test_internal_sources_are_unique_too(learn, learner):
    learn("seminar", D, source="scorm:attempt:17")
    row = Record.objects.get()
    row.pk, row.public_id = None, "11111111-1111-4111-8111-111111111111"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_replay_returns_the_same_record(learn):
    first = learn("seminar", D, source="scorm:attempt:17")
    again = learn("seminar", D, source="scorm:attempt:17")
    assert first.pk == again.pk
    assert Credit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_replays_at_the_same_moment(rates, learner):
    """Two threads, one source: one fact. (SQLite in memory has one connection only.)"""
    if connection.vendor == "sqlite":
        pytest.skip("needs a second connection")
    found, start = [], threading.Barrier(2)

    def post():
        start.wait()
        try:
            row = records.record(
                person=learner, form="seminar", title="Seminar", source="same",
                started_on=datetime.date(2025, 3, 10), ended_on=datetime.date(2025, 3, 10),
            )  # fmt: skip
            found.append(row.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(found) == 2
    assert len(set(found)) == 1
    assert Credit.objects.count() == 1
