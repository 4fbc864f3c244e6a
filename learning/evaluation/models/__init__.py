from learning.evaluation.models.opinion import BEST, Opinion, OpinionSum
from learning.evaluation.models.use import Use

__all__ = ["BEST", "Opinion", "OpinionSum", "Use"]
