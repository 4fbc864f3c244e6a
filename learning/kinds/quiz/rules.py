"""What an attempt at a quiz asks, and what it is worth. How one question is marked is
told by `learning.questions.rules`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from learning.questions.rules import (
    CLOZE,
    ESSAY,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
    clean_answer,
    draw,
    folded,
    gap_is_right,
    hints_of,
    is_answered,
    lines_of,
    needs_marking,
    options_of,
    readings,
    share_of,
)

__all__ = [
    "CLOZE",
    "ESSAY",
    "MATCHING",
    "MULTIPLE",
    "NUMERIC",
    "ORDERING",
    "SHORT_TEXT",
    "SINGLE",
    "TRUE_FALSE",
    "clean_answer",
    "draw",
    "folded",
    "gap_is_right",
    "hints_of",
    "is_answered",
    "lines_of",
    "needs_marking",
    "options_of",
    "readings",
    "share_of",
]
# The way to the server takes time; what arrives this late after the limit still counts.
GRACE_SECONDS = 30


@dataclass(frozen=True)
class Result:
    """A graded attempt: percent (0 to 100, rounded down) and the share of each question
    (0 to 1) by its key."""

    percent: Decimal
    has_passed: bool
    shares: dict[str, Decimal]


def asked_count(content: Mapping) -> int:
    """How many questions an attempt asks, as learners are told before they begin."""
    questions = content.get("questions", [])
    own = sum(1 for question in questions if not question.get("pools"))
    asked = min(content.get("draw") or own, own)
    for number, pool in enumerate(content.get("draws", [])):
        held = sum(1 for q in questions if number in q.get("pools", []))
        asked += min(pool["count"], held)
    return min(asked, len(questions))


def unmarked(
    questions: Sequence[Mapping], answers: Mapping, marks: Mapping
) -> list[Mapping]:
    """Questions whose answer a person still has to read."""
    return [
        question
        for question in questions
        if question["key"] not in marks
        and needs_marking(question, answers.get(question["key"]))
    ]


def grade(
    questions: Sequence[Mapping],
    answers: Mapping,
    *,
    pass_mark: Decimal,
    marks: Mapping[str, Decimal] | None = None,
) -> Result:
    """The result over the questions that were asked, each by its weight. `marks` (0 to
    1) are those that an instructor gave, by key."""
    marks = marks or {}
    shares = {
        q["key"]: share_of(q, answers.get(q["key"]), mark=marks.get(q["key"]))
        for q in questions
    }
    weights = {q["key"]: max(Decimal(str(q["weight"])), Decimal(0)) for q in questions}
    total = sum(weights.values(), Decimal(0))
    points = sum((weights[key] * share for key, share in shares.items()), Decimal(0))
    percent = points * 100 / total if total else Decimal(0)
    percent = percent.quantize(Decimal("0.01"), ROUND_DOWN)
    return Result(percent, percent >= pass_mark, shares)


def rest_of(questions: Sequence[Mapping], shares: Mapping, key: str) -> Decimal | None:
    """The result (0 to 1) over all questions of an attempt but one; None where there is
    no other that counts."""
    others = [q for q in questions if q["key"] != key]
    total = sum((Decimal(str(q["weight"])) for q in others), Decimal(0))
    if total <= 0:
        return None
    points = sum(
        (Decimal(str(q["weight"])) * shares[q["key"]] for q in others), Decimal(0)
    )
    return points / total
