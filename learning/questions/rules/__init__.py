"""Rules of questions: plain functions over the frozen form of a question."""

from learning.questions.rules.answers import (
    CLOZE,
    ESSAY,
    MATCHING,
    MAX_ESSAY,
    MAX_TEXT,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
    clean_answer,
    is_answered,
    lines_of,
    options_of,
)
from learning.questions.rules.drawing import draw
from learning.questions.rules.marking import (
    gap_is_right,
    hints_of,
    needs_marking,
    share_of,
)
from learning.questions.rules.text import folded, readings

__all__ = [
    "CLOZE",
    "ESSAY",
    "MATCHING",
    "MAX_ESSAY",
    "MAX_TEXT",
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
