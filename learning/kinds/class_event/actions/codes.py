"""The code on the wall: signed, good for a minute, and used once by each participant.

The code names the sitting, its step and who shows it. Who scans it gets a slip of her
own, bound to her and the same step; pressing the button spends it. A picture of the wall
that is sent to a friend is stale before he can use it, and a slip works for nobody else.
"""

from dataclasses import dataclass

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.models import Person
from learning.kinds.class_event.actions.marking import mark_by_code
from learning.kinds.class_event.models import Attendance, Booking, CodeUse, Sitting
from learning.kinds.class_event.rules import code_is_due, code_is_fresh, code_step

WALL, SLIP = "class_event.wall", "class_event.slip"
# How long a participant may look at her slip before she presses, in seconds.
SLIP_SECONDS = 120


@dataclass(frozen=True)
class Code:
    """What a genuine code says."""

    sitting: Sitting
    step: int
    shown_by: Person


def code_for(sitting: Sitting, *, by) -> str:
    """The code of this moment, shown by `by`."""
    return signing.dumps([sitting.pk, code_step(timezone.now()), by.pk], salt=WALL)


def read_code(token: str) -> Code:
    """What is on the wall; refused if it is not ours, stale, or the sitting is not on."""
    try:
        sitting, step, shown_by = signing.loads(token, salt=WALL)
    except (signing.BadSignature, ValueError, TypeError):
        raise _wrong() from None
    code = _code(sitting, step, shown_by)
    if not code_is_fresh(step, timezone.now()):
        raise Refused(
            "code_stale",
            _("This code is no longer good: it changes every few seconds. Scan the one "
              "that is on the wall now."),
        )  # fmt: skip
    return code


def _code(sitting: int, step: int, shown_by: int) -> Code:
    found = Sitting.objects.select_related("event").filter(pk=sitting).first()
    person = Person.objects.filter(pk=shown_by).first()
    if found is None or person is None:
        raise _wrong()
    if not code_is_due(found.starts_at, found.ends_at, timezone.now()):
        raise Refused("sitting_not_on", _("This sitting is not being held now."))
    return Code(found, step, person)


def _wrong() -> Refused:
    return Refused("code_wrong", _("This is not a code of a class. Scan it again."))


def slip_for(code: Code, person) -> str:
    """A slip for `person` alone."""
    data = [code.sitting.pk, code.step, code.shown_by.pk, person.pk]
    return signing.dumps(data, salt=SLIP)


@transaction.atomic
def check_in(slip: str, *, by) -> Attendance:
    """Mark the owner of the slip present. A slip, and a code, is good once."""
    try:
        sitting, step, shown_by, person = signing.loads(
            slip, salt=SLIP, max_age=SLIP_SECONDS
        )
    except (signing.BadSignature, ValueError, TypeError):
        raise Refused(
            "slip_stale", _("You waited too long. Scan the code on the wall again.")
        ) from None
    if person != by.pk:
        raise Refused("slip_of_another", _("This was scanned by somebody else."))
    code = _code(sitting, step, shown_by)
    _spend(code, by)
    booking = seat_of(code.sitting, by)
    return mark_by_code(code.sitting, booking, shown_by=code.shown_by)


def _spend(code: Code, person) -> None:
    try:
        with transaction.atomic():
            CodeUse.objects.create(sitting=code.sitting, person=person, step=code.step)
    except IntegrityError:
        raise Refused(
            "code_used", _("You have used this code already; once is enough.")
        ) from None


def seat_of(sitting: Sitting, person) -> Booking:
    """The seat of a participant; refused to others, and to those who show the code."""
    booking = sitting.event.bookings.seated().filter(person=person).first()
    if booking is None:
        raise Refused(
            "no_seat",
            _("You have no seat in this class. Ask the trainer to put you on the list."),
        )
    return booking
