"""The code on the wall, and the slip of who scans it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from corpu.lib.papers import qr_svg
from corpu.lib.refusals import Refused
from learning.kinds.class_event.actions import codes
from learning.kinds.class_event.models import Attendance
from learning.kinds.class_event.rules import CODE_SECONDS, code_is_due
from learning.kinds.class_event.views.attendance import run_event

TEMPLATES = "learning/kinds/class_event"


def _sitting(request, event):
    for sitting in event.sittings.all():
        if str(sitting.pk) == request.GET.get("sitting"):
            return sitting
    raise Http404


def _context(request, public_id) -> dict:
    event = run_event(request, public_id)
    sitting = _sitting(request, event)
    is_due = event.is_open and code_is_due(
        sitting.starts_at, sitting.ends_at, timezone.now()
    )
    context = {"event": event, "sitting": sitting, "is_due": is_due}
    if is_due:
        token = codes.code_for(sitting, by=request.user)
        address = reverse("kind_class_event:here", args=[token])
        context["svg"] = qr_svg(f"{settings.SITE_URL}{address}")
        context["address"] = address
    present = Attendance.objects.filter(sitting=sitting, is_present=True)
    seated = event.bookings.seated().count()
    return {**context, "present": present.count(), "seated": seated}


@login_required
@require_safe
def wall(request, public_id):
    """The page for the screen in the room."""
    context = {**_context(request, public_id), "seconds": CODE_SECONDS}
    return render(request, f"{TEMPLATES}/wall.html", context)


@login_required
@require_safe
def wall_code(request, public_id):
    """The code of this moment alone, for a page that stays open."""
    response = render(request, f"{TEMPLATES}/code.html", _context(request, public_id))
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def here(request, token: str):
    """Who scanned the code says "I am here"; the slip that she presses is hers alone."""
    if request.method == "POST":
        return _check_in(request)
    try:
        code = codes.read_code(token)
        booking = codes.seat_of(code.sitting, request.user)
    except Refused as refusal:
        context = {"refusal": refusal}
        return render(request, f"{TEMPLATES}/here.html", context, status=422)
    marked = Attendance.objects.filter(
        sitting=code.sitting, booking=booking, is_present=True
    )
    context = {
        "event": code.sitting.event,
        "sitting": code.sitting,
        "is_marked": marked.exists(),
        "slip": codes.slip_for(code, request.user),
    }
    return render(request, f"{TEMPLATES}/here.html", context)


def _check_in(request):
    try:
        attendance = codes.check_in(request.POST.get("slip", ""), by=request.user)
    except Refused as refusal:
        context = {"refusal": refusal}
        return render(request, f"{TEMPLATES}/here.html", context, status=422)
    messages.success(request, _("You are marked present. Welcome!"))
    event = attendance.sitting.event
    return redirect("kind_class_event:event", public_id=event.public_id)
