"""By which day a year has to be closed: dated data, published by a second person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.rule_rows import refuse_unread
from performance.actions import dated
from performance.periods.models import Deadline
from performance.permissions import may_set_targets


@login_required
@require_safe
def deadline(request, pk: int):
    """One rule, with its legal basis and who drafted and published it."""
    return render(request, "performance/periods/deadline.html", _page_of(request, pk))


@login_required
@require_POST
def publish(request, pk: int):
    """A second person lets the draft hold."""
    row = get_object_or_404(Deadline.objects.visible_to(request.user), pk=pk)
    refuse_unread(row, request.POST)
    dated.publish(row, by=request.user)
    messages.success(request, _("Published."))
    return redirect(row)


def _page_of(request, pk: int) -> dict:
    rows = Deadline.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("drafted_by", "published_by"), pk=pk)
    return {
        "rule": row,
        "may_set": may_set_targets(request.user),
    }
