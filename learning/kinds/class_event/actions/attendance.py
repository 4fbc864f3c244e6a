"""A class that is over: who was there is credited, in whole or in part, and corrected."""

from decimal import Decimal

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
from learning.kinds.class_event.actions.seats import move, release_promises
from learning.kinds.class_event.models import Booking, ClassEvent, Sitting
from learning.kinds.class_event.notices import tell_about
from learning.kinds.class_event.rules import USUAL_PERCENT, share_of
from learning.models import Enrolment, Lesson, LessonProgress

State = Booking.State


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


def share_earned(booking: Booking) -> Decimal:
    """Which share of the JP she has earned by being there, by the rule of her lesson."""
    sittings = list(booking.event.sittings.all())
    rows = booking.attendances.filter(is_present=True).values_list("sitting", flat=True)
    present = set(rows)
    enrolment = booking.enrolment
    rate = rate_of(enrolment.version)
    lesson = lesson_of(enrolment, booking)
    content = lesson.content if lesson else {}
    return share_of(
        sum(s.minutes for s in sittings if s.pk in present),
        sum(s.minutes for s in sittings),
        content.get("percent", USUAL_PERCENT),
        content.get("part_from", 0),
        bool(rate and rate.basis == Basis.DAY),
    )


def was_there(booking: Booking) -> tuple[bool, int, int]:
    """Whether she was there long enough, in how many of how many sittings."""
    present = booking.attendances.filter(is_present=True).count()
    return share_earned(booking) > 0, present, booking.event.sittings.count()


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
    for booking in _seated(event, [State.WAITING, State.OFFERED]):
        move(booking, State.CANCELLED, reason="")
    event.reservations.filter(released_at=None).update(released_at=now)
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


def correct(
    booking: Booking, sitting: Sitting, is_present: bool, by, reason: str
) -> None:
    """A mark changed after closing: state, lesson and record follow it; what was posted
    is voided and posted anew."""
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
