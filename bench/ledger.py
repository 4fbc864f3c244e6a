"""How long the ledger takes: one posting, batches, and a rebuild against a bare sum.

Run it against an empty, migrated database of its own; see bench/README.md. It adds
made-up people and records and leaves them there (records cannot be deleted).
"""

import argparse
import datetime
import os
import random
import sys
import time
import uuid
from pathlib import Path

PLAN = [
    ("technical", {"jp_stated": "6"}),
    ("course", {"minutes": 300}),
    ("seminar", {}),
    ("workshop", {}),
    ("e_learning", {"jp_stated": "4"}),
    ("self_study", {"minutes": 90}),
    ("community", {"jp_stated": "1.5"}),
    ("coaching", {"sessions": 1}),
]
RECORDS_A_PERSON = 10
BARE_SUM = "SELECT person_id, SUM(jp_recognised) FROM ledger_credit GROUP BY person_id"


def main() -> None:
    """Prepare, measure, print a table in Markdown."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corpu.settings")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--singles", type=int, default=50)
    options = parser.parse_args()

    import django

    django.setup()
    from django.db import connection

    random.seed(1)
    people = make_people(options.records // RECORDS_A_PERSON + 1)
    single, statements = post_singly(people, options.singles)
    batch = post_in_batches(people, options.records)
    credits = timed(rebuild_credits)
    standings = timed(rebuild_standings)
    bare = min(timed(bare_sum) for _ in range(5))
    print(f"{connection.vendor}, {options.records} records, {len(people)} people\n")
    print("| what | time | ratio |\n|---|---|---|")
    print(f"| one posting alone, {statements} statements | {single * 1e3:.1f} ms | 1 |")
    print(
        f"| one row of a batch of 500 | {batch * 1e3:.2f} ms | {batch / single:.3f} of one |"
    )
    print(f"| bare sum of the credits by person | {bare * 1e3:.1f} ms | 1 |")
    print(
        f"| `rebuild_credits` | {credits:.2f} s | {credits / bare:.0f} x the bare sum |"
    )
    print(
        f"| `rebuild_standings` | {standings:.2f} s | {standings / bare:.0f} x the bare sum |"
    )


def make_people(count: int) -> list:
    """Civil servants of one unit, with the appointment that says so."""
    from corpu.people.models import Appointment, Person, Post, Unit

    mark = uuid.uuid4().hex[:8]
    unit = Unit.objects.create(code=f"BENCH-{mark}", name="Bench")
    unit.path = f"{unit.pk}/"
    unit.save()
    post = Post.objects.create(code=f"bench-{mark}", name="Analis", kind="functional")
    since = datetime.date(2020, 1, 1)
    people = Person.objects.bulk_create(
        Person(
            username=f"bench-{mark}-{i}",
            name=f"Pegawai {i}",
            nip=f"{random.SystemRandom().randrange(10**17, 10**18)}",
            unit=unit,
            post=post,
            staff_class="pns",
            appointed_on=since,
        )
        for i in range(count)
    )
    Appointment.objects.bulk_create(
        Appointment(
            person=person, unit=unit, post=post, staff_class="pns", started_on=since
        )
        for person in people
    )
    return people


def fact(person) -> dict:
    """The arguments of one posting, within the last two years."""
    form, quantity = random.choice(PLAN)
    day = datetime.date.today() - datetime.timedelta(days=random.randint(1, 700))
    return {
        "person": person,
        "form": form,
        "started_on": day,
        "ended_on": day,
        "source": f"bench:{uuid.uuid4()}",
        "title": "Bench",
        "provider_name": "Bench",
        **quantity,
    }


def post_singly(people: list, count: int) -> tuple[float, int]:
    """Seconds and statements of one posting with its followers (the median)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from corpu.ledger.actions.records import record

    times = []
    for person in random.sample(people, count + 1):
        start = time.perf_counter()
        record(**fact(person))
        times.append(time.perf_counter() - start)
    with CaptureQueriesContext(connection) as queries:
        record(**fact(people[0]))
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    said = [q for q in queries.captured_queries if not q["sql"].startswith(control)]
    return sorted(times[1:])[count // 2], len(said)


def post_in_batches(people: list, count: int) -> float:
    """Seconds for each row, in batches of 500 that hold a person's facts together."""
    from corpu.ledger.actions.records import record_many

    facts = [fact(people[i // RECORDS_A_PERSON]) for i in range(count)]
    start = time.perf_counter()
    for at in range(0, count, 500):
        record_many(facts[at : at + 500])
    return (time.perf_counter() - start) / count


def rebuild_credits() -> None:
    """Every credit again from the facts; there must be no difference."""
    from corpu.ledger.actions import credits

    found = sum(credits.rebuild_range(low, high) for low, high in credits.pieces())
    assert found == 0, f"{found} differences"


def rebuild_standings() -> None:
    """Every standing again; people without records gain theirs here."""
    from performance.actions import rebuilding

    rebuilding.rebuild()


def bare_sum() -> None:
    """What any report would cost at the very least."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BARE_SUM)
        cursor.fetchall()


def timed(act) -> float:
    """Seconds that `act` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
