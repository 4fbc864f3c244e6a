"""A course with a quiz in it, and a learner who is enrolled."""

import uuid

import pytest

from learning.kinds.quiz.blocks import QuizBlock
from learning.kinds.quiz.kind import KIND
from learning.models import Course, CourseVersion, Enrolment, Lesson, LessonProgress


def choices(*texts, right) -> list[dict]:
    """Choices of which those in `right` (places) are right."""
    return [
        {"text": text, "is_right": n in right, "feedback": f"umpan {n}"}
        for n, text in enumerate(texts)
    ]


QUESTIONS = [
    {
        "type": "single",
        "value": {
            "text": "<p>Berapa menit satu JP?</p>",
            "choices": choices("30", "45", "60", right={1}),
            "feedback": "Satu JP adalah 45 menit.",
        },
    },
    {
        "type": "multiple",
        "value": {
            "text": "<p>Mana yang non-klasikal?</p>",
            "choices": choices("E-learning", "Pelatihan", "Coaching", right={0, 2}),
        },
    },
    {"type": "true_false", "value": {"text": "<p>PNS wajib 20 JP.</p>", "is_true": True}},
    {"type": "short_text", "value": {"text": "<p>Singkatan?</p>", "accepted": ["Kodeksus"]}},
    {
        "type": "numeric",
        "value": {"text": "<p>Berapa?</p>", "answer": "2.5", "tolerance": "0.1", "unit": "JP"},
    },
    {
        "type": "matching",
        "value": {
            "text": "<p>Jodohkan.</p>",
            "pairs": [{"left": "PNS", "right": "20"}, {"left": "PPPK", "right": "24"}],
        },
    },
    {"type": "ordering", "value": {"text": "<p>Urutkan.</p>", "items": ["A", "B", "C"]}},
]  # fmt: skip


def raw_quiz(**fields) -> dict:
    """A quiz as the editor's form would give it to the block."""
    questions = [
        {"id": str(uuid.uuid4()), **question}
        for question in fields.pop("questions", QUESTIONS)
    ]
    for question in questions:
        question["value"] = {"weight": "1", "feedback": "", **question["value"]}
        if question["type"] == "true_false":
            question["value"].setdefault("feedback_true", "")
            question["value"].setdefault("feedback_false", "")
    return {
        "title": "Kuis",
        "introduction": "",
        "pass_mark": 70,
        "review": "passed",
        "questions": questions,
        **fields,
    }


@pytest.fixture
def make_quiz(rates, provider):
    """`make_quiz(attempts=2)`: a published lesson with a quiz."""
    from corpu.ledger.models import Activity, LearningForm

    form = LearningForm.objects.filter(code="e_learning").first()

    def _make(**fields) -> Lesson:
        activity = Activity.objects.create(title="Kursus", form=form, provider=provider)
        course = Course.objects.create(
            page_id=Course.objects.count() + 1,
            provider=provider,
            activity=activity,
            slug=f"kursus-{Course.objects.count()}",
            title="Kursus",
            is_published=True,
        )
        version = CourseVersion.objects.create(
            course=course, number=1, digest="d", title="Kursus", form=form, jp=3
        )
        block = QuizBlock()
        value = block.clean(block.to_python(raw_quiz(**fields)))
        return Lesson.objects.create(
            version=version,
            key=uuid.uuid4(),
            kind="quiz",
            title="Kuis",
            order=0,
            content=KIND.snapshot(value),
        )

    return _make


@pytest.fixture
def enrol():
    """`enrol(person, lesson)`: her progress in a lesson of a course she takes."""

    def _enrol(person, lesson) -> LessonProgress:
        enrolment = Enrolment.objects.create(
            course=lesson.version.course,
            version=lesson.version,
            person=person,
            state=Enrolment.State.ENROLLED,
        )
        return LessonProgress.objects.create(enrolment=enrolment, lesson=lesson)

    return _enrol


@pytest.fixture(autouse=True)
def _no_followers(settings):
    """What other apps do when a course is completed is their own to test."""
    settings.COURSE_FOLLOWERS = []


@pytest.fixture
def progress(make_quiz, enrol, learner):
    """The learner stands at a quiz of seven questions."""
    return enrol(learner, make_quiz())
