from coaching.models.agreement import Agreement, Fit, Goal, GoalMark, Review
from coaching.models.coach import LANGUAGES, Coach, Offer
from coaching.models.credential import Credential
from coaching.models.engagement import Engagement, NextStep
from coaching.models.hours import HoursEntry
from coaching.models.kind import Kind, Means, TimeZone
from coaching.models.meeting import Meeting, Slot
from coaching.models.note import Note, NoteKey
from coaching.models.programme import Circle, Programme
from coaching.models.rating import Rating, RatingSum
from coaching.models.session import Session, Topic

__all__ = [
    "LANGUAGES",
    "Agreement",
    "Circle",
    "Coach",
    "Credential",
    "Engagement",
    "Fit",
    "Goal",
    "GoalMark",
    "HoursEntry",
    "Kind",
    "Means",
    "Meeting",
    "NextStep",
    "Note",
    "NoteKey",
    "Offer",
    "Programme",
    "Rating",
    "RatingSum",
    "Review",
    "Session",
    "Slot",
    "TimeZone",
    "Topic",
]
