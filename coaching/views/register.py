"""HR keeps the register of coaches: who may coach, and how many people at a time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.actions.coaches import register_coach, remove_coach
from coaching.forms import RegisterForm
from coaching.models import Coach
from coaching.permissions import may_keep_register
from corpu.lib.refusals import Refused
from corpu.people.models import Person


def _check(request) -> None:
    if not may_keep_register(request.user):
        raise PermissionDenied


def _in_scope(request):
    """Entries of the people that this HR officer serves."""
    people = Person.objects.managed_by(request.user)
    return Coach.objects.filter(person__in=people).select_related("person__unit")


@login_required
@require_safe
def register(request):
    """The whole register of my scope with load and capacity."""
    _check(request)
    rows = _in_scope(request).with_load().prefetch_related("competences")
    return render(request, "coaching/register.html", {"coaches": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request, public_id=None):
    """Add an entry, or change one."""
    _check(request)
    coach = public_id and get_object_or_404(_in_scope(request), public_id=public_id)
    form = RegisterForm(request.POST or None, instance=coach or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        data.pop("nip")
        people = Person.objects.managed_by(request.user)
        if not people.filter(pk=form.person.pk).exists():
            form.add_error("nip", _("This person is outside the units that you serve."))
        else:
            try:
                register_coach(form.person, by=request.user, **data)
            except Refused as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("The register is up to date."))
                return redirect("coaching:register")
    return render(request, "coaching/entry.html", {"form": form, "coach": coach})


@login_required
@require_POST
def remove(request, public_id):
    """Take a coach off the register, with a reason."""
    _check(request)
    coach = get_object_or_404(_in_scope(request), public_id=public_id)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Please give the reason."))
        return redirect("coaching:entry", public_id)
    remove_coach(coach, by=request.user, reason=reason)
    messages.success(request, _("Taken off the register."))
    return redirect("coaching:register")
