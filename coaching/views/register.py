"""HR keeps the register of coaches: entries, applications, credentials."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.actions import coaches as acts
from coaching.actions import credentials as credential_acts
from coaching.models import Coach, Credential
from coaching.permissions import may_keep_register
from coaching.register_forms import RegisterForm
from coaching.views.application import fields_of
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.models import Person


def check_office(request) -> None:
    """403 for whoever does not keep the register."""
    if not may_keep_register(request.user):
        raise PermissionDenied


def in_scope(request):
    """Entries of the people that this HR officer serves."""
    return Coach.objects.managed_by(request.user).select_related("person__unit")


@login_required
@require_safe
def register(request):
    """The register of my scope: what waits for me first, then load and capacity."""
    check_office(request)
    rows = in_scope(request)
    soon = today() + datetime.timedelta(days=credential_acts.WARN_DAYS)
    credentials = Credential.objects.filter(coach__in=rows)
    credentials = credentials.select_related("coach__person")
    context = {
        "coaches": rows.exclude(state=Coach.State.APPLIED)
        .with_load()
        .with_hours()
        .prefetch_related("competences", "kinds"),
        "applied": rows.applied().order_by("applied_at", "pk"),
        "to_check": credentials.filter(state="waiting").order_by("added_at", "pk"),
        "expiring": credentials.expiring(soon).order_by("expires_on", "pk"),
    }
    return render(request, "coaching/register.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request, public_id=None):
    """Add an entry, or change one; decide an application."""
    check_office(request)
    coach = public_id and get_object_or_404(in_scope(request), public_id=public_id)
    form = RegisterForm(request.POST or None, instance=coach or None)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        people = Person.objects.managed_by(request.user)
        if not people.filter(pk=person.pk).exists():
            form.add_error(
                "person", _("This person is outside the units that you serve.")
            )
        else:
            try:
                acts.register_coach(person, by=request.user, **fields_of(form))
            except Refused as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("The register is up to date."))
                return redirect("coaching:register")
    coach = public_id and get_object_or_404(in_scope(request), public_id=public_id)
    context = {
        "form": form,
        "coach": coach,
        "credentials": coach.credentials.all() if coach else [],
        "is_own": coach and coach.person_id == request.user.pk,
    }
    return render(request, "coaching/entry.html", context)


@login_required
@require_POST
def decide(request, public_id):
    """Approve, return or decline an application."""
    check_office(request)
    coach = get_object_or_404(in_scope(request), public_id=public_id)
    state = request.POST.get("state", "")
    if state not in (Coach.State.ON, Coach.State.RETURNED, Coach.State.DECLINED):
        return redirect("coaching:entry", public_id)
    reason = request.POST.get("reason", "").strip()
    acts.decide_application(coach, by=request.user, state=state, reason=reason)
    messages.success(request, _("Decided, and the person is told."))
    return redirect("coaching:register")


@login_required
@require_POST
def check_credential(request, public_id):
    """HR has looked at the proof."""
    check_office(request)
    rows = Credential.objects.filter(coach__in=in_scope(request))
    row = get_object_or_404(rows.select_related("coach__person"), public_id=public_id)
    credential_acts.check_credential(
        row,
        by=request.user,
        accept=request.POST.get("answer") == "accept",
        reason=request.POST.get("reason", "").strip(),
    )
    messages.success(request, _("Decided, and the person is told."))
    return redirect("coaching:entry", row.coach.public_id)


@login_required
@require_POST
def remove(request, public_id):
    """Take a coach off the register, with a reason."""
    check_office(request)
    coach = get_object_or_404(in_scope(request), public_id=public_id)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Please give the reason."))
        return redirect("coaching:entry", public_id)
    acts.remove_coach(coach, by=request.user, reason=reason)
    messages.success(request, _("Taken off the register."))
    return redirect("coaching:register")
