"""The coach's side: log in three fields, see my people, answer requests."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max, Q, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching import rules
from coaching.actions import engagements as engagement_actions
from coaching.models import Coach, Engagement, Session
from coaching.session_forms import LogForm
from coaching.views.log import coach_of, worth_at_first
from corpu.lib.clock import today


@login_required
@require_safe
def desk(request):
    """Today: the log form, my people, what waits for me and for them."""
    return render(request, "coaching/desk.html", _desk(coach_of(request)))


def _desk(coach: Coach) -> dict:
    form = LogForm(coach=coach)
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
        "form": form,
        "worth": worth_at_first(form, coach),
        "people": people.order_by("coachee__name"),
        "silent_since": silent,
        "requests": coach.engagements.requested().select_related("coachee__unit", "form"),
        "waiting": mine.waiting().with_credit(),
        "disputed": mine.disputed().with_credit(),
        "recent": mine.with_credit()[:10],
        "year": this_year.aggregate(
            sessions=Count("pk"), minutes=Sum("minutes", default=0)
        ),
        "free": max(0, coach.capacity - people.count()),
    }


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
