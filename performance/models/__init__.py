from performance.models.exemption import Exemption
from performance.models.goal import Goal
from performance.models.standing import Standing, Status
from performance.models.target import Measure, Quota, Target

__all__ = ["Exemption", "Goal", "Measure", "Quota", "Standing", "Status", "Target"]
