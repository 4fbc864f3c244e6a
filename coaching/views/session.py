"""One session: read by its pair, signed by the coachee, corrected by the coach."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching import letters
from coaching.actions import sessions as session_actions
from coaching.actions import signatures
from coaching.actions.worth import of_confirmed, of_session
from coaching.models import Session, TimeZone
from coaching.permissions import may_correct, may_sign
from coaching.session_forms import CorrectForm, DisputeForm
from coaching.views.log import add_refusal
from corpu.lib.clock import local_day, today
from corpu.lib.refusals import Refused

State = Session.State
WAITING = (State.LOGGED, State.DISPUTED)


@login_required
@never_cache
@sensitive_variables()
@require_safe
def session(request, public_id):
    """What was logged, what it counts or counted, and whose word it waits for."""
    item = _visible(request, public_id)
    return render(request, "coaching/session.html", _told(item, request.user))


@sensitive_variables()
def _told(item: Session, viewer, *, correct_form=None, dispute_form=None) -> dict:
    waiting, signs = item.state in WAITING, may_sign(viewer, item)
    counts = item.state == State.CONFIRMED and not item.is_voided
    today_signed = item.answered_at and local_day(item.answered_at) == today()
    return {
        "session": item,
        "other": item.engagement.other_than(viewer),
        "clock": TimeZone(item.engagement.coach.time_zone),
        "may_sign": signs and waiting,
        "may_withdraw": waiting and not signs,
        "may_undo": signs and counts and today_signed,
        "worth": of_session(item) if waiting else None,
        "counted": of_confirmed(item) if counts else None,
        "voided": item.record.voided_by if item.is_voided else None,
        "reason": signatures.reason_of(item, viewer),
        "people": _people_of(item),
        "dispute_form": dispute_form or DisputeForm(),
        "correct_form": correct_form
        or CorrectForm(coach=item.engagement.coach, initial=_as_logged(item)),
    }


def _people_of(item: Session) -> int:
    """How many took part."""
    if not item.group:
        return 1
    gone = [State.WITHDRAWN]
    return Session.objects.filter(group=item.group).exclude(state__in=gone).count()


def _as_logged(item: Session) -> dict:
    return {
        "started_at": item.started_at,
        "minutes": item.disputed_minutes or item.minutes,
        "topic": item.topic_id,
    }


def _visible(request, public_id) -> Session:
    rows = Session.objects.visible_to(request.user).with_credit()
    return get_object_or_404(rows, public_id=public_id)


def _signable(request, public_id) -> Session:
    item = _visible(request, public_id)
    if not may_sign(request.user, item):
        raise PermissionDenied
    return item


def _correctable(request, public_id) -> Session:
    item = _visible(request, public_id)
    if not may_correct(request.user, item):
        raise PermissionDenied
    return item


@login_required
@require_POST
def confirm(request, public_id):
    """One tap: the coachee's signature."""
    item = signatures.confirm(_signable(request, public_id), by=request.user)
    counted = of_confirmed(item)
    if counted.counts:
        text = _("Confirmed: %(jp)s JP were added to your account.")
        messages.success(request, text % {"jp": f"{counted.jp:.0f}"})
    else:
        messages.info(request, _("Confirmed. It adds no JP: see why below."))
    return redirect("coaching:session", public_id)


@login_required
@require_POST
def undo(request, public_id):
    """Take the signature back on its own day."""
    signatures.undo_confirmation(_signable(request, public_id), by=request.user)
    messages.success(request, _("Undone. The session waits for your confirmation."))
    return redirect("coaching:session", public_id)


@login_required
@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def dispute(request, public_id):
    """Something is wrong with what the coach logged."""
    item, form = _signable(request, public_id), DisputeForm(request.POST)
    if not form.is_valid():
        told = _told(item, request.user, dispute_form=form)
        return render(request, "coaching/session.html", told, status=422)
    data = form.cleaned_data
    signatures.dispute(
        item,
        by=request.user,
        reason=data.get("reason", ""),
        minutes=data["disputed_minutes"],
    )
    messages.success(request, _("Your coach has been told."))
    return redirect("coaching:session", public_id)


@login_required
@require_POST
def correct(request, public_id):
    """The coach mends what was disputed."""
    item = _correctable(request, public_id)
    form = CorrectForm(request.POST, coach=item.engagement.coach)
    if form.is_valid():
        try:
            session_actions.correct_session(item, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Corrected. It waits for confirmation again."))
            return redirect("coaching:session", public_id)
    told = _told(item, request.user, correct_form=form)
    return render(request, "coaching/session.html", told, status=422)


@login_required
@require_POST
def withdraw(request, public_id):
    """Take back what is not signed."""
    item = _correctable(request, public_id)
    session_actions.withdraw_session(item, by=request.user)
    messages.success(request, _("Withdrawn."))
    return redirect("coaching:desk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request, token):
    """The link of a mail: shows on GET, signs on POST, since mail scanners follow links."""
    item = letters.session_of(token)
    if item is None:
        return render(request, "coaching/letter_gone.html", status=410)
    coachee = item.engagement.coachee
    if request.user.is_authenticated and request.user != coachee:
        raise PermissionDenied  # a link that was passed on; nobody signs for another
    context = {"session": item, "coachee": coachee}
    if request.method != "POST":
        return render(
            request, "coaching/letter.html", {**context, "worth": of_session(item)}
        )
    try:
        item = signatures.confirm(item, by=coachee, turn=item.turn)
    except Refused:
        return render(request, "coaching/letter_gone.html", status=410)
    context["counted"] = of_confirmed(item)
    return render(request, "coaching/letter.html", context)
