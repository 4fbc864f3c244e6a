from learning.kinds.class_event.models.event import ClassEvent, Sitting

from learning.kinds.class_event.models.booking import Booking, Reservation  # isort: skip
from learning.kinds.class_event.models.attendance import (  # isort: skip
    Attendance,
    AttendanceMark,
    CodeUse,
    How,
    ResultsFile,
)

# Wagtail's page types are models too: they are loaded with the others.
from learning.kinds.class_event.pages import (  # isort: skip
    ClassEventPage,
    ClassMaterial,
    ClassSitting,
)

__all__ = [
    "Attendance",
    "AttendanceMark",
    "Booking",
    "ClassEvent",
    "ClassEventPage",
    "ClassMaterial",
    "ClassSitting",
    "CodeUse",
    "How",
    "Reservation",
    "ResultsFile",
    "Sitting",
]
