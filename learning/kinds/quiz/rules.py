"""How answers are graded. A question is the JSON that was frozen at publishing.

An answer holds places in the question's own lists, never the shuffled ones that the
learner saw, so that grading does not depend on the draw.
"""

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal, InvalidOperation

SINGLE = "single"
MULTIPLE = "multiple"
TRUE_FALSE = "true_false"
SHORT_TEXT = "short_text"
NUMERIC = "numeric"
MATCHING = "matching"
ORDERING = "ordering"

MAX_TEXT = 500
# The way to the server takes time; what arrives this late after the limit still counts.
GRACE_SECONDS = 30


@dataclass(frozen=True)
class Result:
    """A graded attempt: percent (0 to 100, rounded down) and the share of each question
    (0 to 1) by its key."""

    percent: Decimal
    has_passed: bool
    shares: dict[str, Decimal]


# -- the draw ----------------------------------------------------------------------


def draw(
    questions: Sequence[Mapping],
    *,
    seed: int,
    count: int | None = None,
    shuffle_questions: bool = False,
    shuffle_answers: bool = False,
) -> list[dict]:
    """Which questions an attempt asks, in which order, and how their answers lie.

    Matching and ordering are always shuffled: their own order is the solution.
    """
    dice = random.Random(seed)  # noqa: S311 (a draw, not a secret)
    chosen = list(range(len(questions)))
    if count is not None and count < len(chosen):
        chosen = sorted(dice.sample(chosen, count))
    if shuffle_questions:
        dice.shuffle(chosen)
    return [
        {
            "key": questions[n]["key"],
            "order": _order(questions[n], dice, shuffle_answers),
        }
        for n in chosen
    ]


def _order(question: Mapping, dice: random.Random, shuffle_answers: bool) -> list[int]:
    places = list(range(len(options_of(question))))
    if question["kind"] in {MATCHING, ORDERING}:
        straight = list(places)
        while len(places) > 1 and places == straight:
            dice.shuffle(places)
    elif shuffle_answers and question["kind"] in {SINGLE, MULTIPLE}:
        dice.shuffle(places)
    return places


def options_of(question: Mapping) -> list:
    """What is laid out to choose from: choices, right sides, or things to order."""
    kind = question["kind"]
    if kind in {SINGLE, MULTIPLE}:
        return question["choices"]
    if kind == MATCHING:
        return [pair["right"] for pair in question["pairs"]]
    if kind == ORDERING:
        return question["items"]
    return []


# -- answers -----------------------------------------------------------------------


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
        return _clean_pairs(answer, most)
    text = answer.strip()[:MAX_TEXT] if isinstance(answer, str) else ""
    return text.replace("\0", "") or None


def _is_place(value, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < most


def _clean_pairs(answer, most: int) -> dict[str, int] | None:
    pairs = answer if isinstance(answer, dict) else {}
    known = {str(place) for place in range(most)}
    kept = {k: v for k, v in pairs.items() if k in known and _is_place(v, most)}
    return kept or None


def is_answered(question: Mapping, answer) -> bool:
    """Whether the learner has said all that the question asks for."""
    answer = clean_answer(question, answer)
    if question["kind"] in {MATCHING, ORDERING}:
        return answer is not None and len(answer) == len(options_of(question))
    return answer is not None


# -- grading -----------------------------------------------------------------------


def share_of(question: Mapping, answer) -> Decimal:
    """How much of a question is right, 0 to 1.

    Multiple choice: right picks minus wrong ones, over all right ones, never below 0.
    Matching and ordering: the part that lies in its place.
    """
    answer = clean_answer(question, answer)
    if answer is None:
        return Decimal(0)
    return _GRADERS[question["kind"]](question, answer)


def _whole(is_right: bool) -> Decimal:
    return Decimal(1) if is_right else Decimal(0)


def _single(question, answer) -> Decimal:
    return _whole(question["choices"][answer]["is_right"])


def _multiple(question, answer) -> Decimal:
    right = {n for n, choice in enumerate(question["choices"]) if choice["is_right"]}
    picked = set(answer)
    points = len(picked & right) - len(picked - right)
    return Decimal(max(points, 0)) / len(right) if right else Decimal(0)


def _true_false(question, answer) -> Decimal:
    return _whole(question["is_true"] == answer)


def _short_text(question, answer) -> Decimal:
    keeps_case = question.get("keeps_case", False)
    given = folded(answer, keeps_case=keeps_case)
    accepted = {folded(text, keeps_case=keeps_case) for text in question["accepted"]}
    return _whole(bool(given) and given in accepted)


def _numeric(question, answer) -> Decimal:
    wanted = Decimal(question["answer"])
    tolerance = abs(Decimal(question.get("tolerance") or 0))
    return _whole(any(abs(r - wanted) <= tolerance for r in readings(answer)))


def _matching(question, answer) -> Decimal:
    pairs = question["pairs"]
    hits = sum(
        1
        for n, pair in enumerate(pairs)
        if str(n) in answer and pairs[answer[str(n)]]["right"] == pair["right"]
    )
    return Decimal(hits) / len(pairs)


def _ordering(question, answer) -> Decimal:
    items = question["items"]
    hits = sum(1 for n in range(len(items)) if answer.get(str(n)) == n)
    return Decimal(hits) / len(items)


_GRADERS = {
    SINGLE: _single,
    MULTIPLE: _multiple,
    TRUE_FALSE: _true_false,
    SHORT_TEXT: _short_text,
    NUMERIC: _numeric,
    MATCHING: _matching,
    ORDERING: _ordering,
}


def folded(text: str, *, keeps_case: bool = False) -> str:
    """Text without needless differences: spaces, accents, typographic quotes, case."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = text.translate(str.maketrans("‘’“”–—", "''\"\"--"))
    text = " ".join(text.split()).strip(" .")
    return text if keeps_case else text.casefold()


def readings(text: str) -> set[Decimal]:
    """The numbers that a person may have meant: "1.000" is one or a thousand.

    With both signs the last one parts the decimals; one that stands several times parts
    thousands; one alone before exactly three digits may be either.
    """
    text = "".join(text.split()).replace("\u2212", "-")
    if not re.fullmatch(r"[+-]?[0-9.,]{1,40}", text) or not re.search("[0-9]", text):
        return set()
    dots, commas = text.count("."), text.count(",")
    last = max(text.rfind("."), text.rfind(","))
    if not dots and not commas:
        found = {text}
    elif dots and commas:
        sign, other = (".", ",") if text[last] == "." else (",", ".")
        if text.count(sign) > 1:
            return set()
        found = {text.replace(other, "").replace(sign, ".")}
    elif dots + commas > 1:
        found = {text.replace(".", "").replace(",", "")}
    else:
        found = {text.replace(",", ".")}
        if len(text) - last == 4 and re.search(r"[1-9]\d{0,2}[.,]", text):
            found.add(text.replace(".", "").replace(",", ""))
    return {number for number in map(_decimal, found) if number is not None}


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def grade(
    questions: Sequence[Mapping], answers: Mapping, *, pass_mark: Decimal
) -> Result:
    """The result over the questions that were asked, each by its weight."""
    shares = {q["key"]: share_of(q, answers.get(q["key"])) for q in questions}
    weights = {q["key"]: max(Decimal(str(q["weight"])), Decimal(0)) for q in questions}
    total = sum(weights.values(), Decimal(0))
    points = sum((weights[key] * share for key, share in shares.items()), Decimal(0))
    percent = points * 100 / total if total else Decimal(0)
    percent = percent.quantize(Decimal("0.01"), ROUND_DOWN)
    return Result(percent, percent >= pass_mark, shares)
