"""What others decide about a claim."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.refusals import Refused
from learning.actions import evidence_decisions as acts
from learning.evidence_forms import DecisionForm
from learning.models import Evidence
from learning.permissions import may_decide_evidence, may_void_evidence
from learning.queues import evidence as queue
from learning.views.evidence import item_page, visible


@login_required
@require_safe
def waiting(request):
    """The claims that wait for me, the oldest first."""
    context = {"items": list(queue.rows(request.user))}
    return render(request, "learning/evidence/waiting.html", context)


@login_required
@require_POST
def decide(request, public_id):
    """Accept, or return with a reason."""
    row = visible(request, public_id)
    if row.state == Evidence.State.SUBMITTED and not may_decide_evidence(
        request.user, row
    ):
        raise PermissionDenied
    form = DecisionForm(request.POST, needs_jp=acts.needs_jp(row))
    accept = request.POST.get("act") == "accept"
    if form.is_valid():
        try:
            acts.decide(row, by=request.user, accept=accept, **form.cleaned_data)
        except Refused as refusal:
            if refusal.field not in form.fields:
                messages.error(request, refusal.message)
                return redirect("learning:evidence_item", public_id=row.public_id)
            form.add_error(refusal.field, refusal.message)
        else:
            done = _("Accepted. It is in the ledger now.") if accept else _("Returned.")
            messages.success(request, done)
            return redirect("learning:evidence_item", public_id=row.public_id)
    row.refresh_from_db()
    return item_page(request, row, decision=form, status=422)


@login_required
@require_POST
def void(request, public_id):
    """HR takes accepted evidence out of the ledger again."""
    row = visible(request, public_id)
    if not may_void_evidence(request.user, row):
        raise PermissionDenied
    acts.void(row, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("Voided. The ledger has been counted again."))
    return redirect("learning:evidence_item", public_id=row.public_id)
