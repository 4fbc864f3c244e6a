from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.refusals import Refused
from performance.actions import petitions as actions
from performance.forms import AnswerForm, PetitionForm
from performance.models import Petition, Standing
from performance.queues import wanted_of
from performance.views.standing import page_of

PAGE = 30


@login_required
@require_POST
def ask(request, pk: int):
    """The person of a standing asks for an exemption, more time, or objects."""
    rows = Standing.objects.filter(person=request.user)
    row = get_object_or_404(rows.select_related("person__unit", "target"), pk=pk)
    form = PetitionForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.ask(
                row, data["kind"], by=request.user, reason=data["reason"],
                wanted_on=data["wanted_on"], wanted=data["wanted"],
            )  # fmt: skip
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.message)
        else:
            messages.success(request, _("Sent. You will be told of the answer."))
            return redirect(made)
    context = {**page_of(request, pk), "petition_form": form}
    return render(request, "performance/standing.html", context, status=422)


@login_required
@require_safe
def petitions(request):
    """Requests about targets: one's own, those one decides, those one oversees."""
    rows = Petition.objects.visible_to(request.user)
    if request.GET.get("state") == "open":
        rows = rows.open()
    rows = rows.select_related("person", "target", "decider", "decided_by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = [(row, wanted_of(row)) for row in page]
    context = {"page": page, "lines": lines, "is_open": request.GET.get("state")}
    return render(request, "performance/petitions.html", context)


@login_required
@require_safe
def petition(request, public_id):
    """One request with its trail; whoever decides answers here."""
    return render(request, "performance/petition.html", _page_of(request, public_id))


@login_required
@require_POST
def answer(request, public_id):
    """Accept it or refuse it, with a reason."""
    row = _petition(request, public_id)
    form, accept = AnswerForm(request.POST), request.POST.get("answer") == "yes"
    form.is_valid()
    reason = form.cleaned_data.get("reason", "")
    try:
        actions.decide(row, by=request.user, accept=accept, reason=reason)
    except Refused as refusal:
        form.add_error(
            refusal.field if refusal.field in form.fields else None, refusal.message
        )
        context = {**_page_of(request, public_id), "form": form}
        return render(request, "performance/petition.html", context, status=422)
    messages.success(request, _("Accepted.") if accept else _("Refused."))
    return redirect(row)


@login_required
@require_POST
def withdraw(request, public_id):
    """The person takes it back."""
    row = _petition(request, public_id)
    actions.withdraw(row, by=request.user)
    messages.success(request, _("Withdrawn."))
    return redirect(row)


def _petition(request, public_id) -> Petition:
    rows = Petition.objects.visible_to(request.user)
    rows = rows.select_related("person__unit", "target", "decider", "decided_by")
    return get_object_or_404(rows, public_id=public_id)


def _page_of(request, public_id) -> dict:
    row = _petition(request, public_id)
    standings = Standing.objects.visible_to(request.user)
    waits = Petition.objects.waiting_for(request.user).filter(pk=row.pk)
    return {
        "petition": row,
        "wanted": wanted_of(row),
        "steps": row.steps.select_related("by"),
        "standing": standings.filter(
            person=row.person_id, target=row.target_id, year=row.year
        ).first(),
        "is_own": row.person_id == request.user.pk,
        "may_decide": waits.exists(),
        "form": AnswerForm(),
    }
