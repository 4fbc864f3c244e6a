"""What a formula is made of, what is known of a month, and what a reckoning says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

# Where a part takes its value from: a word that steps translate, or a number.
WORDS = ("predicate", "learning")
NUMBERS = ("attendance", "learning_share", "score")
# From best to worst: steps that pay the worse more than the better are refused.
ORDER = {
    "predicate": ("very_good", "good", "needs_improvement", "poor", "very_poor"),
    "learning": ("met", "on_track", "at_risk", "unmet"),
}


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
