"""Why somebody did not come: told by the trainer, explained by the person, excused."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from learning.kinds.class_event.models import Booking
from learning.kinds.class_event.notices import tell_about

Appeal = Booking.Appeal


def note_absence(booking: Booking, *, why: str) -> None:
    """Keep why a participant did not come."""
    if why not in Booking.Absence.values:
        raise Refused("unknown_reason", _("Choose one of the reasons."), field="absence")
    Booking.objects.filter(pk=booking.pk, state=Booking.State.NO_SHOW).update(absence=why)


@transaction.atomic
def appeal(booking: Booking, *, by, text: str) -> Booking:
    """The person explains her absence, once; who runs the class answers."""
    if booking.person_id != by.pk:
        raise Refused("not_yours", _("Only the person herself explains her absence."))
    if not text.strip():
        raise Refused("reason_needed", _("Say why you did not come."), field="reason")
    if not booking.may_appeal:
        raise Refused(
            "appeal_over",
            _("An absence can be explained once, and within 90 days."),
        )
    rows = Booking.objects.filter(pk=booking.pk, appeal_state="")
    if rows.update(
        appeal=text.strip()[:1000],
        appeal_state=Appeal.WAITING,
        appealed_at=timezone.now(),
    ):
        for person in booking.event.instructors.exclude(pk=by.pk):
            tell_about(
                person, booking.event, "appeal", to_staff=True,
                mark=str(booking.public_id), name=booking.person.full_name,
            )  # fmt: skip
    booking.refresh_from_db()
    return booking


@transaction.atomic
def answer(booking: Booking, *, by, accept: bool, reason: str = "") -> Booking:
    """Excuse an absence or not; an excused one does not lower the turn."""
    if booking.person_id == by.pk:
        raise Refused("own_appeal", _("Nobody excuses herself. Ask a colleague."))
    if not accept and not reason.strip():
        raise Refused("reason_needed", _("Say why not."), field="reason")
    rows = Booking.objects.filter(pk=booking.pk, appeal_state=Appeal.WAITING)
    state = Appeal.ACCEPTED if accept else Appeal.REFUSED
    if not rows.update(appeal_state=state, appeal_answer=reason.strip()[:500]):
        raise Refused("decided_already", _("This has been answered already."))
    booking.refresh_from_db()
    log_decision(
        f"absence.{state}", by=by, person=booking.person, reason=reason.strip(),
        subject=booking.event.title, booking=str(booking.public_id),
        asked_at=booking.appealed_at.isoformat(),
    )  # fmt: skip
    tell_about(
        booking.person, booking.event, "excused" if accept else "not_excused",
        mark=str(booking.public_id), reason=reason.strip(),
    )  # fmt: skip
    return booking
