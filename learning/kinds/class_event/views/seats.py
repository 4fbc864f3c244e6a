"""Answers to an offered seat, and the seats that a leader holds for her team."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from corpu.lib.keys import key_of
from corpu.lib.refusals import Refused
from corpu.people.models import Person
from learning.kinds.class_event.actions import bookings, reserving, waiting
from learning.kinds.class_event.forms import BookForm, ReserveForm
from learning.kinds.class_event.models import Reservation
from learning.kinds.class_event.views.event import own_booking, visible_event


@login_required
@require_POST
def accept(request, public_id):
    """Take the seat that was offered."""
    found = visible_event(request, public_id)
    booking = own_booking(request, found)
    if booking is None:
        raise Http404
    waiting.accept(booking, by=request.user)
    messages.success(request, _("You have a seat. It is in your agenda."))
    return redirect("kind_class_event:event", public_id=public_id)


@login_required
@require_POST
def adjustments(request, public_id):
    """Change what I need to take part."""
    found = visible_event(request, public_id)
    booking = own_booking(request, found)
    if booking is None or not booking.is_live:
        raise Http404
    form = BookForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["adjustments"]
        bookings.ask_for_adjustments(booking, by=request.user, text=text)
        messages.success(request, _("Kept. Only those who run this class read it."))
    else:
        messages.error(request, _("This text is too long."))
    return redirect("kind_class_event:event", public_id=public_id)


@login_required
@require_POST
def reserve(request, public_id):
    """Hold seats for my team."""
    found = visible_event(request, public_id)
    form = ReserveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the number of seats to reserve."))
        return redirect("kind_class_event:event", public_id=public_id)
    held = reserving.reserve(found, seats=form.cleaned_data["seats"], by=request.user)
    messages.success(request, _("Reserved. Now name who sits on them."))
    return redirect("kind_class_event:reservation", public_id=held.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reservation(request, public_id):
    """Name the people for the seats that I hold."""
    rows = Reservation.objects.filter(leader=request.user).select_related(
        "event__course__activity__form", "leader"
    )
    held = get_object_or_404(rows, public_id=public_id)
    team = Person.objects.led_by(request.user).employees().with_place()
    if request.method == "POST":
        person = get_object_or_404(team, pk=key_of(request.POST.get("person")))
        try:
            reserving.name(held, person, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            text = _("%(name)s has a seat.") % {"name": person.full_name}
            messages.success(request, text)
        return redirect("kind_class_event:reservation", public_id=public_id)
    booked = held.event.bookings.live().filter(person__in=team).select_related("person")
    context = {
        "held": held,
        "event": held.event,
        "booked": booked.order_by("person__name"),
        "team": team.exclude(pk__in=booked.values("person")).order_by("name")[:200],
        "is_open": held.released_at is None and held.left and held.event.takes_answers,
    }
    return render(request, "learning/kinds/class_event/reservation.html", context)


@login_required
@require_POST
def release(request, public_id):
    """Give back the seats that have no name."""
    held = get_object_or_404(Reservation, public_id=public_id, leader=request.user)
    reserving.release(held)
    messages.success(request, _("The seats without a name are free for everybody."))
    return redirect("kind_class_event:event", public_id=held.event.public_id)
