"""Standings at the size of a nation: made-up people, then every figure in one run.

`make bench PEOPLE=56000` on the PostgreSQL of DATABASE_URL (an empty database of its own:
what it makes stays there), as in production: debug mode is off. Prints, last, a line
`name value` for each figure.
"""

import argparse
import datetime
import resource
import subprocess
import sys
import uuid

from figures import ROOT, migrate, note, note_load, start, tell, timed
from rebuilds import (
    SIZE,
    all_credits,
    all_measures,
    all_requirements,
    pieces,
    rebuilds,
    run,
)


def main() -> None:
    """Make people where there are none; measure; print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=56_000)
    parser.add_argument("--requests", type=int, default=160)
    parser.add_argument("--pieces-only", action="store_true")
    options = parser.parse_args()
    start()
    if options.pieces_only:
        from performance.tasks import rebuild_some

        rebuild_some()
        return
    migrate()
    note_load("load_before")
    prepare(options.people)
    rebuilds()
    workers()
    postings()
    pages(options.requests)
    note_load("load_after")
    note("memory_peak_mb", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 0)
    tell()


# -- the ground ------------------------------------------------------------------------


def prepare(people: int) -> None:
    """People, records, their credits and standings, written for the first time."""
    import ground

    from corpu.people.models import Person
    from performance.actions import folding

    if not Person.objects.filter(username__startswith="bench-").exists():
        note("made_s", timed(lambda: ground.make(people)))
        note("first_credits_s", timed(all_credits))
        run("ANALYZE")
        note("first_requirements_s", timed(all_requirements))
        run("ANALYZE")
        note("first_measure_s", timed(all_measures))
        folding.mark_all()
        note("first_rollups_s", timed(folding.fold))
        run("VACUUM ANALYZE")
    note("people", Person.objects.filter(username__startswith="bench-").count(), 0)


# -- several workers -------------------------------------------------------------------


def workers() -> None:
    """A quarter of the people with requirements, by one process and by two."""
    from performance.models import RebuildPiece

    parts = pieces(0.25)

    def promise() -> None:
        RebuildPiece.objects.bulk_create(
            RebuildPiece(low=low, high=low + SIZE // 14 - 1, with_credits=True)
            for first, last in parts
            for low in range(first, last + 1, SIZE // 14)
        )

    def work(number: int) -> float:
        promise()
        command = [sys.executable, __file__, "--pieces-only"]
        return timed(
            lambda: [
                process.wait()
                for process in [
                    subprocess.Popen(command, cwd=ROOT) for _ in range(number)
                ]
            ]
        )

    one, two = work(1), work(2)
    note("one_worker_s", one)
    note("two_workers_s", two)
    note("two_workers_share", two / one)


# -- postings --------------------------------------------------------------------------


def fact(person, form="technical") -> dict:
    """The arguments of one posting."""
    day = datetime.date.today() - datetime.timedelta(days=1)
    return {
        "person": person,
        "form": form,
        "started_on": day,
        "ended_on": day,
        "source": f"bench-post:{uuid.uuid4()}",
        "title": "Bench",
        "provider_name": "Bench",
        "jp_stated": "2",
    }


def postings(count: int = 40) -> None:
    """One posting with all that follows, a bare row through the ORM, and batches."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from corpu.ledger.actions.records import record, record_many
    from corpu.ledger.models import Record
    from corpu.people.models import Person

    people = list(
        Person.objects.filter(username__startswith="bench-").order_by("?")[:540]
    )
    record(**fact(people[0]))
    singles = sorted(timed(lambda p=p: record(**fact(p))) for p in people[:count])
    with CaptureQueriesContext(connection) as queries:
        record(**fact(people[1]))
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    said = [q for q in queries.captured_queries if not q["sql"].startswith(control)]
    plain = Record.objects.filter(person=people[0]).first()

    def bare() -> None:
        plain.pk, plain.public_id, plain.source = (
            None,
            uuid.uuid4(),
            f"bare:{uuid.uuid4()}",
        )
        plain.save(force_insert=True)

    inserts = sorted(timed(bare) for _ in range(count))
    batch = timed(lambda: record_many([fact(p) for p in people[-500:]])) / 500
    single, insert = singles[count // 2], inserts[count // 2]
    note("posting_statements", len(said), 0)
    note("posting_ms", single * 1000)
    note("bare_insert_ms", insert * 1000)
    note("posting_ratio", single / insert, 1)
    note("batch_row_ms", batch * 1000)
    note("batch_ratio", single / batch, 1)


# -- pages -----------------------------------------------------------------------------


def pages(requests: int) -> None:
    """Personal, team, unit of 50,000 and national dashboard, eight people at once."""
    from django.test import Client
    from pages import cookie_of, p95, queries, server

    from corpu.people.models import Person, RoleGrant, Unit
    from performance.actions.folding import fold

    fold()
    bench = Person.objects.filter(username__startswith="bench-")
    root = Unit.objects.filter(parent=None, code__startswith="B0").get()
    hr, boss = bench.order_by("pk")[3:5]
    RoleGrant.objects.get_or_create(person=hr, role="hr", unit=root)
    RoleGrant.objects.get_or_create(person=boss, role="hr", unit=None)
    learners = list(bench.filter(leader__isnull=False).order_by("-pk")[:8])
    heads = list(bench.filter(leader=None).order_by("pk")[:8])
    asked = {
        "personal_page": ("/me/", learners),
        "team_page": ("/team/", heads),
        "unit_dashboard": (f"/units/?unit={root.pk}", [hr]),
        "national_dashboard": ("/units/", [boss]),
    }
    for name, (path, people) in asked.items():
        client = Client()
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(people[0], backend=backend)
        note(f"{name}_queries", queries(client, path), 0)
    with server() as port:
        everybody = [cookie_of(person) for person in learners]
        p95(port, "/me/", everybody, 4 * len(everybody))  # both processes are awake now
        for name, (path, people) in asked.items():
            cookies = [cookie_of(person) for person in people]
            note(f"{name}_p95_ms", p95(port, path, cookies, requests), 0)


if __name__ == "__main__":
    main()
