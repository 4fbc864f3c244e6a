from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.rule_rows import refuse_unread
from performance.actions import dated
from performance.careers.actions.gathering import Asked
from performance.careers.models import Gate
from performance.careers.rules import Rule
from performance.careers.sentences import title_of
from performance.permissions import may_set_targets


@login_required
@require_safe
def gates(request):
    """The gates that hold, with their legal basis; drafts for the office."""
    rows = Gate.objects.visible_to(request.user).select_related("post")
    context = {"gates": rows, "may_set": may_set_targets(request.user)}
    return render(request, "performance/careers/gates.html", context)


@login_required
@require_safe
def gate(request, pk: int):
    """One gate: what it asks, by which rule, who drafted and who published it."""
    return render(request, "performance/careers/gate.html", _page_of(request, pk))


@login_required
@require_POST
def publish(request, pk: int):
    """A second person lets the draft hold."""
    row = _gate(request, pk)
    refuse_unread(row, request.POST)
    dated.publish(row, by=request.user)
    messages.success(request, _("Published."))
    return redirect("careers:gate", pk)


def _gate(request, pk: int) -> Gate:
    rows = Gate.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("post", "drafted_by", "published_by"), pk=pk
    )


def _page_of(request, pk: int) -> dict:
    row = _gate(request, pk)
    asked = row.requirements.select_related(
        "activity", "form", "competence", "served_post"
    )
    return {
        "rule": row,
        "asks": [
            title_of(Asked(Rule("", r.kind, level=r.level or 0), r, None))
            if not r.competence_id
            else _competence(r)
            for r in asked
        ],
        "may_set": may_set_targets(request.user),
    }


def _competence(row) -> str:
    if row.level:
        return title_of(Asked(Rule("", row.kind, level=row.level), row, row.competence))
    text = _("%(competence)s at the level of the standard")
    return text % {"competence": row.competence.name}
