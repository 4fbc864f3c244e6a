"""Who was there: marked for each sitting, closed, and corrected after closing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.ledger.models import Basis
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from learning.actions.corrections import post_again, undo_lesson
from learning.actions.progress import complete_lesson, save_place
from learning.actions.worth import rate_of
from learning.kinds.class_event.actions.bookings import move, release_promises
from learning.kinds.class_event.models import (
    Attendance,
    Booking,
    ClassEvent,
    Sitting,
)
from learning.kinds.class_event.notices import tell_about
from learning.kinds.class_event.rules import USUAL_PERCENT, has_attended
from learning.models import Enrolment, Lesson, LessonProgress

State = Booking.State


@transaction.atomic
def mark(
    sitting: Sitting, marks: dict[int, bool], *, by, reason: str = ""
) -> list[Booking]:
    """Keep who was there, by booking id; returns the bookings whose mark changed.

    Saving twice changes nothing. After the class is closed a change is a correction: it
    needs a reason, and what was posted is voided and posted anew.
    """
    event = ClassEvent.objects.select_for_update().get(pk=sitting.event_id)
    _refuse_marks(event, sitting, reason)
    bookings = event.bookings.seated().filter(pk__in=marks)
    known = dict(
        Attendance.objects.filter(sitting=sitting).values_list("booking", "is_present")
    )
    changed = []
    for booking in bookings.select_related("person", "enrolment", "event"):
        is_present = marks[booking.pk]
        if known.get(booking.pk) is is_present:
            continue
        _refuse_own(booking, by)
        _keep(sitting, booking, is_present, by)
        changed.append(booking)
    if event.state == ClassEvent.State.CLOSED:
        for booking in changed:
            _correct(booking, sitting, marks[booking.pk], by, reason.strip())
    return changed


def _refuse_marks(event: ClassEvent, sitting: Sitting, reason: str) -> None:
    if event.state == ClassEvent.State.CANCELLED:
        raise Refused("class_cancelled", _("This class has been cancelled."))
    if not sitting.has_begun:
        raise Refused(
            "sitting_ahead",
            _("Attendance can be marked as soon as the sitting has begun."),
        )
    if event.state == ClassEvent.State.CLOSED and not reason.strip():
        raise Refused(
            "reason_needed",
            _("The class has been closed and people were credited. Say why you correct "
              "the attendance."),
            field="reason",
        )  # fmt: skip


def _refuse_own(booking: Booking, by) -> None:
    if booking.person_id == by.pk:
        raise Refused(
            "own_attendance",
            _("Nobody marks her own attendance. Ask a colleague of the agency."),
        )


def _keep(sitting: Sitting, booking: Booking, is_present: bool, by) -> None:
    Attendance.objects.update_or_create(
        sitting=sitting,
        booking=booking,
        defaults={
            "is_present": is_present, "marked_by": by, "marked_at": timezone.now(),
        },
    )  # fmt: skip


def present_days(booking: Booking) -> list:
    """The days, where the class is held, on which she was there."""
    rows = booking.attendances.filter(is_present=True)
    days = {row.sitting.day for row in rows.select_related("sitting__event")}
    return sorted(days)


def lesson_of(enrolment: Enrolment, booking: Booking) -> Lesson | None:
    """The lesson that this class answers: the one it completed, or the first open one."""
    lessons = Lesson.objects.filter(version=enrolment.version_id, kind="class_event")
    progress = {
        row.lesson_id: row
        for row in enrolment.progress.filter(lesson__kind="class_event")
    }
    lessons = list(lessons.order_by("order"))
    for lesson in lessons:
        row = progress.get(lesson.pk)
        if row and row.place.get("booking") == str(booking.public_id):
            return lesson
    done = LessonProgress.State.COMPLETED
    for lesson in lessons:
        if lesson.pk not in progress or progress[lesson.pk].state != done:
            return lesson
    return None


def was_there(booking: Booking) -> tuple[bool, int, int]:
    """Whether she was there long enough, in how many of how many sittings."""
    sittings = list(booking.event.sittings.all())
    rows = booking.attendances.filter(is_present=True).values_list("sitting", flat=True)
    present = set(rows)
    enrolment = booking.enrolment
    rate = rate_of(enrolment.version)
    lesson = lesson_of(enrolment, booking)
    percent = lesson.content.get("percent", USUAL_PERCENT) if lesson else USUAL_PERCENT
    enough = has_attended(
        sum(s.minutes for s in sittings if s.pk in present),
        sum(s.minutes for s in sittings),
        percent,
        bool(rate and rate.basis == Basis.DAY),
    )
    return enough, len(present), len(sittings)


def close(event: ClassEvent, *, by) -> ClassEvent:
    """End a class: who was there is credited, who was not is noted. Twice is once."""
    last = event.sittings.last()
    if last is None or not last.has_begun:
        raise Refused(
            "class_ahead",
            _("The last sitting has not begun yet, so the class cannot be closed."),
        )
    _close(event, by)
    settle_event(event)
    event.refresh_from_db()
    return event


@transaction.atomic
def _close(event: ClassEvent, by) -> None:
    """All marks become states in one transaction; crediting follows, one by one."""
    now = timezone.now()
    rows = ClassEvent.objects.filter(pk=event.pk, state=ClassEvent.State.OPEN)
    if not rows.update(state=ClassEvent.State.CLOSED, closed_at=now, closed_by=by):
        event.refresh_from_db()
        if event.state == ClassEvent.State.CANCELLED:
            raise Refused("class_cancelled", _("This class has been cancelled."))
        return
    event.refresh_from_db()
    for booking in _seated(event, [State.BOOKED]):
        _end(booking)
    for booking in _seated(event, [State.WAITING]):
        move(booking, State.CANCELLED, reason="")
    log_decision(
        "class.closed", by=by, subject=event.title, event=str(event.public_id),
        provider=event.course.provider.code,
    )  # fmt: skip


def _seated(event: ClassEvent, states: list[str]):
    rows = event.bookings.filter(state__in=states)
    return rows.select_related("person", "event", "enrolment__version")


def _end(booking: Booking) -> None:
    enough, present, of = was_there(booking)
    release_promises(booking)
    if enough:
        move(booking, State.ATTENDED)
        return
    reason = _absent_sentence(present, of)
    move(booking, State.NO_SHOW, reason=reason)
    tell_about(booking.person, booking.event, "no_show", reason=reason)


def _absent_sentence(present: int, of: int) -> str:
    if not present:
        return _("You were at none of the sittings.")
    return ngettext(
        "You were at %(present)s of %(of)s sitting, which is not enough.",
        "You were at %(present)s of %(of)s sittings, which is not enough.",
        of,
    ) % {"present": present, "of": of}


def settle_event(event: ClassEvent) -> int:
    """Credit those who attended and have not been credited; returns how many."""
    waiting = _seated(event, [State.ATTENDED]).filter(settled_at=None)
    return sum(settle(booking) for booking in waiting)


@transaction.atomic
def settle(booking: Booking) -> bool:
    """The lesson of an attended class is completed, once; perhaps the course with it."""
    rows = Booking.objects.filter(pk=booking.pk, settled_at=None, state=State.ATTENDED)
    if not rows.update(settled_at=timezone.now()):
        return False
    enrolment = Enrolment.objects.get(pk=booking.enrolment_id)
    lesson = lesson_of(enrolment, booking)
    if lesson is None or enrolment.state == Enrolment.State.WITHDRAWN:
        return False
    progress, _new = LessonProgress.objects.get_or_create(
        enrolment=enrolment, lesson=lesson
    )
    save_place(progress, {"booking": str(booking.public_id)})
    complete_lesson(progress)
    return True


def _correct(
    booking: Booking, sitting: Sitting, is_present: bool, by, reason: str
) -> None:
    """A mark changed after closing: state, lesson and record follow it."""
    enough, present, of = was_there(booking)
    before = booking.state
    if enough and before == State.NO_SHOW:
        move(booking, State.ATTENDED)
        settle(booking)
    elif enough:
        post_again(booking.enrolment, by=by, reason=reason)
    elif before == State.ATTENDED:
        _take_back(booking, by, reason, _absent_sentence(present, of))
    log_decision(
        "attendance.corrected", by=by, person=booking.person, reason=reason,
        subject=booking.event.title, booking=str(booking.public_id),
        sitting=sitting.starts_at.isoformat(), is_present=is_present,
    )  # fmt: skip
    tell_about(
        booking.person, booking.event, "corrected", reason=reason,
        mark=f"{timezone.now():%Y%m%d%H%M%S%f}",
    )  # fmt: skip


def _take_back(booking: Booking, by, reason: str, sentence: str) -> None:
    lesson = lesson_of(booking.enrolment, booking)
    move(booking, State.NO_SHOW, reason=sentence)
    Booking.objects.filter(pk=booking.pk).update(settled_at=None)
    progress = booking.enrolment.progress.filter(lesson=lesson).first()
    if progress:
        undo_lesson(progress, by=by, reason=reason)
