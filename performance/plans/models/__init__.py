from performance.plans.models.appraisal import (
    Appraisal,
    BehaviourNote,
    FollowUp,
    Objection,
)
from performance.plans.models.dialogue import Entry, Feedback
from performance.plans.models.line import LineReport, PlanLine
from performance.plans.models.matrix import (
    Behaviour,
    CycleCalendar,
    Predicate,
    PredicateMatrix,
    Rating,
)
from performance.plans.models.plan import LeaderSpan, Plan
from performance.plans.models.unit_plan import UnitGoal, UnitPlan

__all__ = [
    "Appraisal",
    "Behaviour",
    "BehaviourNote",
    "CycleCalendar",
    "Entry",
    "Feedback",
    "FollowUp",
    "LeaderSpan",
    "LineReport",
    "Objection",
    "Plan",
    "PlanLine",
    "Predicate",
    "PredicateMatrix",
    "Rating",
    "UnitGoal",
    "UnitPlan",
]
