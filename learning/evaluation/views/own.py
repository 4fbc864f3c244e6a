"""After a course: how useful it is, and whether it is used."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learning.evaluation.actions import opinions, uses
from learning.evaluation.forms import HurdleForm, OpinionForm, UseForm
from learning.models import Enrolment


def _mine(request, public_id) -> Enrolment:
    rows = Enrolment.objects.filter(person=request.user)
    rows = rows.select_related("person__unit", "person__leader", "course", "version")
    return get_object_or_404(rows, public_id=public_id)


def _back(request, enrolment: Enrolment, form, thanks: str):
    """To the page after the course, with what is wrong or with thanks."""
    if form.errors:
        messages.error(request, next(iter(form.errors.values()))[0])
    else:
        messages.success(request, thanks)
    page = reverse("learning:finished", args=[enrolment.public_id])
    return HttpResponseRedirect(f"{page}#afterwards")


@login_required
@require_POST
def rate(request, public_id):
    """How useful the course is for her work."""
    enrolment, form = _mine(request, public_id), OpinionForm(request.POST)
    if form.is_valid():
        opinions.rate(enrolment, by=request.user, stars=form.cleaned_data["stars"])
    thanks = _("Thank you. Your word is told only together with those of others.")
    return _back(request, enrolment, form, thanks)


@login_required
@require_POST
def say(request, public_id):
    """She used it."""
    enrolment, form = _mine(request, public_id), UseForm(request.POST)
    if form.is_valid():
        uses.say(enrolment, by=request.user, text=form.cleaned_data["text"])
    return _back(request, enrolment, form, _("Asked to confirm it. You are told."))


@login_required
@require_POST
def hinder(request, public_id):
    """She could not use it."""
    enrolment, form = _mine(request, public_id), HurdleForm(request.POST)
    if form.is_valid():
        uses.hinder(enrolment, by=request.user, hurdle=form.cleaned_data["hurdle"])
    return _back(request, enrolment, form, _("Kept. You may say more once you use it."))
