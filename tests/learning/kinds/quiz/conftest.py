"""A course with a quiz in it, and a learner who is enrolled."""

import uuid

import pytest

from learning.kinds.quiz.blocks import QuizBlock
from learning.kinds.quiz.kind import KIND
from learning.models import Lesson


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
def make_quiz(put_lesson):
    """`make_quiz(attempts=2)`: a published lesson with a quiz."""

    def _make(**fields) -> Lesson:
        block = QuizBlock()
        value = block.clean(block.to_python(raw_quiz(**fields)))
        return put_lesson("quiz", KIND.snapshot(value), "Kuis")

    return _make


@pytest.fixture(autouse=True)
def _no_followers(settings):
    """What other apps do when a course is completed is their own to test."""
    settings.COURSE_FOLLOWERS = []


@pytest.fixture
def progress(make_quiz, enrol, learner):
    """The learner stands at a quiz of seven questions."""
    return enrol(learner, make_quiz())
