from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from performance.actions import exemptions
from performance.forms import ExemptionForm
from performance.models import Exemption, Standing
from performance.views.standing import page_of


@login_required
@require_POST
def exempt(request, pk: int):
    """HR frees a person from a target for its year."""
    rows = Standing.objects.visible_to(request.user).select_related("person", "target")
    row = get_object_or_404(rows, pk=pk)
    form = ExemptionForm(request.POST)
    if not form.is_valid():
        context = page_of(request, pk, form)
        return render(request, "performance/standing.html", context, status=422)
    exemptions.exempt(row, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("The person is exempt from this target in this year."))
    return redirect(row)


@login_required
@require_POST
def end_exemption(request, pk: int):
    """The target holds again."""
    rows = Standing.objects.visible_to(request.user)
    row = get_object_or_404(rows, pk=pk)
    found = get_object_or_404(
        Exemption, person=row.person_id, target=row.target_id, year=row.year
    )
    exemptions.end_exemption(found, by=request.user)
    messages.success(request, _("The exemption has ended: the target holds again."))
    return redirect(row)
