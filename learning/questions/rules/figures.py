"""What answers tell of a question: its difficulty and how well it parts the able from
the unable.

Source: classical test theory. The difficulty p is the mean share (1 is easy). The
discrimination is the point-biserial correlation between the share of the question and
the result over the other questions of the attempt, so that a question is not compared
with itself.
"""

from dataclasses import dataclass
from math import sqrt

# Below this, figures of chance are not shown.
FEWEST = 10
TOO_HARD, TOO_EASY, WEAK = 0.2, 0.95, 0.1


@dataclass(frozen=True)
class Sums:
    """Sums over the first attempts of each person: x is the share of the question, y
    the result over the others, both 0 to 1."""

    count: int
    x: float
    y: float
    xx: float
    yy: float
    xy: float


def difficulty(sums: Sums) -> float | None:
    """The mean share, 0 to 1; None where nobody answered."""
    return sums.x / sums.count if sums.count else None


def discrimination(sums: Sums) -> float | None:
    """The correlation, -1 to 1; None where all answered alike or too few did."""
    n = sums.count
    if n < 2:
        return None
    spread_x = n * sums.xx - sums.x**2
    spread_y = n * sums.yy - sums.y**2
    if spread_x <= 1e-9 or spread_y <= 1e-9:
        return None
    found = (n * sums.xy - sums.x * sums.y) / sqrt(spread_x * spread_y)
    return max(-1.0, min(1.0, found))


def advice(count: int, p: float | None, r: float | None) -> str:
    """A code for what an author should look at; empty where all is well."""
    if count < FEWEST or p is None:
        return "few"
    if r is not None and r < 0:
        return "misleads"
    if p < TOO_HARD:
        return "too_hard"
    if p > TOO_EASY:
        return "too_easy"
    if r is not None and r < WEAK:
        return "weak"
    return ""
