from performance.models.adjustment import Adjustment
from performance.models.change import TargetChange
from performance.models.exemption import Exemption
from performance.models.filtered import Measure
from performance.models.petition import Petition, PetitionStep
from performance.models.quota import Quota
from performance.models.rebuild import RebuildPiece, RebuildResult, StandingCheck
from performance.models.rollup import (
    RollupMark,
    UnitFold,
    UnitLearning,
    UnitPeople,
    UnitTally,
)
from performance.models.rule_change import RuleChange
from performance.models.standing import Standing, Status, Turn
from performance.models.target import Target

__all__ = [
    "Adjustment",
    "Exemption",
    "Measure",
    "Petition",
    "PetitionStep",
    "Quota",
    "RebuildPiece",
    "RebuildResult",
    "RollupMark",
    "RuleChange",
    "Standing",
    "StandingCheck",
    "Status",
    "Target",
    "TargetChange",
    "Turn",
    "UnitFold",
    "UnitLearning",
    "UnitPeople",
    "UnitTally",
]
