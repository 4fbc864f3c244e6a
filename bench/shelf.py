"""Made-up courses and enrolments, in bulk: for the benchmark and for a test of costs.

A course has three texts to read and belongs to one of forty agencies; every tenth has a
class ahead in some town. People take courses in turns, each another fifty.
"""

import datetime
import json
import random
import uuid
from collections.abc import Iterator

from django.utils import timezone

SUBJECTS = [
    "Pelayanan Publik", "Kearsipan Dinamis", "Manajemen Risiko", "Etika Birokrasi",
    "Keamanan Siber", "Pengadaan Barang", "Analisis Kebijakan", "Anggaran Kinerja",
    "Perencanaan Wilayah", "Komunikasi Krisis", "Hukum Administrasi", "Statistik Terapan",
    "Pengelolaan Aset", "Transformasi Digital", "Audit Internal", "Gizi Masyarakat",
    "Irigasi Pertanian", "Konservasi Hutan", "Literasi Data", "Kepemimpinan Melayani",
]  # fmt: skip
LEVELS = ["Dasar", "Menengah", "Lanjutan", "Praktik", "Studi Kasus"]
TOWNS = ["Bandung", "Makassar", "Medan", "Ambon", "Kupang", "Palembang", "Samarinda"]
KINDS = ["managerial", "sociocultural", "technical"]
AGENCIES, COMPETENCES, LESSONS, BATCH = 40, 60, 3, 5000
# Of a hundred enrolments so many are in the state.
STATES = {"completed": 73, "enrolled": 12, "requested": 1, "withdrawn": 10, "refused": 4}
FIRST_PAGE = 1_000_000_000


def make(courses: int, enrolments: int, people: list[int]) -> None:
    """So many more courses, and so many enrolments of these people in them."""
    from learning.models import Course

    first = Course.objects.count()
    made = _courses(first, courses)
    _classes(made)
    _enrol(made, enrolments, people)


def _courses(first: int, number: int) -> list:
    """New courses with their versions and lessons, indexed for the search."""
    from django.db.models import OuterRef, Subquery

    from corpu.ledger.models import Activity, LearningForm
    from learning.finding.actions.indexing import index_courses
    from learning.models import Course, CourseVersion, Lesson

    forms = list(LearningForm.objects.filter(is_active=True).order_by("pk"))
    agencies, competences = _agencies(), _competences()
    dice, made = random.Random(first), []
    for start in range(first, first + number, BATCH):
        batch = range(start, min(start + BATCH, first + number))
        activities = Activity.objects.bulk_create(
            Activity(
                title=_title(n),
                form=forms[n % len(forms)],
                provider=agencies[n * 7 % AGENCIES],
                jp=dice.choice([1, 2, 3, 4, 6, 8, 12, 20]),
            )
            for n in batch
        )
        rows = Course.objects.bulk_create(
            _course(n, activity, dice)
            for n, activity in zip(batch, activities, strict=True)
        )
        versions = CourseVersion.objects.bulk_create(_version(row) for row in rows)
        Lesson.objects.bulk_create(
            (_lesson(version, n) for version in versions for n in range(LESSONS)),
            batch_size=BATCH,
        )
        _teach(batch, activities, competences)
        made += rows
    newest = CourseVersion.objects.filter(course=OuterRef("pk")).values("pk")[:1]
    Course.objects.filter(current=None).update(current=Subquery(newest))
    found = Course.objects.filter(page_id__gte=FIRST_PAGE + first)
    found = found.select_related("current").prefetch_related("activity__competences")
    found = list(found.order_by("pk"))
    for at in range(0, len(found), 500):
        index_courses(found[at : at + 500])
    return found


def _title(n: int) -> str:
    subject, level = SUBJECTS[n % len(SUBJECTS)], LEVELS[n // 7 % len(LEVELS)]
    return f"{subject} {level} {n}"


def _course(n: int, activity, dice):
    from learning.models import Course
    from learning.models.course import folded

    summary = f"Untuk {SUBJECTS[n * 3 % len(SUBJECTS)].lower()} di tempat kerja."
    return Course(
        page_id=FIRST_PAGE + n,
        provider=activity.provider,
        activity=activity,
        slug=f"shelf-{n}",
        title=activity.title,
        summary=summary,
        outcomes=["Menjelaskan dasar", "Menerapkan di unit kerja"],
        language="en" if n % 9 == 0 else "id",
        minutes=dice.choice([45, 90, 180, 300, 600]),
        access="approval" if n % 5 == 0 else "open",
        search_text=folded(f"{activity.title} {summary} {activity.provider.name}"),
        is_published=True,
        published_at=timezone.now() - datetime.timedelta(hours=n),
    )


def _version(course):
    from learning.models import CourseVersion

    activity = course.activity
    return CourseVersion(
        course=course,
        number=1,
        digest=f"{course.pk:064d}",
        title=course.title,
        form_id=activity.form_id,
        jp=activity.jp,
    )


def _lesson(version, n: int):
    from learning.models import Lesson

    return Lesson(
        version=version,
        key=uuid.uuid4(),
        kind="article",
        title=f"Bacaan {n + 1}",
        order=n,
        content={"html": "<p>Bacaan.</p>", "minutes": 3},
    )


def _agencies() -> list:
    from corpu.people.models import Provider

    return [
        Provider.objects.get_or_create(
            code=f"shelf-{n}", defaults={"name": f"Pusat Pelatihan {n}"}
        )[0]
        for n in range(AGENCIES)
    ]


def _competences() -> list:
    from corpu.skills.models import Competence

    return [
        Competence.objects.get_or_create(
            code=f"shelf-{n}",
            defaults={
                "name_id": f"Kompetensi {SUBJECTS[n % len(SUBJECTS)]} {n}",
                "name_en": f"Competence {n}",
                "kind": KINDS[n % len(KINDS)],
            },
        )[0]
        for n in range(COMPETENCES)
    ]


def _teach(batch, activities, competences) -> None:
    from corpu.skills.models import ActivityCompetence

    ActivityCompetence.objects.bulk_create(
        (
            ActivityCompetence(
                activity=activity,
                competence=competences[(n + k * 11) % COMPETENCES],
                level=2,
            )
            for n, activity in zip(batch, activities, strict=True)
            for k in range(2)
        ),
        batch_size=BATCH,
    )


def _classes(courses) -> None:
    """What can be begun at once is an opening; every tenth course meets in some town."""
    from corpu.agenda.models import Opening
    from learning.kinds.class_event.models import ClassEvent

    soon = timezone.now() + datetime.timedelta(days=10)
    events = ClassEvent.objects.bulk_create(
        ClassEvent(
            course=course,
            title=course.title,
            city=TOWNS[n % len(TOWNS)],
            seats=30,
            starts_at=soon + datetime.timedelta(days=n % 300),
            ends_at=soon + datetime.timedelta(days=n % 300, hours=6),
        )
        for n, course in enumerate(courses)
        if n % 10 == 0
    )
    openings = [_opening(f"class:{row.public_id}", row.course, row) for row in events]
    meeting = {row.course_id for row in events}
    openings += [
        _opening(f"course:{course.public_id}", course)
        for course in courses
        if course.pk not in meeting
    ]
    Opening.objects.bulk_create(openings, batch_size=BATCH)


def _opening(source: str, course, event=None):
    from corpu.agenda.models import Opening

    activity = course.activity
    return Opening(
        source=source,
        activity=activity,
        form_id=activity.form_id,
        jp=activity.jp,
        starts_on=event and event.starts_at.date(),
        ends_on=event and event.ends_at.date(),
        places_free=event and event.seats,
        url="/",
    )


def _enrol(courses, number: int, people: list[int]) -> None:
    """Enrolments, and the first lesson done where somebody has begun."""
    from corpu.people.models import Person
    from learning.models import Enrolment, Lesson, LessonProgress

    leaders = dict(Person.objects.filter(pk__in=people).values_list("pk", "leader"))
    last = Enrolment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    _write(Enrolment, _enrolments(courses, number, people, leaders))
    begun = Enrolment.objects.filter(pk__gt=last, state="enrolled", last_lesson_key=None)
    first = Lesson.objects.filter(order=0).values_list("version", "pk")
    lessons = dict(first)
    pairs = list(begun.values_list("pk", "version"))
    _write(
        LessonProgress,
        (
            LessonProgress(enrolment_id=pk, lesson_id=lessons[version], state="completed")
            for pk, version in pairs
        ),
    )


def _write(model, rows) -> None:
    """Many rows at once: copied where the database can."""
    from django.db import connection, transaction

    if connection.vendor != "postgresql":
        model.objects.bulk_create(rows, batch_size=500)
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with transaction.atomic(), connection.cursor() as cursor:
        statement = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([_plain(getattr(row, field.attname)) for field in fields])


def _plain(value):
    return json.dumps(value) if isinstance(value, dict) else value


def _enrolments(courses, number: int, people: list[int], leaders: dict) -> Iterator:
    """People in turns; each goes through the courses in steps that repeat none."""
    from learning.models import Enrolment

    states = [state for state, share in STATES.items() for _ in range(share)]
    now, each = timezone.now(), -(-number // len(people))
    for n in range(number):
        turn, at = n % each, n // each
        course = courses[(at * 7 + turn * 13) % len(courses)]
        state = states[(at * 31 + turn * 17) % 100]
        asked = now - datetime.timedelta(days=n % 700)
        yield Enrolment(
            course=course,
            version_id=course.current_id,
            person_id=people[at],
            decider_id=leaders[people[at]] if state == "requested" else None,
            state=state,
            asked_at=asked,
            last_seen_at=asked if state in ("enrolled", "completed") else None,
            completed_at=asked if state == "completed" else None,
        )
