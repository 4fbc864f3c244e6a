"""What is between the two: the coachee's rating, her name in the log of hours, who pays."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.actions import hours_entries
from coaching.actions import ratings as rating_actions
from coaching.models import Engagement, Rating
from coaching.session_forms import RatingForm


def _mine(request, public_id) -> Engagement:
    rows = Engagement.objects.visible_to(request.user)
    rows = rows.select_related("coach__person", "coachee", "form")
    return get_object_or_404(rows, public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request, public_id):
    """How helpful my coach is: told to her as a sum of five or more people alone."""
    pair = _mine(request, public_id)
    if pair.coachee_id != request.user.pk:
        raise PermissionDenied
    known = Rating.objects.filter(engagement=pair).first()
    form = RatingForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        rating_actions.rate(pair, by=request.user, stars=form.cleaned_data["stars"])
        messages.success(request, _("Thank you. It is told in a sum of five or more."))
        return redirect("coaching:engagement", public_id)
    return render(request, "coaching/rating.html", {"pair": pair, "form": form})


@login_required
@require_POST
def name_me(request, public_id):
    """The coachee lets her coach name her in the log of hours, or no longer."""
    pair = _mine(request, public_id)
    if pair.coachee_id != request.user.pk:
        raise PermissionDenied
    agrees = request.POST.get("agrees") == "yes"
    hours_entries.let_name(pair, by=request.user, agrees=agrees)
    done = _("Your coach may name you.") if agrees else _("Your initials stand there.")
    messages.success(request, done)
    return redirect("coaching:engagement", public_id)


@login_required
@require_POST
def paid(request, public_id):
    """The coach says whether these hours are paid."""
    pair = _mine(request, public_id)
    if pair.coach.person_id != request.user.pk:
        raise PermissionDenied
    hours_entries.set_paid(pair, is_paid=request.POST.get("paid") == "yes")
    messages.success(request, _("Your log of hours is up to date."))
    return redirect("coaching:hours")
