"""A published course of the agency, as authors make it."""

import uuid

import pytest

TEXT = "<p>Pelayanan yang baik dimulai dari mendengarkan.</p>"


def article(title="Bacaan", *, text=TEXT, required=True, key=None) -> dict:
    """An article lesson as the page keeps it."""
    body = [{"type": "text", "value": text}]
    value = {"title": title, "is_required": required, "body": body}
    return {"type": "article", "id": str(key or uuid.uuid4()), "value": value}


@pytest.fixture
def forms(db):
    """Two forms with their national rates: by programme, and capped by the day."""
    import datetime

    from corpu.ledger.models import LearningForm, Rate

    rows = [
        (
            "technical",
            "Pelatihan teknis",
            "Technical training",
            "classical",
            "programme",
            0,
        ),
        ("e_learning", "E-learning", "E-learning", "non_classical", "cap_per_day", 3),
    ]
    for code, name_id, name_en, learning_class, basis, jp in rows:
        form, _new = LearningForm.objects.get_or_create(
            code=code,
            defaults={
                "name_id": name_id,
                "name_en": name_en,
                "learning_class": learning_class,
                "share": 10,
            },
        )
        if not form.rates.exists():
            Rate.objects.create(
                form=form,
                scope="national",
                basis=basis,
                jp=jp,
                legal_basis="Peraturan LAN 10/2018",
                valid_from=datetime.date(2019, 1, 1),
                live=True,
            )


@pytest.fixture
def course_page(provider, forms):
    """`course_page("Title", lessons=[...], publish=True, **fields)` below the agency."""
    return lambda title="Pelayanan Prima", **kwargs: make_page(
        kwargs.pop("provider", provider), title, **kwargs
    )


def make_page(provider, title, *, lessons=None, publish=True, owner=None, **fields):
    """A course page of the agency; published, it has its `Course`."""
    from django.utils.text import slugify

    from learning.actions.providers import set_up_provider
    from learning.models import CoursePage

    fields = {
        "summary": "Untuk petugas layanan.",
        "outcomes": "Menyapa dengan ramah\nMenjawab keluhan",
        "form_id": "technical",
        "jp": "5",
        "minutes": 225,
        "slug": slugify(title),
        **fields,
    }
    lessons = [article("Satu"), article("Dua")] if lessons is None else lessons
    page = CoursePage(title=title, owner=owner, live=False, **fields)
    page.lessons = CoursePage.lessons.field.stream_block.to_python(lessons)
    parent = set_up_provider(provider)
    page = parent.add_child(instance=page)
    revision = page.save_revision(user=owner)
    if publish:
        revision.publish()
    return CoursePage.objects.get(pk=page.pk)


@pytest.fixture
def course(course_page):
    """A published course of two articles, 5 JP of a technical training."""
    from learning.models import Course

    return Course.objects.get(page_id=course_page().pk)


@pytest.fixture
def draft(course_page, author):
    """A course that its author has not submitted."""
    return course_page("Kursus baru", publish=False, owner=author)


@pytest.fixture
def enrolment(course, learner):
    """The learner is in the course."""
    from learning.actions.enrolments import enrol

    return enrol(learner, course, by=learner)


def lessons_of(enrolment) -> list:
    """The lessons of the enrolment's version, in order."""
    return list(enrolment.version.lessons.all())


def finish(enrolment) -> None:
    """Complete every lesson."""
    from learning.actions.progress import complete_lesson, open_lesson

    for lesson in lessons_of(enrolment):
        complete_lesson(open_lesson(enrolment, lesson))
    enrolment.refresh_from_db()
