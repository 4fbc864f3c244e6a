"""What an answer to a question looks like. A question is the JSON that was frozen at
publishing; an answer holds places in the question's own lists, never the shuffled ones
that the learner saw."""

from collections.abc import Mapping

SINGLE = "single"
MULTIPLE = "multiple"
TRUE_FALSE = "true_false"
SHORT_TEXT = "short_text"
NUMERIC = "numeric"
MATCHING = "matching"
ORDERING = "ordering"
CLOZE = "cloze"
ESSAY = "essay"

MAX_TEXT = 500
MAX_ESSAY = 20_000


def options_of(question: Mapping) -> list:
    """What is laid out to choose from: choices, right sides, or things to order."""
    kind = question["kind"]
    if kind in {SINGLE, MULTIPLE}:
        return question["choices"]
    if kind == MATCHING:
        rights = [pair["right"] for pair in question["pairs"]]
        return [*rights, *question.get("extra", [])]
    if kind == ORDERING:
        return question["items"]
    return []


def lines_of(question: Mapping) -> int:
    """How many things a matching, ordering or cloze question asks for."""
    kind = question["kind"]
    if kind == MATCHING:
        return len(question["pairs"])
    if kind == CLOZE:
        return len(question["gaps"])
    return len(options_of(question))


def clean_answer(question: Mapping, answer):
    """An answer in its own form, or None where it says nothing that can be graded."""
    kind, most = question["kind"], len(options_of(question))
    if kind == SINGLE:
        return answer if _is_place(answer, most) else None
    if kind == MULTIPLE:
        places = answer if isinstance(answer, list) else []
        return sorted({p for p in places if _is_place(p, most)}) or None
    if kind == TRUE_FALSE:
        return answer if isinstance(answer, bool) else None
    if kind in {MATCHING, ORDERING}:
        return _clean_pairs(answer, lines_of(question), most)
    if kind == CLOZE:
        return _clean_gaps(question["gaps"], answer)
    return _clean_text(answer, MAX_ESSAY if kind == ESSAY else MAX_TEXT)


def _is_place(value, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < most


def _clean_text(answer, most: int) -> str | None:
    text = answer.strip()[:most] if isinstance(answer, str) else ""
    return text.replace("\0", "") or None


def _clean_pairs(answer, lines: int, most: int) -> dict[str, int] | None:
    pairs = answer if isinstance(answer, dict) else {}
    known = {str(place) for place in range(lines)}
    kept = {k: v for k, v in pairs.items() if k in known and _is_place(v, most)}
    return kept or None


def _clean_gaps(gaps: list, answer) -> dict | None:
    given = answer if isinstance(answer, dict) else {}
    kept = {}
    for number, gap in enumerate(gaps):
        value = given.get(str(number))
        if gap["kind"] == "choice":
            value = value if _is_place(value, len(gap["choices"])) else None
        else:
            value = _clean_text(value, MAX_TEXT)
        if value is not None:
            kept[str(number)] = value
    return kept or None


def is_answered(question: Mapping, answer) -> bool:
    """Whether the learner has said all that the question asks for."""
    answer = clean_answer(question, answer)
    if question["kind"] in {MATCHING, ORDERING, CLOZE}:
        return answer is not None and len(answer) == lines_of(question)
    return answer is not None
