from performance.development.models.aspiration import Aspiration
from performance.development.models.gap import PerformanceGap
from performance.development.models.line import PlanLine
from performance.development.models.plan import Comment, Plan
from performance.development.models.policy import LevelSource, MatchBand
from performance.development.models.sheet import Budget, Sheet, SheetLine

__all__ = [
    "Aspiration",
    "Budget",
    "Comment",
    "LevelSource",
    "MatchBand",
    "PerformanceGap",
    "Plan",
    "PlanLine",
    "Sheet",
    "SheetLine",
]
