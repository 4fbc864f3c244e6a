"""What the agency sees of its classes: the list, the participants, calling off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.lib.downloads import download
from corpu.lib.refusals import Refused
from learning.kinds.class_event.actions import bookings, events
from learning.kinds.class_event.actions.waiting import in_turn
from learning.kinds.class_event.forms import ReasonForm
from learning.kinds.class_event.models import Booking, ClassEvent
from learning.kinds.class_event.permissions import may_run
from learning.kinds.class_event.views.attendance import run_event


@login_required
@require_safe
def taught(request):
    """The classes that I teach or manage: ahead first, then those that are over."""
    grants = request.user.active_grants()
    if not any(grant.provider_id for grant in grants):
        raise PermissionDenied
    rows = (
        ClassEvent.objects.run_by(request.user)
        .with_place()
        .annotate(
            waiting=Count("bookings", filter=Q(bookings__state="waiting"), distinct=True)
        )
    )
    past = request.GET.get("past") == "1"
    now_open = Q(state=ClassEvent.State.OPEN)
    rows = rows.exclude(now_open) if past else rows.filter(now_open)
    rows = rows.order_by("-starts_at" if past else "starts_at")
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    context = {"page": page, "past": past}
    return render(request, "learning/kinds/class_event/taught.html", context)


def _participants(event: ClassEvent):
    rows = event.bookings.exclude(state__in=["cancelled", "lapsed"])
    rows = rows.select_related("person__unit", "person__post")
    return rows.prefetch_related("attendances").order_by("person__name", "pk")


@login_required
@require_safe
def participants(request, public_id):
    """Who comes, who waits, who was there."""
    event = run_event(request, public_id)
    rows = list(_participants(event))
    sittings = list(event.sittings.all())
    context = {
        "event": event,
        "sittings": sittings,
        "seated": [_row(b, sittings) for b in rows if b.state in Booking.SEATED],
        "waiting": in_turn(event),
        "offered": [b for b in rows if b.state == Booking.State.OFFERED],
        "reservations": event.reservations.filter(released_at=None).select_related(
            "leader__unit", "leader__post"
        ),
        "appeals": [b for b in rows if b.appeal_state == Booking.Appeal.WAITING],
        "absences": Booking.Absence.choices,
        "interested": event.course.interests.count(),
        "refused": [b for b in rows if b.state == Booking.State.REFUSED],
        "reason_form": ReasonForm(),
    }
    return render(request, "learning/kinds/class_event/participants.html", context)


def _row(booking: Booking, sittings) -> dict:
    marks = {row.sitting_id: row.is_present for row in booking.attendances.all()}
    return {"booking": booking, "marks": [marks.get(s.pk) for s in sittings]}


@login_required
@require_safe
def participants_file(request, public_id, kind: str):
    """The list for a spreadsheet; no NIP and no adjustments: a list does not need them."""
    event = run_event(request, public_id)
    sittings = list(event.sittings.all())
    days = [f"{s.local_starts_at:%Y-%m-%d %H:%M}" for s in sittings]
    header = [_("Name"), _("Unit"), _("Post"), _("State"), *days]
    words = {True: _("present"), False: _("absent"), None: ""}
    rows = []
    for booking in _participants(event):
        person = booking.person
        place = [person.full_name, str(person.unit or ""), str(person.post or "")]
        marks = [words[mark] for mark in _row(booking, sittings)["marks"]]
        rows.append([*place, booking.get_state_display(), *marks])
    return download(f"participants-{event.public_id}", header, rows, kind)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request, public_id):
    """Cancel the class, with a reason that everybody who booked will read."""
    event = run_event(request, public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            events.call_off(event, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The class is cancelled; everybody is told."))
            return redirect("kind_class_event:event", public_id=event.public_id)
    booked = event.bookings.filter(state__in=["booked", "waiting", "offered"]).count()
    context = {"event": event, "form": form, "booked": booked}
    return render(request, "learning/kinds/class_event/call_off.html", context)


@login_required
@require_POST
def refuse(request, public_id):
    """Take one booking back, with a reason."""
    rows = Booking.objects.visible_to(request.user).select_related("event", "person")
    booking = get_object_or_404(rows, public_id=public_id)
    if not may_run(request.user, booking.event):
        raise PermissionDenied
    reason = request.POST.get("reason", "")
    bookings.refuse(booking, by=request.user, reason=reason)
    messages.success(request, _("The booking is taken back and the person is told."))
    return redirect("kind_class_event:participants", public_id=booking.event.public_id)
