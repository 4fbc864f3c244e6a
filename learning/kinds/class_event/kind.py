"""The lesson "attend one class of this course"."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from learning.kinds.class_event.rules import USUAL_PERCENT
from learning.lessons import LessonBlock, LessonKind


class ClassEventBlock(LessonBlock):
    """What authors say about the class; its places and dates are pages below."""

    instructions = blocks.TextBlock(
        required=False,
        max_length=1000,
        label=_("What happens in the class"),
        help_text=_("Add the classes themselves as pages below this course."),
    )
    percent = blocks.IntegerBlock(
        default=USUAL_PERCENT,
        min_value=1,
        max_value=100,
        label=_("Attendance needed, in per cent of the hours"),
        help_text=_("Forms that are counted by the day credit each day attended anyway."),
    )
    part_from = blocks.IntegerBlock(
        default=0,
        min_value=0,
        max_value=100,
        required=False,
        label=_("Credit in part from, in per cent of the hours"),
        help_text=_(
            "Who was there for less than the share above, but at least for this one, is "
            "credited for the hours attended. 0: no credit in part."
        ),
    )

    class Meta:
        icon = "group"


class ClassEventLesson(LessonKind):
    """A lesson that is completed by being there."""

    code = "class_event"
    label = pgettext_lazy("a class that meets", "Class")
    icon = "calendar"
    block = ClassEventBlock
    template = "learning/kinds/class_event/lesson.html"
    has_dates = True

    def snapshot(self, value) -> dict:
        return {
            "instructions": value.get("instructions") or "",
            "percent": value.get("percent") or USUAL_PERCENT,
            **({"part_from": part} if (part := value.get("part_from")) else {}),
        }

    def meetings(self):
        """Classes that are still ahead."""
        from learning.kinds.class_event.models import ClassEvent

        return ClassEvent.objects.filter(
            state=ClassEvent.State.OPEN, is_published=True, starts_at__gt=timezone.now()
        )

    def queueing(self, courses) -> dict[int, int]:
        """The waiting lists of classes that are still open, offered seats included."""
        from django.db.models import Count

        from learning.kinds.class_event.models import Booking, ClassEvent

        rows = Booking.objects.filter(
            state__in=[Booking.State.WAITING, Booking.State.OFFERED],
            event__course__in=courses,
            event__state=ClassEvent.State.OPEN,
        )
        counted = rows.order_by().values("event__course").annotate(many=Count("pk"))
        return dict(counted.values_list("event__course", "many"))

    def context(self, request, lesson, progress) -> dict:
        """The learner's booking, and the classes that she could book."""
        from learning.kinds.class_event.models import Booking, ClassEvent

        events = ClassEvent.objects.filter(course=lesson.version.course)
        own = Booking.objects.none()
        if progress:
            person = progress.enrolment.person_id
            own = Booking.objects.live().filter(event__in=events, person=person)
            own = own.select_related("event").prefetch_related("event__sittings")
        return {
            "bookings": list(own.order_by("event__starts_at")),
            "events": list(events.offered().ahead().with_place()),
        }

    def left(self, enrolment) -> None:
        """Seats in classes ahead go to the waiting list."""
        from learning.kinds.class_event.actions.bookings import leave_all

        leave_all(enrolment)

    def attended_days(self, progress) -> list:
        from learning.kinds.class_event.actions.attendance import present_days

        booking = _booking_of(progress)
        return present_days(booking) if booking else []

    def share_earned(self, progress):
        from learning.kinds.class_event.actions.attendance import share_earned

        booking = _booking_of(progress)
        return share_earned(booking) if booking else super().share_earned(progress)


def _booking_of(progress):
    """The booking by which the lesson was completed, or None."""
    from learning.kinds.class_event.models import Booking

    public_id = progress.place.get("booking")
    if not public_id:
        return None
    rows = Booking.objects.filter(public_id=public_id, enrolment=progress.enrolment_id)
    return rows.select_related("event", "enrolment__version").first()


KIND = ClassEventLesson()
