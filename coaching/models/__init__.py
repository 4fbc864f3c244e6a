from coaching.models.coach import Coach
from coaching.models.engagement import Engagement, NextStep
from coaching.models.hours import HoursEntry
from coaching.models.note import Note, NoteKey
from coaching.models.rating import Rating, RatingSum
from coaching.models.session import Session, Topic

__all__ = [
    "Coach",
    "Engagement",
    "HoursEntry",
    "NextStep",
    "Note",
    "NoteKey",
    "Rating",
    "RatingSum",
    "Session",
    "Topic",
]
