"""Dates of a pair: offered, booked, moved and cancelled; never two at one time."""

import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.actions.coaches import touch
from coaching.actions.meeting_agenda import clash_of, people_of, promise, take_back
from coaching.models import Coach, Engagement, Meeting, Slot, TimeZone
from corpu.ledger.actions.credits import lock_people
from corpu.lib.clock import local_day
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.deciders import decider_for

State, Occasion = Meeting.State, Meeting.Occasion
REMIND_HOURS = 24


# -- times that a coach offers -----------------------------------------------------


@transaction.atomic
def offer_slots(
    coach: Coach, *, day, start, minutes: int, count=1, weeks=1, place=""
) -> list[Slot]:
    """Offer `count` times in a row on this day of so many weeks, in the coach's clock.
    Times that overlap what she offers already are left out."""
    coach = Coach.objects.select_for_update(of=("self",)).get(pk=coach.pk)
    clock = TimeZone(coach.time_zone).tz
    length = datetime.timedelta(minutes=minutes)
    made = []
    for week in range(weeks):
        on = day + datetime.timedelta(days=7 * week)
        first = datetime.datetime.combine(on, start, clock)
        for n in range(count):
            slot = _slot(coach, first + n * length, length, place)
            if slot:
                made.append(slot)
    if not made:
        text = _("You offer these times already, or they have passed.")
        raise Refused("no_new_slot", text, field="start")
    touch(coach)
    return made


def _slot(coach: Coach, starts_at, length, place: str) -> Slot | None:
    ends_at = starts_at + length
    if starts_at <= timezone.now():
        return None
    near = coach.slots.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if near.filter(is_open=True).exists():
        return None
    slot, _created = Slot.objects.update_or_create(
        coach=coach,
        starts_at=starts_at,
        defaults={"ends_at": ends_at, "place": place, "is_open": True},
    )
    return slot


def withdraw_slot(slot: Slot) -> None:
    """Offer it no more; one that is booked is cancelled as a meeting instead."""
    if slot.meetings.planned().exists():
        raise Refused("slot_booked", _("Somebody has booked it: cancel the meeting."))
    Slot.objects.filter(pk=slot.pk).update(is_open=False)


# -- booking -----------------------------------------------------------------------


@transaction.atomic
def book(engagement: Engagement, slot: Slot, *, by) -> Meeting:
    """Take an offered time; of two at the same moment one gets it."""
    _must_be_free(engagement, slot)
    values = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "place": slot.place}
    return _make(engagement, by=by, slot=slot, **values)


@transaction.atomic
def arrange(
    engagement: Engagement, *, by, starts_at, minutes=60, place="", occasion="usual"
) -> Meeting:
    """A date beside the offered times; a three-way one invites the coachee's leader."""
    ends_at = starts_at + datetime.timedelta(minutes=minutes)
    _must_be_ahead(starts_at)
    guest = None
    if occasion != Occasion.USUAL:
        guest = decider_for(engagement.coachee)
        if guest is None:
            raise Refused("no_leader", _("No leader is known whom you could invite."))
    return _make(
        engagement, by=by, starts_at=starts_at, ends_at=ends_at, place=place,
        occasion=occasion, guest=guest,
    )  # fmt: skip


def _make(engagement: Engagement, *, by, **values) -> Meeting:
    if engagement.state != Engagement.State.ACTIVE:
        raise Refused("not_active", _("This engagement is not active."))
    meeting = Meeting(
        engagement=engagement, booked_by=by, booked_at=timezone.now(), **values
    )
    _refuse_clash(meeting, by)
    _save(meeting)
    promise(meeting)
    _tell_others(meeting, by, "meeting", mark=meeting.starts_at.isoformat())
    return meeting


def _save(meeting: Meeting) -> None:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:
        raise Refused(
            "slot_taken", _("Somebody has just booked this time. Choose another.")
        ) from None


@transaction.atomic
def move(
    meeting: Meeting, *, by, reason: str, slot: Slot | None = None, starts_at=None
) -> Meeting:
    """Another time for the same meeting, with the reason; calendars move it along."""
    meeting = _changeable(meeting, reason)
    length = meeting.ends_at - meeting.starts_at
    meeting.moves = [*meeting.moves, meeting.starts_at.isoformat()]
    if slot:
        _must_be_free(meeting.engagement, slot)
        meeting.slot, meeting.place = slot, slot.place or meeting.place
        meeting.starts_at, meeting.ends_at = slot.starts_at, slot.ends_at
    else:
        _must_be_ahead(starts_at)
        meeting.slot = None
        meeting.starts_at, meeting.ends_at = starts_at, starts_at + length
    meeting.reason, meeting.changed_at = reason[:300], timezone.now()
    meeting.reminded_at = None
    _refuse_clash(meeting, by)
    _save(meeting)
    promise(meeting)
    _tell_others(meeting, by, "moved", mark=meeting.changed_at.isoformat())
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, by, reason: str) -> Meeting:
    """It does not take place; an offered time is free again."""
    meeting = _changeable(meeting, reason)
    meeting.state, meeting.reason = State.CANCELLED, reason[:300]
    meeting.changed_at = timezone.now()
    meeting.save(update_fields=["state", "reason", "changed_at"])
    take_back(meeting)
    _tell_others(meeting, by, "meeting_cancelled", mark=meeting.changed_at.isoformat())
    return meeting


def cancel_all(engagement: Engagement) -> None:
    """The pair has ended: what it had planned is off."""
    for meeting in engagement.meetings.planned().filter(starts_at__gt=timezone.now()):
        Meeting.objects.filter(pk=meeting.pk).update(
            state=State.CANCELLED, changed_at=timezone.now()
        )
        take_back(meeting)
        if meeting.guest_id:
            _tell(meeting, meeting.guest, "meeting_cancelled", engagement.coachee, "end")


def meeting_held(engagement: Engagement, day: datetime.date) -> None:
    """A logged session keeps the promise of the meetings planned until that day."""
    for meeting in engagement.meetings.planned().filter(occasion=Occasion.USUAL):
        if local_day(meeting.starts_at) <= day:
            Meeting.objects.filter(pk=meeting.pk).update(state=State.HELD)
            take_back(meeting)


def _changeable(meeting: Meeting, reason: str) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related(
        "engagement__coach__person", "engagement__coachee", "engagement__kind__form"
    )
    meeting = rows.get(pk=meeting.pk)
    if meeting.state != State.PLANNED or meeting.has_begun:
        raise Refused("meeting_over", _("This meeting has begun, or is off already."))
    if not reason:
        raise Refused("reason_missing", _("Please give the reason."), field="reason")
    return meeting


def _must_be_ahead(starts_at) -> None:
    if starts_at <= timezone.now():
        raise Refused(
            "in_the_past", _("Please choose a moment to come."), field="starts_at"
        )


def _must_be_free(engagement: Engagement, slot: Slot) -> None:
    if slot.coach_id != engagement.coach_id:
        raise Refused("other_coach", _("This time is offered by another coach."))
    if not Slot.objects.free().filter(pk=slot.pk).exists():
        raise Refused(
            "slot_taken", _("Somebody has just booked this time. Choose another.")
        )


# -- nobody is in two places -------------------------------------------------------


def _refuse_clash(meeting: Meeting, by) -> None:
    """Their rows are held: of two meetings at the same moment one is made."""
    people = people_of(meeting)
    lock_people({person.pk for person in people})
    for person in people:
        if clash := clash_of(meeting, person):
            code, sentence = clash
            if person.pk == by.pk:
                raise Refused(code, sentence, field="starts_at")
            text = _("%(who)s is not free at that time. Choose another.")
            raise Refused(code, text % {"who": person.name}, field="starts_at")


# -- telling -----------------------------------------------------------------------


def _tell_others(meeting: Meeting, by, what: str, *, mark: str) -> None:
    for person in people_of(meeting):
        if person.pk != by.pk:
            _tell(meeting, person, what, by, mark)


def _tell(meeting: Meeting, person, what: str, by, mark: str) -> None:
    tell(
        person,
        f"coaching.{what}",
        source=f"meeting:{meeting.pk}:{what}:{mark}:{person.pk}",
        url=reverse("coaching:meeting", args=[meeting.public_id]),
        who=by.name,
        starts_at=meeting.starts_at.isoformat(),
        reason=meeting.reason,
    )


def remind(now) -> int:
    """A day before, everybody who takes part is reminded once; how many meetings."""
    soon = Meeting.objects.planned().filter(
        starts_at__gt=now,
        starts_at__lte=now + datetime.timedelta(hours=REMIND_HOURS),
        booked_at__lt=now - datetime.timedelta(hours=1),
        reminded_at=None,
    )
    rows = soon.select_related("engagement__coach__person", "engagement__coachee")
    done = 0
    for meeting in rows.order_by("starts_at", "pk")[:1000]:
        with transaction.atomic():
            mine = Meeting.objects.filter(pk=meeting.pk, reminded_at=None)
            if not mine.update(reminded_at=now):
                continue
            pair = meeting.engagement
            for person in people_of(meeting):
                other = pair.coachee if person.pk == pair.coach.person_id else None
                who = other or pair.coach.person
                _tell(meeting, person, "meeting_soon", who, meeting.starts_at.isoformat())
            done += 1
    return done
