from learning.kinds.class_event.models.booking import Attendance, Booking
from learning.kinds.class_event.models.event import ClassEvent, Sitting

# Wagtail's page types are models too: they are loaded with the others.
from learning.kinds.class_event.pages import (  # isort: skip
    ClassEventPage,
    ClassSitting,
)

__all__ = [
    "Attendance",
    "Booking",
    "ClassEvent",
    "ClassEventPage",
    "ClassSitting",
    "Sitting",
]
