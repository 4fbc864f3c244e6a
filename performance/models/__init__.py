from performance.models.adjustment import Adjustment
from performance.models.change import TargetChange
from performance.models.exemption import Exemption
from performance.models.filtered import Measure
from performance.models.goal import Goal
from performance.models.petition import Petition, PetitionStep
from performance.models.quota import Quota
from performance.models.standing import Standing, Status
from performance.models.target import Target

__all__ = [
    "Adjustment",
    "Exemption",
    "Goal",
    "Measure",
    "Petition",
    "PetitionStep",
    "Quota",
    "Standing",
    "Status",
    "Target",
    "TargetChange",
]
