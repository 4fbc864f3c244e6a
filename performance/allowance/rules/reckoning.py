"""From a formula and the facts of a month to the recommendation, step by step."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from performance.allowance.rules.formula import (
    NUMBERS,
    WORDS,
    Exemption,
    Facts,
    Formula,
    Line,
    Part,
    Result,
)

HUNDRED = Decimal(100)
NOTHING = Decimal(0)
FINE = Decimal("0.0001")  # to which every step is kept, so that they add up
DAYS_OF_A_MONTH = 30


def reckon(formula: Formula, facts: Facts) -> Result:
    """The recommendation for one person and month, with each step that leads to it.

    Parts by weight, deductions added up and capped, factors, rounding; an exemption by
    status replaces the whole or one weight (the shapes of FACTS 5).
    """
    status = [one for one in formula.exemptions if applies(one, facts)]
    whole = next((one for one in status if not one.part), None)
    if whole:
        line = _step("exemption", whole.code, whole.percent, "", whole.percent)
        return _rounded(formula, [line])
    weights = {one.part: one for one in status if one.part}
    lines: list[Line] = []
    missing: list[str] = []
    for part in formula.parts:
        found = _part(part, formula.deductions, weights.get(part.code), facts)
        lines += found
        if not found:
            missing.append(part.code)
    if missing:
        return Result(None, tuple(lines), tuple(missing))
    lines += _deductions(formula, facts, _sum(lines))
    lines += _factors(formula, facts, _sum(lines))
    return _rounded(formula, lines)


def applies(exemption: Exemption, facts: Facts) -> bool:
    """True if the status is hers in the month."""
    if exemption.days_below is not None:
        present = facts.days_present
        return present is not None and present < exemption.days_below
    return any(
        away.kind in exemption.absence_kinds
        and away.days >= exemption.min_days
        and away.length >= exemption.months_from * DAYS_OF_A_MONTH
        and (
            exemption.months_below is None
            or away.length < exemption.months_below * DAYS_OF_A_MONTH
        )
        for away in facts.absences
    )


def worth(part: Part, facts: Facts) -> tuple[str, Decimal | None]:
    """What a part finds and what that is worth in per cent; None if nothing is known."""
    if part.source == "whole":
        return "", HUNDRED
    if part.source in WORDS:
        word = facts.words.get(part.code, "")
        return word, _word_worth(part, word)
    number = facts.numbers.get(part.code)
    if number is None:
        return "", part.when_missing
    reached = [s for s in part.steps if s.at_least is not None and number >= s.at_least]
    if part.steps:
        best = max(reached, key=lambda step: step.at_least or NOTHING, default=None)
        return str(number), best.percent if best else NOTHING
    return str(number), min(max(number, NOTHING), HUNDRED)


def _word_worth(part: Part, word: str) -> Decimal | None:
    """What a word is worth. Who is exempt from a target is not worse off for it."""
    steps = {step.word: step.percent for step in part.steps}
    if word in steps:
        return steps[word]
    if word == "exempt" and steps:
        return max(steps.values())
    return part.when_missing


def _step(kind: str, code: str, effect: Decimal, *said) -> Line:
    return Line(kind, code, effect.quantize(FINE, ROUND_HALF_UP), *said)


def _part(part, deductions, exemption, facts) -> list[Line]:
    """The lines of one part; none if its value is not known."""
    given, percent = worth(part, facts)
    if percent is None:
        return []
    weight = exemption.percent if exemption else part.weight
    effect = part.weight * percent / HUNDRED
    lines = [_step("part", part.code, effect, given, percent, part.weight)]
    if exemption:
        other = weight * percent / HUNDRED
        lines.append(_step("exemption", exemption.code, other - effect, "", None, weight))
    left = percent
    for one in deductions:
        count = facts.counts.get(one.counter, NOTHING)
        if one.part != part.code or count <= 0:
            continue
        taken = min(one.percent * count, left)
        left -= taken
        points = -(weight * taken / HUNDRED)
        lines.append(_step("part_deduction", one.code, points, str(count), one.percent))
    return lines


def _deductions(formula: Formula, facts: Facts, total: Decimal) -> list[Line]:
    """Deductions from the whole add up; together they take at most all that is there."""
    lines = []
    for one in formula.deductions:
        count = facts.counts.get(one.counter, NOTHING)
        if not one.part and count > 0:
            points = -(one.percent * count)
            lines.append(_step("deduction", one.code, points, str(count), one.percent))
    over = -_sum(lines) - total
    if over > 0:
        lines.append(_step("cap", "cap", over))
    return lines


def _factors(formula: Formula, facts: Facts, total: Decimal) -> list[Line]:
    lines = []
    for one in formula.factors:
        if facts.staff_class in one.staff_classes:
            effect = total * (one.percent - HUNDRED) / HUNDRED
            line = _step("factor", one.code, effect, facts.staff_class, one.percent)
            total += line.effect
            lines.append(line)
    return lines


def _rounded(formula: Formula, lines: list[Line]) -> Result:
    total = _sum(lines)
    unit = Decimal(1).scaleb(-formula.places)
    mode = ROUND_DOWN if formula.rounds_down else ROUND_HALF_UP
    percent = min(max(total, NOTHING), HUNDRED).quantize(unit, mode)
    if percent != total:
        lines = [*lines, Line("rounding", "rounding", percent - total)]
    return Result(percent, tuple(lines))


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.effect for line in lines), NOTHING)


def best(formula: Formula, facts: Facts, source: str) -> Decimal | None:
    """The result if everything from one source were as good as can be: what a person
    gains by meeting her target, by a better predicate, by full attendance."""
    words, numbers, counts = dict(facts.words), dict(facts.numbers), dict(facts.counts)
    for part in formula.parts:
        if part.source == source and source in WORDS:
            words[part.code] = _best_word(part)
        elif part.source in (source, f"{source}_share") and part.source in NUMBERS:
            numbers[part.code] = HUNDRED
    if source == "learning":
        counts.pop("learning_unmet", None)
    if source == "attendance":
        counts = {code: n for code, n in counts.items() if code == "learning_unmet"}
    better = replace(facts, words=words, numbers=numbers, counts=counts)
    return reckon(formula, better).percent


def _best_word(part: Part) -> str:
    steps = max(part.steps, key=lambda step: step.percent, default=None)
    return steps.word if steps else ""
