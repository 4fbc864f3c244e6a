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
from coaching.actions.agreements import fit_is_asked, may_go_on
from coaching.actions.wishes import with_purposes
from coaching.models import Coach, Engagement, Meeting, Session
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
    mine = Session.objects.filter(engagement__coach=coach)
    this_year = mine.given().filter(started_at__year=today().year)
    pairs = coach.engagements.active()
    return {
        "coach": coach,
        "form": form,
        "worth": worth_at_first(form, coach),
        "people": _people(coach),
        "today": _today(coach),
        "requests": with_purposes(
            coach.engagements.requested().with_pair().order_by("answer_by", "pk"),
            coach.person,
        ),
        "to_sign": pairs.filter(agreement__coach_signed_at=None, circle=None).with_pair(),
        "asks_fit": [pair for pair in pairs if fit_is_asked(pair, coach.person)],
        "reviews": pairs.filter(review__confirmed_at=None, review__isnull=False)
        .exclude(review__proposed_by=coach.person)
        .with_pair(),
        "waiting": mine.waiting().with_credit(),
        "disputed": mine.disputed().with_credit(),
        "recent": mine.with_credit()[:10],
        "year": this_year.aggregate(
            sessions=Count("pk"), minutes=Sum("minutes", default=0)
        ),
        "load": coach.engagements.live().filter(circle=None).count(),
        "slots": coach.slots.free().count(),
    }


def silent_since():
    """Before this moment a pair that has not met is silent."""
    return timezone.now() - datetime.timedelta(days=rules.SILENT_AFTER_DAYS)


def _people(coach: Coach):
    """Whom she accompanies, with how often and when they last met."""
    signed = Q(sessions__state=Session.State.CONFIRMED)
    rows = coach.engagements.active().select_related(
        "coachee__unit", "kind", "circle", "agreement"
    )
    rows = rows.annotate(
        last_met=Max("sessions__started_at", filter=signed),
        times_met=Count("sessions", filter=signed),
    )
    since = silent_since()
    people = list(rows.order_by("coachee__name", "pk"))
    for pair in people:
        met = pair.last_met and pair.last_met >= since
        pair.is_silent = not met and pair.started_on < since.date()
        pair.must_sign = not (pair.circle_id or _is_in_force(pair) or may_go_on(pair))
    return people


def _is_in_force(pair: Engagement) -> bool:
    terms = getattr(pair, "agreement", None)
    return bool(terms and terms.in_force_since)


def _today(coach: Coach):
    """Meetings of today and tomorrow, and those that were not logged yet."""
    now = timezone.now()
    rows = Meeting.objects.planned().filter(
        engagement__coach=coach,
        starts_at__gte=now - datetime.timedelta(days=14),
        starts_at__lt=now + datetime.timedelta(days=2),
    )
    rows = rows.select_related("engagement__coachee", "engagement__kind")
    return rows.order_by("starts_at", "pk")


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
