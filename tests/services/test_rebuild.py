"""A rebuild in pieces through the real worker, which loses its power in the middle."""

import datetime

import psycopg
from django.utils import timezone

from corpu.ledger.actions.records import record_many
from corpu.ledger.models import Credit
from performance.actions import rebuilding
from performance.actions.targets import load_national_targets
from performance.models import RebuildPiece, RebuildResult, Standing
from performance.tasks import rebuild_some, sweep_rebuild
from tests.services.conftest import database_url, wait_until

PEOPLE, SIZE = 40, 8


def history(people) -> None:
    """Three facts of each, two of which share a day that has one award."""
    day = timezone.localdate() - datetime.timedelta(days=3)
    record_many(
        {
            "person": person, "form": form, "title": "Belajar", "jp_stated": jp,
            "started_on": day, "ended_on": day, "source": f"test:{person.pk}:{n}",
        }
        for person in people
        for n, (form, jp) in enumerate([("seminar", None), ("seminar", None), ("course", 5)])
    )  # fmt: skip


def kept() -> tuple:
    """What a rebuild must give again."""
    credits = Credit.objects.order_by("record", "year")
    standings = Standing.objects.order_by("person", "target", "year")
    return (
        list(credits.values_list("record", "year", "jp_recognised", "reason")),
        list(standings.values_list("person", "target", "year", "counted", "status")),
    )


def test_a_worker_killed_in_a_piece_loses_nothing_and_doubles_nothing(
    start_worker, ministry, person_factory, rates
):
    load_national_targets()
    people = [
        person_factory(f"Pegawai {n}", unit=ministry.section) for n in range(PEOPLE)
    ]
    history(people)
    expected = kept()
    assert all(expected)
    wrong = Credit.objects.filter(person__in=people).update(
        jp_recognised=1, reason="full"
    )
    assert wrong == 3 * PEOPLE

    worker = start_worker()
    rebuilding.start(with_credits=True, size=SIZE)
    pieces = list(RebuildPiece.objects.order_by("pk"))
    assert len(pieces) > 3
    with psycopg.connect(database_url()) as other:
        # The worker takes the third piece and has to wait for one of its people.
        other.execute(
            "SELECT id FROM people_person WHERE id BETWEEN %s AND %s FOR UPDATE",
            [pieces[2].low, pieces[2].high],
        )
        rebuild_some.delay()
        wait_until(lambda: RebuildResult.objects.count() == 2, "two pieces")
        wait_until(lambda: _waits(other), "the worker in its third piece")
        worker.kill()
    assert RebuildPiece.objects.count() == len(pieces) - 2, "a piece was lost"
    assert RebuildResult.objects.count() == 2

    start_worker()
    sweep_rebuild.delay()
    wait_until(rebuilding.is_done, "the rest of the rebuild")
    results = RebuildResult.objects.all()
    assert len(results) == len(pieces)
    counted = sum(row.people for row in results)
    assert counted == Standing.objects.values("person").distinct().count()
    assert kept() == expected
    assert rebuilding.rebuild(with_credits=True) == 0


def _waits(connection) -> bool:
    rows = connection.execute(
        "SELECT 1 FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return bool(rows.fetchall())
