"""What classes must tell people."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.notices.actions import tell
from corpu.notices.sentences import register

PLACE = _("%(begins)s, %(place)s.")


def register_all() -> None:
    """Teach the house the sentences of classes."""
    for kind, title, body in (
        ("class.booked", _("You have a seat: %(title)s"), PLACE),
        (
            "class.waiting",
            _("You are on the waiting list: %(title)s"),
            _("All seats are taken. As soon as one is free for you, we offer it to you."),
        ),
        (
            "class.promoted",
            _("A seat fell free and is yours: %(title)s"),
            _("%(begins)s, %(place)s. If you cannot come, cancel, so that the next may."),
        ),
        (
            "class.offered",
            _("A seat is free for you: %(title)s"),
            _("%(begins)s, %(place)s. Take it or leave it by %(until)s; then it is offered "
              "to the next."),
        ),
        (
            "class.lapsed",
            _("The offered seat went to the next: %(title)s"),
            _("You did not answer in time. Join the waiting list again if you still want "
              "to come."),
        ),
        (
            "class.named",
            _("%(leader)s gave you a seat: %(title)s"),
            _("%(begins)s, %(place)s. If you cannot come, cancel, so that the next may."),
        ),
        (
            "class.unnamed",
            _("Reserved seats went back: %(title)s"),
            _("%(seats)s seats had no name in time and are free for everybody."),
        ),
        (
            "class.short",
            _("Too few participants so far: %(title)s"),
            _("%(taken)s of at least %(fewest)s seats are taken. Invite, move or cancel "
              "the class."),
        ),
        (
            "class.appeal",
            _("%(name)s explains an absence: %(title)s"),
            _("Read it on the list of participants and answer it."),
        ),
        (
            "class.excused",
            _("Your absence is excused: %(title)s"),
            _("It does not lower your turn on waiting lists."),
        ),
        (
            "class.not_excused",
            _("Your absence was not excused: %(title)s"),
            _("Reason: %(reason)s"),
        ),
        ("class.reminder", _("In two days: %(title)s"), PLACE),
        (
            "class.moved",
            _("Time or place has changed: %(title)s"),
            _("Now: %(begins)s, %(place)s. If you cannot come, please cancel."),
        ),
        (
            "class.cancelled",
            _("The class has been cancelled: %(title)s"),
            _("Reason: %(reason)s. Your time is free again; see the course for others."),
        ),
        (
            "class.refused",
            _("Your booking was taken back: %(title)s"),
            _("Reason: %(reason)s"),
        ),
        (
            "class.no_show",
            _("You were not marked present: %(title)s"),
            _("%(reason)s If that is wrong, tell the agency: it can be corrected."),
        ),
        (
            "class.corrected",
            _("Your attendance was corrected: %(title)s"),
            _("Reason: %(reason)s. Your learning record follows it."),
        ),
        (
            "class.unmarked",
            _("Attendance is still missing: %(title)s"),
            _("The class is over. Mark who was there and close it, so that they are "
              "credited."),
        ),
    ):  # fmt: skip
        register(kind, group="learning", title=title, body=body)


def tell_about(person, event, kind: str, *, mark: str = "", to_staff=False, **data):
    """Tell one person about a class; `mark` tells apart what may happen twice."""
    page = "attendance" if to_staff else "event"
    tell(
        person,
        f"class.{kind}",
        source=f"class:{event.public_id}:{kind}:{person.pk}:{mark}",
        url=reverse(f"kind_class_event:{page}", args=[event.public_id]),
        title=event.title,
        begins=moment_text(event),
        place=place_text(event),
        **data,
    )


def moment_text(event) -> str:
    """When it begins, by the clock of the place: 03-03-2026 09:00 WIB."""
    if not event.starts_at:
        return ""
    return f"{event.starts_at.astimezone(event.tz):%d-%m-%Y %H:%M} {event.clock}"


def place_text(event) -> str:
    """Where it is held, in one line."""
    if event.is_online:
        return "online"
    return ", ".join(part for part in (event.venue, event.city) if part)
