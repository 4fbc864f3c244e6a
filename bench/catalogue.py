"""Finding and following courses at the size of a nation: 10,000 courses, a million enrolments.

`make bench-learning` on the PostgreSQL of DATABASE_URL (a database of its own: what it
makes stays there), as in production. Says how many statements each page takes with ten
courses and with all of them, and how long eight people who ask at once wait. Prints,
last, a line `name value` for each figure.
"""

import argparse

from figures import migrate, note, note_load, start, tell, timed

FEW = 10
PEOPLE = 20_000


def main() -> None:
    """Make a few courses and count, make them all, count and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--courses", type=int, default=10_000)
    parser.add_argument("--enrolments", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=160)
    options = parser.parse_args()
    start()
    migrate()
    note_load("load_before")
    readers = prepare(options.courses, options.enrolments)
    measure(readers, options.requests)
    note_load("load_after")
    tell()


def prepare(courses: int, enrolments: int) -> list:
    """The shelf, and the people who look at it."""
    import ground
    import shelf
    from django.db import connection

    from corpu.people.models import Person
    from learning.models import Course, Enrolment

    bench = Person.objects.filter(username__startswith="bench-").order_by("pk")
    if not bench.exists():
        ground.make(PEOPLE)
    people = list(bench.values_list("pk", flat=True))
    readers = list(bench.filter(leader__isnull=False)[:8])
    if not Course.objects.filter(page_id__gte=shelf.FIRST_PAGE).exists():
        shelf.make(FEW, FEW, [reader.pk for reader in readers])
        lack(readers)
        count(readers[0], "few")
        made = timed(lambda: shelf.make(courses - FEW, enrolments - FEW, people))
        note("shelf_made_s", made)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    note("people", len(people), 0)
    note("courses", Course.objects.count(), 0)
    note("enrolments", Enrolment.objects.count(), 0)
    return readers


def lack(readers) -> None:
    """What the readers need: JP of any kind, and a competence."""
    from corpu.agenda.models import Need
    from corpu.lib.clock import today
    from corpu.skills.models import Competence

    competence = Competence.objects.get(code="shelf-1")
    for reader in readers:
        needs = {"jp": {"gap_jp": 12}, "of": {"gap_jp": 4, "competence": competence}}
        for name, what in needs.items():
            Need.objects.get_or_create(
                source=f"shelf:{reader.pk}:{name}",
                defaults={"person": reader, "by": today(), **what},
            )


def addresses() -> dict[str, str]:
    """The pages by name."""
    from django.urls import reverse

    catalogue = reverse("learning:catalogue")
    return {
        "catalogue": catalogue,
        "catalogue_deep": f"{catalogue}?sort=title&page=2",
        "catalogue_search": f"{catalogue}?q=pelayanan+publik",
        "catalogue_typo": f"{catalogue}?q=pelayannan+pulbik",
        "catalogue_broad": f"{catalogue}?q=pelatihan",
        "catalogue_filtered": f"{catalogue}?language=id&when=now&competence=shelf-1",
        "course_page": reverse("learning:course", args=["shelf-0"]),
        "my_learning": reverse("learning:my"),
    }


def count(reader, size: str) -> None:
    """Statements of each page, for who has seen it before."""
    from django.test import Client
    from pages import queries

    client = Client()
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    for name, path in addresses().items():
        note(f"{name}_queries_{size}", queries(client, path), 0)


def measure(readers, requests: int) -> None:
    """Statements with all courses, then milliseconds, one at a time and eight at once."""
    from pages import USERS, cookie_of, p95, server

    count(readers[0], "all")
    with server() as port:
        cookies = [cookie_of(reader) for reader in readers]
        p95(port, "/me/", cookies, 4 * USERS)  # both processes are awake now
        for name, path in addresses().items():
            alone = p95(port, path, cookies, max(requests // USERS, 10), users=1)
            note(f"{name}_alone_p95_ms", alone, 0)
            note(f"{name}_p95_ms", p95(port, path, cookies, requests), 0)


if __name__ == "__main__":
    main()
