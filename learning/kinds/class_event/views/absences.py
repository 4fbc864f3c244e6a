"""Why somebody did not come: noted by the trainer, explained, excused."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learning.kinds.class_event.actions import appeals
from learning.kinds.class_event.models import Booking
from learning.kinds.class_event.permissions import may_run


def _run_booking(request, public_id) -> Booking:
    rows = Booking.objects.visible_to(request.user)
    rows = rows.select_related("event__course__provider", "person")
    booking = get_object_or_404(rows, public_id=public_id)
    if not may_run(request.user, booking.event):
        raise PermissionDenied
    return booking


@login_required
@require_POST
def note(request, public_id):
    """Keep why a participant did not come."""
    booking = _run_booking(request, public_id)
    appeals.note_absence(booking, why=request.POST.get("absence", ""))
    messages.success(request, _("The reason is noted."))
    return redirect("kind_class_event:participants", public_id=booking.event.public_id)


@login_required
@require_POST
def appeal(request, public_id):
    """Explain my own absence."""
    rows = Booking.objects.filter(person=request.user).select_related("event", "person")
    booking = get_object_or_404(rows, public_id=public_id)
    appeals.appeal(booking, by=request.user, text=request.POST.get("reason", ""))
    messages.success(request, _("Sent. Those who run the class answer you."))
    return redirect("kind_class_event:event", public_id=booking.event.public_id)


@login_required
@require_POST
def answer(request, public_id):
    """Excuse an absence, or not."""
    booking = _run_booking(request, public_id)
    appeals.answer(
        booking,
        by=request.user,
        accept=request.POST.get("answer") == "accept",
        reason=request.POST.get("reason", ""),
    )
    messages.success(request, _("Answered; the person is told."))
    return redirect("kind_class_event:participants", public_id=booking.event.public_id)
