"""A bank written out: GIFT for other systems, a table for people."""

from collections.abc import Iterable

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from learning.questions import rules
from learning.standards import gift_writing


def as_gift(questions: Iterable) -> str:
    """Every question that GIFT can say; others stand as remarks."""
    return gift_writing.write(
        {**question.frozen(), "name": question.name, "category": question.category.name}
        for question in questions
    )


def header() -> list[str]:
    """The columns of the table."""
    return [
        _("Category"), _("Competence"), _("Name"), _("Kind"), _("State"), _("Question"),
        _("Answers"), _("Right answer"), _("Weight"), _("Explanation"), _("Answered"),
        _("Difficulty"), _("Discrimination"),
    ]  # fmt: skip


def row_of(question) -> list[str]:
    """What is asked, what is right, what it counts, and its figures."""
    said, figure = question.frozen(), getattr(question, "figure", None)
    return [
        question.category.name,
        str(question.competence or ""),
        question.name,
        said["kind"],
        question.get_state_display(),
        " ".join(strip_tags(said["text"]).split()),
        " | ".join(_options(said)),
        " | ".join(right_answers(said)),
        said["weight"],
        said["feedback"],
        str(figure.count) if figure else "",
        _figure(figure.difficulty if figure else None),
        _figure(figure.discrimination if figure else None),
    ]


def _figure(value) -> str:
    return "" if value is None else f"{value:.2f}"


def _options(said: dict) -> list[str]:
    found = rules.options_of(said)
    return [row["text"] if isinstance(row, dict) else row for row in found]


def right_answers(said: dict) -> list[str]:
    """The right answer in words, for a reader of any kind of question."""
    kind = said["kind"]
    if kind in {rules.SINGLE, rules.MULTIPLE}:
        return [c["text"] for c in said["choices"] if c["is_right"]]
    if kind == rules.TRUE_FALSE:
        return [_("True") if said["is_true"] else _("False")]
    if kind == rules.SHORT_TEXT:
        return list(said["accepted"])
    if kind == rules.NUMERIC:
        return [_number(said)]
    if kind == rules.MATCHING:
        return [f"{pair['left']} → {pair['right']}" for pair in said["pairs"]]
    if kind == rules.ORDERING:
        return [f"{n}. {item}" for n, item in enumerate(said["items"], 1)]
    if kind == rules.CLOZE:
        return [gap_answer(gap) for gap in said["gaps"]]
    return [said.get("guide", "")] if said.get("guide") else []


def gap_answer(gap: dict) -> str:
    """What fills a gap rightly."""
    if gap["kind"] == "choice":
        return " / ".join(c["text"] for c in gap["choices"] if c["is_right"])
    return _number(gap) if gap["kind"] == "number" else " / ".join(gap["accepted"])


def _number(row: dict) -> str:
    tolerance = row.get("tolerance") or "0"
    within = f" ± {tolerance}" if tolerance.strip("0.") else ""
    return f"{row['answer']}{within} {row.get('unit', '')}".strip()
