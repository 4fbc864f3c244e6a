"""What share of the allowance base is recommended: arithmetic alone.

No Django, no queries, no clock. Shares are per cent as `Decimal`; the result is never
below 0 or above 100. Every line of a result says how many points it adds or takes, and
the lines add up to the result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
NOTHING = Decimal(0)
FINE = Decimal("0.0001")  # to which every step is kept, so that they add up
# Where a part takes its value from: a word that steps translate, or a number.
WORDS = ("predicate", "learning")
NUMBERS = ("attendance", "learning_share", "score")
# From best to worst: steps that pay the worse more than the better are refused.
ORDER = {
    "predicate": ("very_good", "good", "needs_improvement", "poor", "very_poor"),
    "learning": ("met", "on_track", "at_risk", "unmet"),
}
DAYS_OF_A_MONTH = 30


@dataclass(frozen=True)
class Step:
    """`percent` for a word ("good"), or for numbers of `at_least` so much."""

    percent: Decimal
    word: str = ""
    at_least: Decimal | None = None


@dataclass(frozen=True)
class Part:
    """A part of the whole with its weight in points. What is not known is worth
    `when_missing`; None asks for a check by hand."""

    code: str
    weight: Decimal
    source: str
    steps: tuple[Step, ...] = ()
    when_missing: Decimal | None = None


@dataclass(frozen=True)
class Deduction:
    """`percent` points for each counted case: of the whole, or inside one part."""

    code: str
    counter: str
    percent: Decimal
    part: str = ""


@dataclass(frozen=True)
class Factor:
    """Multiplies what is left for classes of staff (CPNS: 80 per cent)."""

    code: str
    staff_classes: tuple[str, ...]
    percent: Decimal


@dataclass(frozen=True)
class Exemption:
    """Another reckoning for a status: a leave, or few days at work.

    `part` empty: the result is `percent` outright. Else the weight of that part becomes
    `percent` points.
    """

    code: str
    percent: Decimal
    part: str = ""
    absence_kinds: tuple[str, ...] = ()
    min_days: int = 1
    months_from: int = 0
    months_below: int | None = None
    days_below: int | None = None


@dataclass(frozen=True)
class Formula:
    """All of it. `places` decimals of the result, rounded down or half up."""

    parts: tuple[Part, ...]
    deductions: tuple[Deduction, ...] = ()
    factors: tuple[Factor, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    places: int = 2
    rounds_down: bool = False


@dataclass(frozen=True)
class Away:
    """An absence as a month sees it: days of it in the month, days of it in all."""

    kind: str
    days: int
    length: int


@dataclass(frozen=True)
class Facts:
    """What is known of one person in one month: words and numbers by the code of the
    part that takes them, cases by counter."""

    staff_class: str = "pns"
    words: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    counts: Mapping[str, Decimal] = field(default_factory=dict)
    absences: tuple[Away, ...] = ()
    days_present: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """One step of the reckoning. `given` is what was found, `percent` what it is worth,
    `weight` of how many points, `effect` the points that it adds or takes."""

    kind: str  # part, part_deduction, deduction, cap, factor, exemption, rounding
    code: str
    effect: Decimal
    given: str = ""
    percent: Decimal | None = None
    weight: Decimal | None = None


@dataclass(frozen=True)
class Result:
    """The recommended per cent of the base; None while `missing` names what is lacking."""

    percent: Decimal | None
    lines: tuple[Line, ...]
    missing: tuple[str, ...] = ()


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


def faults(formula: Formula) -> list[str]:
    """What keeps a formula from being used, as codes; empty if it is sound."""
    found = []
    if sum((part.weight for part in formula.parts), NOTHING) != HUNDRED:
        found.append("weights")
    codes = [part.code for part in formula.parts]
    if len(set(codes)) != len(codes):
        found.append("parts_twice")
    for part in formula.parts:
        found += _faults_of_steps(part)
    named = {one.part for one in formula.deductions if one.part}
    named |= {one.part for one in formula.exemptions if one.part}
    if named - set(codes):
        found.append("unknown_part")
    return list(dict.fromkeys(found))


def _faults_of_steps(part: Part) -> list[str]:
    if part.source in WORDS:
        paid = {step.word: step.percent for step in part.steps}
        order = [paid[word] for word in ORDER[part.source] if word in paid]
        if not paid:
            return ["steps_missing"]
        return [] if order == sorted(order, reverse=True) else ["steps_order"]
    limits = [step for step in part.steps if step.at_least is not None]
    if len(limits) != len(part.steps):
        return ["steps_kind"]
    limits.sort(key=lambda step: step.at_least or NOTHING)
    paid_up = [step.percent for step in limits]
    return [] if paid_up == sorted(paid_up) else ["steps_order"]
