"""What share of the allowance base is recommended: arithmetic alone.

No Django, no queries, no clock. Shares are per cent as `Decimal`; the result is never
below 0 or above 100. Every line of a result says how many points it adds or takes, and
the lines add up to the result.
"""

from performance.allowance.rules.faults import faults
from performance.allowance.rules.formula import (
    ORDER,
    WORDS,
    Away,
    Deduction,
    Exemption,
    Factor,
    Facts,
    Formula,
    Line,
    Part,
    Result,
    Step,
)
from performance.allowance.rules.reckoning import best, reckon

__all__ = [
    "ORDER",
    "WORDS",
    "Away",
    "Deduction",
    "Exemption",
    "Factor",
    "Facts",
    "Formula",
    "Line",
    "Part",
    "Result",
    "Step",
    "best",
    "faults",
    "reckon",
]
