from performance.allowance.models.attendance import COUNTERS, Attendance
from performance.allowance.models.difference import Difference
from performance.allowance.models.formula import Formula
from performance.allowance.models.formula_rows import Deduction, Exemption, Factor, Part
from performance.allowance.models.line import Line
from performance.allowance.models.objection import Objection
from performance.allowance.models.run import Run, Seal
from performance.allowance.models.scheme import Scheme

__all__ = [
    "COUNTERS", "Attendance", "Deduction", "Difference", "Exemption", "Factor",
    "Formula", "Line", "Objection", "Part", "Run", "Scheme", "Seal",
]  # fmt: skip
