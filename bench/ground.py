"""Made-up people, units and records for the benchmark: PostgreSQL makes them itself.

Institutions of 56,000 people in five levels of units, offices of 28 with a head, ten
records each over this year and the last, in a believable spread of forms.
"""

from django.db import connection

TEAM = 28
INSTITUTION = 56_000
BRANCHES = (8, 5, 5, 10)
RECORDS = 10
# form, JP stated, minutes, sessions, per cent of the records
FORMS = [
    ("e_learning", 400, None, None, 30),
    ("technical", 600, None, None, 12),
    ("course", None, 300, None, 12),
    ("seminar", None, None, None, 16),
    ("workshop", None, None, None, 8),
    ("self_study", None, 90, None, 8),
    ("community", 150, None, None, 6),
    ("coaching", None, None, 1, 8),
]


def make(people: int) -> None:
    """Fill an empty, migrated database."""
    from performance.actions.targets import load_national_targets

    load_national_targets()
    leaves = []
    for number in range(-(-people // INSTITUTION)):
        leaves += _tree(number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")
        cursor.execute("CREATE TEMP TABLE bench_leaf (n bigint PRIMARY KEY, unit bigint)")
        for at in range(0, len(leaves), 5000):
            rows = leaves[at : at + 5000]
            cursor.executemany(
                "INSERT INTO bench_leaf VALUES (%s, %s)",
                [(at + n, unit) for n, unit in enumerate(rows)],
            )
        _people(cursor, people)
        _records(cursor)
        cursor.execute("ANALYZE")


def _tree(number: int) -> list[int]:
    """One institution; the ids of its offices."""
    from corpu.people.models import Unit

    level = [None]
    for depth, width in enumerate((1, *BRANCHES)):
        rows = [
            Unit(
                code=f"B{number}-{depth}-{place}",
                name=f"Unit {number}.{depth}.{place}",
                parent=parent,
                path="",
            )
            for place, parent in enumerate(p for p in level for _ in range(width))
        ]
        level = Unit.objects.bulk_create(rows, batch_size=2000)
        for row in level:
            row.path = f"{row.parent.path if row.parent else ''}{row.pk}/"
        Unit.objects.bulk_update(level, ["path"], batch_size=1000)
    return [row.pk for row in level]


def _people(cursor, people: int) -> None:
    from corpu.people.models import Post

    post = Post.objects.create(code="bench", name="Analis", kind="functional", level="")
    cursor.execute(
        """INSERT INTO people_person (password, is_superuser, username, name,
    title_before, title_after, nip, former_nips, sex, phone, language, appointed_on,
    staff_class, is_active, is_staff, date_joined, unit_id, post_id)
SELECT '!', false, 'bench-' || i, 'Pegawai ' || i, '', '',
    (100000000000000000 + i)::text, '[]', '', '', 'id', DATE '2020-01-01',
    CASE WHEN i %% 5 = 0 THEN 'pppk' ELSE 'pns' END, true, false, now(), l.unit, %s
FROM generate_series(0, %s - 1) i JOIN bench_leaf l ON l.n = i / %s""",
        [post.pk, people, TEAM],
    )
    cursor.execute(
        """UPDATE people_person p SET leader_id = head.id
FROM (SELECT unit_id, MIN(id) AS id FROM people_person
    WHERE username LIKE 'bench-%%' GROUP BY unit_id) head
WHERE head.unit_id = p.unit_id AND head.id <> p.id""",
        [],
    )
    cursor.execute(
        """INSERT INTO people_appointment (person_id, unit_id, post_id, staff_class, kind,
    leads, fraction, started_on)
SELECT id, unit_id, post_id, staff_class, 'definitive', leader_id IS NULL, 1,
    DATE '2020-01-01'
FROM people_person WHERE username LIKE 'bench-%%'""",
        [],
    )


def _records(cursor) -> None:
    upto, cases = 0, {"form": "", "jp": "", "minutes": "", "sessions": ""}
    for form, jp, minutes, sessions, share in FORMS:
        upto += share
        when = f"WHEN dice < {upto} THEN "
        cases["form"] += f"{when}'{form}' "
        cases["jp"] += f"{when}{jp or 'NULL'} "
        cases["minutes"] += f"{when}{minutes or 'NULL'} "
        cases["sessions"] += f"{when}{sessions or 'NULL'} "
    of = {name: f"CASE {text} END" for name, text in cases.items()}
    cursor.execute(
        f"""INSERT INTO ledger_record (public_id, scope, role, title, provider_name,
    started_on, ended_on, jp_stated, minutes, sessions, days_listed, certificate_number,
    certificate_key, content_version, staff_class, source, fingerprint, recorded_at,
    reason, form_id, person_id, post_id, unit_id)
SELECT gen_random_uuid(), 'national', 'learner', 'Belajar', 'Lembaga contoh', day, day,
    {of["jp"]}, {of["minutes"]}, {of["sessions"]}, false, '', '', '', staff_class,
    'bench:' || id || ':' || n, md5(id::text || n), now(), '', {of["form"]}, id, post_id,
    unit_id
FROM (SELECT p.*, n, floor(random() * 100) AS dice,
        CURRENT_DATE - 1 - floor(random() * 650)::int AS day
    FROM people_person p CROSS JOIN generate_series(1, %s) n
    WHERE p.username LIKE 'bench-%%') drawn""",
        [RECORDS],
    )
    cursor.execute(
        """INSERT INTO ledger_recordday (record_id, person_id, day)
SELECT id, person_id, ended_on FROM ledger_record WHERE source LIKE 'bench:%%'""",
        [],
    )
