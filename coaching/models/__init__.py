from coaching.models.coach import Coach
from coaching.models.engagement import Engagement, NextStep
from coaching.models.session import Session, Topic

__all__ = ["Coach", "Engagement", "NextStep", "Session", "Topic"]
