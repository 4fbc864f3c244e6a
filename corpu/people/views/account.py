from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.lib.refusals import Refused
from corpu.people.actions import delegations, persons
from corpu.people.forms.account import AccountForm
from corpu.people.forms.fields import line_of, refuse_in
from corpu.people.forms.roles import DelegationForm, colleagues_of
from corpu.people.models import Delegation, Person
from corpu.people.permissions import is_hr, may_decide
from corpu.people.second_step import is_advised
from corpu.people.views.acting import posted
from corpu.people.views.person_acts import FORM


@login_required
@require_http_methods(FORM)
def account(request):
    """My own data, language and the ways to my sign-in settings."""
    me = request.user
    form = AccountForm(
        posted(request), initial={"language": me.language, "phone": me.phone}
    )
    if request.method == "POST" and form.is_valid():
        persons.set_own(me, **form.cleaned_data)
        translation.activate(me.language)
        messages.success(request, _("Saved."))
        return redirect("people:settings")
    context = {
        "form": form,
        "me": Person.objects.with_place().get(pk=me.pk),
        "grants": me.active_grants(),
        "may_decide": may_decide(me),
        "second_step": is_advised(me),
    }
    return render(request, "people/account.html", context)


@login_required
@require_http_methods(FORM)
def delegation(request):
    """Hand my queue to another while I am away."""
    me = request.user
    form = DelegationForm(posted(request), person=me)
    if request.method == "POST" and form.is_valid():
        try:
            delegations.hand_over(me, **form.cleaned_data, by=me)
        except Refused as refusal:
            refuse_in(form, refusal)
        else:
            messages.success(request, _("Your queue is handed over for these days."))
            return redirect("people:delegation")
    given = Delegation.objects.filter(person=me).select_related(
        "deputy__unit", "deputy__post"
    )
    held = Delegation.objects.active().filter(deputy=me)
    context = {"form": form, "given": given[:20], "may_decide": may_decide(me)}
    context["held"] = held.select_related("person__unit", "person__post")
    status = 422 if form.errors else 200
    return render(request, "people/delegation.html", context, status=status)


@login_required
@require_POST
def take_back(request, pk):
    """Work on my own queue again."""
    row = get_object_or_404(Delegation.objects.filter(person=request.user), pk=pk)
    delegations.take_back(row, by=request.user)
    messages.success(request, _("You work on your queue yourself again."))
    return redirect("people:delegation")


@login_required
@require_safe
def suggest(request):
    """Names while one types, for colleagues of the reader; HR sees all whom she keeps.
    Never a NIP."""
    text = request.GET.get(request.GET.get("field", ""), "").strip()
    people = colleagues_of(request.user)
    if is_hr(request.user):
        people = Person.objects.managed_by(request.user).filter(is_active=True)
    found = people.search(text).select_related("unit")[:12] if len(text) >= 3 else []
    lines = [line_of(person) for person in found]
    return render(request, "people/parts/suggestions.html", {"lines": lines})
