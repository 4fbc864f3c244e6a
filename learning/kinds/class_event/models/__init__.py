from learning.kinds.class_event.models.booking import Attendance, Booking
from learning.kinds.class_event.models.event import ClassEvent, Sitting

__all__ = ["Attendance", "Booking", "ClassEvent", "Sitting"]
