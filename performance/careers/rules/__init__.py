"""Career gates and the nine-box, as arithmetic: no Django, no queries, no clock."""

from performance.careers.rules.gates import judge, whole, years_before
from performance.careers.rules.known import (
    CHECK,
    MET,
    NOT_MET,
    STRENGTH,
    Check,
    Degree,
    Finding,
    Found,
    Known,
    Learned,
    Rule,
    Served,
)
from performance.careers.rules.nine_box import Limits, Place, place

__all__ = [
    "CHECK",
    "MET",
    "NOT_MET",
    "STRENGTH",
    "Check",
    "Degree",
    "Finding",
    "Found",
    "Known",
    "Learned",
    "Limits",
    "Place",
    "Rule",
    "Served",
    "judge",
    "place",
    "whole",
    "years_before",
]
