"""A class as its participants meet it: look, book, give up, put it in a calendar."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.calendar_files import CalendarEntry, calendar_file
from corpu.people.models import Person
from learning.kinds.class_event.actions import bookings
from learning.kinds.class_event.actions.clashes import find_clash
from learning.kinds.class_event.actions.waiting import in_turn
from learning.kinds.class_event.forms import BookForm, ReserveForm
from learning.kinds.class_event.models import Booking, ClassEvent, Reservation
from learning.kinds.class_event.notices import place_text
from learning.kinds.class_event.permissions import may_run
from learning.lesson_files import serve


def visible_event(request, public_id) -> ClassEvent:
    """The class, if the reader may know of it; 404 otherwise."""
    events = ClassEvent.objects.visible_to(request.user).with_place()
    return get_object_or_404(events, public_id=public_id)


def own_booking(request, event: ClassEvent) -> Booking | None:
    """The reader's live booking of this class, or her last one."""
    rows = event.bookings.filter(person=request.user)
    return rows.live().first() or rows.order_by("-pk").first()


@login_required
@require_safe
def event(request, public_id):
    """When, where, who teaches, how many seats are left, and my seat."""
    found = visible_event(request, public_id)
    booking = own_booking(request, found)
    runs = may_run(request.user, found)
    has_seat = bool(booking and booking.state in Booking.SEATED)
    position = None
    if booking and booking.state == Booking.State.WAITING:
        order = [row.pk for row in in_turn(found)]
        position = order.index(booking.pk) + 1
    context = {
        "event": found,
        "sittings": found.sittings.all(),
        "booking": booking,
        "position": position,
        "waiting": found.bookings.queueing().count(),
        "runs": runs,
        "shows_links": runs or has_seat,
        "clash": _clash(request, found, booking),
        "form": BookForm(initial={"adjustments": booking.adjustments if booking else ""}),
        **_as_leader(request, found),
    }
    return render(request, "learning/kinds/class_event/event.html", context)


def _as_leader(request, found: ClassEvent) -> dict:
    """What a leader may do for her team here."""
    rows = Reservation.objects.filter(leader=request.user, released_at=None)
    held = rows.filter(event=found).first()
    team = Person.objects.led_by(request.user).employees()
    may_reserve = found.takes_bookings and found.seats_left > 0 and team.exists()
    return {"held": held, "reserve_form": ReserveForm() if may_reserve else None}


@login_required
@require_safe
def material(request, public_id, number: int):
    """A file of the class, for those with a seat and those who run it."""
    found = visible_event(request, public_id)
    booking = own_booking(request, found)
    has_seat = bool(booking and booking.state in Booking.SEATED)
    if not (has_seat or may_run(request.user, found)):
        raise PermissionDenied
    if number >= len(found.materials):
        raise Http404
    return serve(request, found.materials[number])


def _clash(request, found: ClassEvent, booking):
    """Told before she presses, so that nobody is refused by surprise."""
    if (booking and booking.is_live) or not found.takes_bookings:
        return ""
    clash = find_clash(request.user, found)
    return clash[1] if clash else ""


@login_required
@require_POST
def book(request, public_id):
    """Take a seat, or a place on the waiting list."""
    found = visible_event(request, public_id)
    form = BookForm(request.POST)
    adjustments = form.cleaned_data["adjustments"] if form.is_valid() else ""
    booking = bookings.book(request.user, found, by=request.user, adjustments=adjustments)
    if booking.state == Booking.State.WAITING:
        messages.warning(
            request,
            _("All seats are taken. You are on the waiting list: as soon as one is free "
              "for you, we offer it to you."),
        )  # fmt: skip
    else:
        messages.success(request, _("You have a seat. It is in your agenda."))
    return redirect("kind_class_event:event", public_id=public_id)


@login_required
@require_POST
def cancel(request, public_id):
    """Give up my seat, or my place on the list."""
    found = visible_event(request, public_id)
    booking = own_booking(request, found)
    if booking is None:
        raise Http404
    bookings.cancel(booking, by=request.user)
    messages.success(request, _("Your booking is cancelled. Thank you for telling."))
    return redirect("kind_class_event:event", public_id=public_id)


@login_required
@require_safe
def calendar(request, public_id):
    """The sittings as a calendar file, by the clock of the place."""
    found = visible_event(request, public_id)
    booking = own_booking(request, found)
    has_seat = bool(booking and booking.state in Booking.SEATED)
    knows_link = has_seat or may_run(request.user, found)
    entries = [entry_of(found, sitting, knows_link) for sitting in found.sittings.all()]
    data = calendar_file(entries, now=timezone.now())
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.public_id}.ics"'
    return response


def entry_of(event: ClassEvent, sitting, knows_link: bool) -> CalendarEntry:
    """One sitting as a calendar keeps it."""
    place = ", ".join(
        p for p in (sitting.room, event.venue, event.address, event.city) if p
    )
    return CalendarEntry(
        uid=f"class-{event.public_id}-{sitting.pk}",
        title=event.title,
        starts_at=sitting.local_starts_at,
        ends_at=sitting.local_ends_at,
        place=place or (sitting.link if knows_link else "") or place_text(event),
        description=sitting.topic,
        url=f"{settings.SITE_URL}{event_url(event)}",
        is_cancelled=event.state == ClassEvent.State.CANCELLED,
    )


def event_url(event: ClassEvent) -> str:
    """The address of its page."""
    return reverse("kind_class_event:event", args=[event.public_id])
