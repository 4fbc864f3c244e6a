"""The coach's side: log in three fields, see my people, answer requests."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching import rules
from coaching.actions import engagements as engagement_actions
from coaching.actions import sessions as session_actions
from coaching.forms import LogForm
from coaching.models import Coach, Engagement, Session
from coaching.permissions import may_log
from coaching.views.mine import with_credit
from corpu.ledger.models.credit import Reason
from corpu.lib.clock import today
from corpu.lib.refusals import Refused


def _my_desk(request) -> Coach:
    """The viewer's entry in the register; others have no desk."""
    coach = Coach.objects.filter(person=request.user).select_related("person").first()
    if coach is None:
        raise Http404
    return coach


@login_required
@require_safe
def desk(request):
    """Today: the log form, my people, what waits for me and for them."""
    return render(request, "coaching/desk.html", _desk(_my_desk(request)))


def _desk(coach: Coach, form: LogForm | None = None) -> dict:
    signed = Q(sessions__state=Session.State.CONFIRMED)
    people = coach.engagements.active().select_related("coachee__unit", "form")
    people = people.annotate(
        last_met=Max("sessions__started_at", filter=signed),
        times_met=Count("sessions", filter=signed),
    )
    silent = timezone.now() - datetime.timedelta(days=rules.SILENT_AFTER_DAYS)
    mine = Session.objects.filter(engagement__coach=coach)
    this_year = mine.filter(state=Session.State.CONFIRMED, started_at__year=today().year)
    return {
        "coach": coach,
        "form": form or LogForm(coach=coach),
        "people": people.order_by("coachee__name"),
        "silent_since": silent,
        "requests": coach.engagements.requested().select_related("coachee__unit", "form"),
        "waiting": with_credit(mine.waiting()),
        "disputed": with_credit(mine.filter(state=Session.State.DISPUTED)),
        "recent": with_credit(mine)[:10],
        "year": this_year.aggregate(
            sessions=Count("pk"), minutes=Sum("minutes", default=0)
        ),
        "free": max(0, coach.capacity - people.count()),
    }


@login_required
@require_POST
def log(request):
    """The coach logs a session; a second press of the button logs nothing more."""
    coach = _my_desk(request)
    form = LogForm(request.POST, coach=coach)
    if form.is_valid():
        data = form.cleaned_data
        if not may_log(request.user, data["engagement"]):
            raise PermissionDenied
        try:
            session = session_actions.log_session(by=request.user, **data)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _told(session))
            return redirect("coaching:desk")
    return render(request, "coaching/desk.html", _desk(coach, form), status=422)


def _told(session: Session) -> str:
    """What the coach reads after logging: who signs next and what it will count."""
    worth = session_actions.what_it_counts(session.engagement, session.day)
    name = session.engagement.coachee.name
    if worth.jp_recognised:
        text = _("Logged. Once %(name)s confirms, it counts %(jp)s JP.")
        return text % {"name": name, "jp": f"{worth.jp_recognised:.0f}"}
    return _("Logged. %(name)s is asked to confirm. It adds no JP: %(reason)s.") % {
        "name": name,
        "reason": Reason(worth.reason).label,
    }


@login_required
@require_POST
def withdraw(request, public_id):
    """Take back what is not signed."""
    rows = Session.objects.filter(engagement__coach__person=request.user)
    item = get_object_or_404(rows, public_id=public_id)
    session_actions.withdraw_session(item, by=request.user)
    messages.success(request, _("Withdrawn."))
    return redirect("coaching:desk")


@login_required
@require_POST
def answer(request, public_id):
    """Accept or decline a request."""
    rows = Engagement.objects.filter(coach__person=request.user)
    pair = get_object_or_404(
        rows.select_related("coach__person", "coachee"), public_id=public_id
    )
    accept = request.POST.get("answer") == "accept"
    engagement_actions.answer(
        pair,
        by=request.user,
        accept=accept,
        reason=request.POST.get("reason", "")[:300],
    )
    done = _("Accepted. Plan your first meeting.") if accept else _("Declined.")
    messages.success(request, done)
    if accept:
        return redirect("coaching:engagement", public_id)
    return redirect("coaching:desk")
