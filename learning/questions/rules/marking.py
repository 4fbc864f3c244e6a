"""How much of a question is right.

Parts of the mark that an author set are percentages of the question ("percent"); where
none is set, right and wrong decide.
"""

from collections.abc import Mapping
from decimal import Decimal

from learning.questions.rules import answers as kinds
from learning.questions.rules.answers import clean_answer, options_of
from learning.questions.rules.text import folded, readings

NONE, ALL = Decimal(0), Decimal(1)


def share_of(question: Mapping, answer, *, mark: Decimal | None = None) -> Decimal:
    """How much of a question is right, 0 to 1.

    Multiple choice: right picks minus wrong ones, over all right ones, never below 0;
    or the sum of the percentages picked. Matching, ordering and gaps: the part that is
    right. An essay is worth the `mark` (0 to 1) that an instructor gave it.
    """
    answer = clean_answer(question, answer)
    if answer is None:
        return NONE
    if question["kind"] == kinds.ESSAY:
        return _bounded(mark or NONE)
    return _bounded(_GRADERS[question["kind"]](question, answer))


def needs_marking(question: Mapping, answer) -> bool:
    """True where a person has to read the answer."""
    return question["kind"] == kinds.ESSAY and clean_answer(question, answer) is not None


def _bounded(share: Decimal) -> Decimal:
    return min(max(share, NONE), ALL)


def _whole(is_right: bool) -> Decimal:
    return ALL if is_right else NONE


def _percent(row: Mapping) -> Decimal:
    return Decimal(str(row["percent"])) / 100


def _single(question, answer) -> Decimal:
    choice = question["choices"][answer]
    if choice["is_right"]:
        return ALL
    return _percent(choice) if choice.get("percent") else NONE


def _multiple(question, answer) -> Decimal:
    choices = question["choices"]
    right = {n for n, choice in enumerate(choices) if choice["is_right"]}
    picked = set(answer)
    if picked == right:
        return ALL
    if any(choice.get("percent") for choice in choices):
        worth = (choices[n] for n in picked if choices[n].get("percent"))
        return sum(map(_percent, worth), NONE)
    points = len(picked & right) - len(picked - right)
    return Decimal(max(points, 0)) / len(right) if right else NONE


def _true_false(question, answer) -> Decimal:
    return _whole(question["is_true"] == answer)


def _short_text(question, answer) -> Decimal:
    return max((worth for worth, _row in _texts_met(question, answer)), default=NONE)


def _texts_met(question, answer):
    """(share, row) of each accepted text that the answer is."""
    keeps_case = question.get("keeps_case", False)
    given = folded(answer, keeps_case=keeps_case)
    if not given:
        return
    for text in question["accepted"]:
        if folded(text, keeps_case=keeps_case) == given:
            yield ALL, {}
    for row in question.get("partly", []):
        if folded(row["text"], keeps_case=keeps_case) == given:
            yield _percent(row), row


def _numeric(question, answer) -> Decimal:
    return max((worth for worth, _row in _numbers_met(question, answer)), default=NONE)


def _numbers_met(question, answer):
    """(share, row) of each range that the answer lies in."""
    if lies_in(question, answer):
        yield ALL, {"feedback": question.get("right_feedback", "")}
    for row in question.get("partly", []):
        if lies_in(row, answer):
            yield _percent(row), row


def lies_in(row: Mapping, answer: str) -> bool:
    """Whether a reading of the typed number is within the tolerance."""
    wanted = Decimal(row["answer"])
    tolerance = abs(Decimal(row.get("tolerance") or 0))
    return any(abs(value - wanted) <= tolerance for value in readings(answer))


def _matching(question, answer) -> Decimal:
    pairs, options = question["pairs"], options_of(question)
    hits = sum(
        1
        for n, pair in enumerate(pairs)
        if str(n) in answer and options[answer[str(n)]] == pair["right"]
    )
    return Decimal(hits) / len(pairs)


def _ordering(question, answer) -> Decimal:
    items = question["items"]
    hits = sum(1 for n in range(len(items)) if answer.get(str(n)) == n)
    return Decimal(hits) / len(items)


def _cloze(question, answer) -> Decimal:
    gaps = question["gaps"]
    hits = sum(gap_is_right(gap, answer.get(str(n))) for n, gap in enumerate(gaps))
    return Decimal(hits) / len(gaps)


def gap_is_right(gap: Mapping, value) -> bool:
    """Whether one gap of a cloze is filled rightly."""
    if value is None:
        return False
    if gap["kind"] == "choice":
        return gap["choices"][value]["is_right"]
    if gap["kind"] == "number":
        return lies_in(gap, value)
    return folded(value) in {folded(text) for text in gap["accepted"]}


_GRADERS = {
    kinds.SINGLE: _single,
    kinds.MULTIPLE: _multiple,
    kinds.TRUE_FALSE: _true_false,
    kinds.SHORT_TEXT: _short_text,
    kinds.NUMERIC: _numeric,
    kinds.MATCHING: _matching,
    kinds.ORDERING: _ordering,
    kinds.CLOZE: _cloze,
}


def hints_of(question: Mapping, answer) -> list[str]:
    """The author's feedback to what was answered."""
    answer = clean_answer(question, answer)
    kind = question["kind"]
    if answer is None:
        return []
    if kind in {kinds.SINGLE, kinds.MULTIPLE}:
        places = answer if isinstance(answer, list) else [answer]
        texts = [question["choices"][place]["feedback"] for place in places]
    elif kind == kinds.TRUE_FALSE:
        texts = [question["feedback_true" if answer else "feedback_false"]]
    elif kind in {kinds.SHORT_TEXT, kinds.NUMERIC}:
        met = _texts_met if kind == kinds.SHORT_TEXT else _numbers_met
        found = sorted(met(question, answer), key=lambda pair: -pair[0])
        texts = [row.get("feedback", "") for _worth, row in found]
        texts = [text for text in texts if text][:1]
    else:
        texts = []
    return [text for text in texts if text]
