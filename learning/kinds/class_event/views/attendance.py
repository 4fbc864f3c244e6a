"""The list on the trainer's phone: one tap each, saved together, closed at the end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from corpu.lib.refusals import Refused
from learning.kinds.class_event.actions import attendance as acts
from learning.kinds.class_event.actions.marking import mark
from learning.kinds.class_event.forms import MarksForm
from learning.kinds.class_event.models import Attendance, ClassEvent
from learning.kinds.class_event.permissions import may_run
from learning.kinds.class_event.views.event import visible_event


def run_event(request, public_id) -> ClassEvent:
    """The class, for those who run it: 404 if unknown to the reader, 403 if not hers."""
    event = visible_event(request, public_id)
    if not may_run(request.user, event):
        raise PermissionDenied
    return event


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request, public_id):
    """Who was at one sitting; the sitting of today is the first choice."""
    event = run_event(request, public_id)
    sittings = list(event.sittings.all())
    sitting = _chosen(request, sittings)
    form = _form(request, event, sitting)
    if request.method == "POST" and sitting and form.is_valid():
        try:
            changed = mark(
                sitting,
                form.marks(),
                by=request.user,
                reason=form.cleaned_data.get("reason", ""),
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _saved(len(changed)))
            here = reverse("kind_class_event:attendance", args=[event.public_id])
            return redirect(f"{here}?sitting={sitting.pk}")
    context = {
        "event": event,
        "sittings": sittings,
        "sitting": sitting,
        "form": form,
        "unmarked": sum(1 for row in form.rows() if not row["value"]),
        "can_close": event.is_open and sittings and sittings[-1].has_begun,
    }
    status = 422 if form.errors else 200
    template = "learning/kinds/class_event/attendance.html"
    return render(request, template, context, status=status)


def _saved(count: int) -> str:
    if not count:
        return _("Saved. Nothing had changed.")
    return ngettext(
        "Saved: %(count)s mark changed.", "Saved: %(count)s marks changed.", count
    ) % {"count": count}


def _chosen(request, sittings):
    asked = request.POST.get("sitting") or request.GET.get("sitting")
    if asked:
        for sitting in sittings:
            if str(sitting.pk) == asked:
                return sitting
        raise Http404
    begun = [sitting for sitting in sittings if sitting.has_begun]
    return begun[-1] if begun else next(iter(sittings), None)


def _form(request, event: ClassEvent, sitting) -> MarksForm:
    bookings = event.bookings.seated().select_related("person__unit")
    marks = dict(
        Attendance.objects.filter(sitting=sitting).values_list("booking", "is_present")
    )
    return MarksForm(
        request.POST if request.method == "POST" else None,
        bookings=bookings.exclude(person=request.user).order_by("person__name"),
        marks=marks,
        needs_reason=event.state == ClassEvent.State.CLOSED,
    )


@login_required
@require_POST
def close(request, public_id):
    """The class is over: credit those who were there."""
    event = run_event(request, public_id)
    acts.close(event, by=request.user)
    attended = event.bookings.filter(state="attended").count()
    messages.success(
        request,
        ngettext(
            "The class is closed: %(count)s person attended.",
            "The class is closed: %(count)s people attended.",
            attended,
        )
        % {"count": attended},
    )
    return redirect("kind_class_event:participants", public_id=event.public_id)
