"""Proof of learning from outside, as its owner brings it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.ledger.models.credit import Reason
from corpu.lib.proof_files import EXTENSIONS
from corpu.lib.refusals import Refused
from learning.actions import evidence as acts
from learning.actions.evidence_decisions import needs_jp
from learning.evidence_forms import (
    QUANTITIES,
    DecisionForm,
    EvidenceForm,
    ProofForm,
    shown_by_form,
)
from learning.models import Evidence
from learning.permissions import may_decide_evidence, may_void_evidence


def visible(request, public_id) -> Evidence:
    """The claim, if the reader may see it; 404 otherwise."""
    rows = Evidence.objects.visible_to(request.user).select_related(
        "person__unit", "person__post", "form", "decider", "decided_by", "record"
    )
    return get_object_or_404(rows, public_id=public_id)


def owned(request, public_id) -> Evidence:
    """The reader's own claim: 404 if unknown to her, 403 if it is another's."""
    row = visible(request, public_id)
    if row.person_id != request.user.pk:
        raise PermissionDenied
    return row


@login_required
@require_safe
def evidence(request):
    """My claims, the newest first, and how many wait for me."""
    rows = Evidence.objects.filter(person=request.user).select_related("form", "record")
    rows = rows.prefetch_related("record__credits")
    state = request.GET.get("state", "")
    if state in Evidence.State.values:
        rows = rows.filter(state=state)
    else:
        rows = rows.exclude(state=Evidence.State.WITHDRAWN)
    context = {
        "page": Paginator(rows, 20).get_page(request.GET.get("page")),
        "state": state,
        "states": Evidence.State.choices,
        "waiting": Evidence.objects.waiting_for(request.user).count(),
    }
    return render(request, "learning/evidence/evidence.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, public_id=None):
    """The claim in words; saved as a draft, so nothing typed can be lost."""
    row = owned(request, public_id) if public_id else None
    if row and not row.is_editable:
        return redirect("learning:evidence_item", public_id=row.public_id)
    form = EvidenceForm(request.POST or None, instance=row or Evidence())
    if request.method == "POST" and form.is_valid():
        saved = acts.save_draft(person=request.user, evidence=row, **form.cleaned_data)
        messages.success(request, _("Saved. Nothing you typed can be lost now."))
        return redirect("learning:evidence_item", public_id=saved.public_id)
    if request.method == "GET" and row:
        _show_gaps(form, acts.missing(row) if request.GET.get("check") else {})
    context = {
        "form": form,
        "evidence": row,
        "quantities": [form[name] for name in QUANTITIES],
        "shown": shown_by_form(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "learning/evidence/write.html", context, status=status)


def _show_gaps(form: EvidenceForm, gaps: dict) -> None:
    """What is missing before it can be sent, beside its field."""
    form.gaps = {name: text for name, text in gaps.items() if name in form.fields}


@login_required
@require_safe
def item(request, public_id):
    """One claim: its proof, what it counts and why, its trail, what can be done."""
    row = visible(request, public_id)
    mine = row.person_id == request.user.pk
    return item_page(request, row, ProofForm() if mine and row.is_editable else None)


def item_page(request, row: Evidence, proof=None, decision=None, status=200):
    mine = row.person_id == request.user.pk
    decides = not mine and may_decide_evidence(request.user, row)
    if decides and decision is None:
        decision = DecisionForm(needs_jp=needs_jp(row), initial={"jp": row.jp_stated})
    open_now = row.is_editable or row.state == Evidence.State.SUBMITTED
    worth = acts.worth_of(row) if open_now else None
    context = {
        "evidence": row,
        "mine": mine,
        "proof": proof,
        "decision": decision if decides else None,
        "gaps": acts.missing(row) if mine and row.is_editable else {},
        "worth": worth,
        "worth_reason": capfirst(Reason(worth.reason).label) if worth else "",
        "rate": acts.rate_of(row),
        "stated": _stated(row),
        "steps": row.steps.select_related("by"),
        "credits": row.record.credits.select_related("rate") if row.record else [],
        "may_void": row.state == "accepted" and may_void_evidence(request.user, row),
        "sees_flag": not mine,
    }
    return render(request, "learning/evidence/item.html", context, status=status)


def _stated(row: Evidence) -> list:
    """The quantities that the owner gave, with their names."""
    return [
        (Evidence._meta.get_field(name).verbose_name, value)
        for name, value in acts.stated(row).items()
    ]


@login_required
@require_POST
def attach(request, public_id):
    """The proof itself; checked by its content."""
    row = owned(request, public_id)
    form = ProofForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            acts.attach_file(row, upload=form.cleaned_data["upload"])
        except Refused as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(request, _("The file is kept with your evidence."))
            return redirect("learning:evidence_item", public_id=row.public_id)
    return item_page(request, row, form, status=422)


@login_required
@require_POST
def send(request, public_id):
    """To whoever decides about me."""
    row = owned(request, public_id)
    try:
        acts.submit(row, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Sent. You are told as soon as it is decided."))
    return redirect("learning:evidence_item", public_id=row.public_id)


@login_required
@require_POST
def withdraw(request, public_id):
    """Take it back before it is decided."""
    row = owned(request, public_id)
    acts.withdraw(row, by=request.user)
    messages.success(request, _("Your evidence is withdrawn; what you typed is kept."))
    return redirect("learning:evidence")


@login_required
@require_POST
def reopen(request, public_id):
    """Take up again what was withdrawn."""
    row = owned(request, public_id)
    acts.reopen(row, by=request.user)
    return redirect("learning:evidence_item", public_id=row.public_id)


@login_required
@require_safe
def file(request, public_id):
    """The proof, for its owner, its decider, HR and auditors alone."""
    row = visible(request, public_id)
    if not row.file_path or not storages["private"].exists(row.file_path):
        raise Http404
    stored = storages["private"].open(row.file_path)
    name = f"{_('evidence')}-{str(row.public_id)[:8]}.{EXTENSIONS[row.file_type]}"
    response = FileResponse(
        stored,
        as_attachment="download" in request.GET,
        filename=name,
        content_type=row.file_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
