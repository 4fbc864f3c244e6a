from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from performance.careers.actions import hand_checks
from performance.careers.actions.hand_checks import months_ahead
from performance.careers.actions.judging import verdict
from performance.careers.forms import DecideForm
from performance.careers.models import HandCheck
from performance.careers.permissions import may_decide
from performance.careers.sentences import proofs_of, title_of_check, why


@login_required
@require_safe
def check(request, pk: int):
    """A request for a check by hand, what is on file, and its decision."""
    return render(request, "performance/careers/check.html", _page_of(request, pk))


@login_required
@require_POST
def decide(request, pk: int):
    """HR accepts or refuses with a reason."""
    row, form = _check(request, pk), DecideForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        accept = data.pop("accept") == "yes"
        try:
            hand_checks.decide(row, by=request.user, accept=accept, **data)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("Decided. The person has been told."))
            return redirect("careers:check", pk)
    context = _page_of(request, pk, form)
    return render(request, "performance/careers/check.html", context, status=422)


@login_required
@require_POST
def withdraw(request, pk: int):
    """The person takes her request back."""
    row = get_object_or_404(HandCheck.objects.filter(person=request.user), pk=pk)
    hand_checks.withdraw(row)
    messages.success(request, _("Your request has been taken back."))
    return redirect("careers:next_post")


def _check(request, pk: int) -> HandCheck:
    rows = HandCheck.objects.visible_to(request.user).select_related(
        "person__unit", "person__post", "post", "record__form", "competence",
        "decided_by", "requirement__gate", "requirement__activity", "requirement__form",
        "requirement__competence", "requirement__served_post",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def _page_of(request, pk: int, form: DecideForm | None = None) -> dict:
    row = _check(request, pk)
    found = verdict(row.person, row.post)
    lines = [line for line in found.lines if line.asked.rule.key == row.key]
    until = months_ahead(today(), row.requirement.gate.check_months)
    return {
        "row": row,
        "title": title_of_check(row),
        "line": lines[0] if lines else None,
        "why": why(lines[0]) if lines else "",
        "proofs": proofs_of(lines, row.person).get(row.key, []),
        "is_own": row.person_id == request.user.pk,
        "may_decide": row.state == "waiting" and may_decide(request.user, row),
        "form": form or DecideForm(initial={"valid_until": until}),
    }
