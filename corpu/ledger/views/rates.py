"""The conversions: which hold, by which rule, and publishing a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.ledger import sentences
from corpu.ledger.actions.rates import publish_rate
from corpu.ledger.models import DirtyYear, LearningForm, Rate
from corpu.ledger.permissions import may_publish_rates
from corpu.lib.rule_rows import refuse_unread


@login_required
@require_safe
def rates(request):
    """The table of conversions of today, form by form; drafts for HR."""
    rows = Rate.objects.visible_to(request.user).select_related("form")
    rows = rows.order_by("form__order", "-scope", "role", "-valid_from")
    context = {
        "lines": [(rate, sentences.how_it_counts(rate)) for rate in rows if rate.live],
        "drafts": [rate for rate in rows if not rate.live and not rate.published_at],
        "forms": LearningForm.objects.count(),
        "waiting": DirtyYear.objects.count(),
        "may_publish": may_publish_rates(request.user),
    }
    return render(request, "ledger/rates.html", context)


@login_required
@require_safe
def rate(request, pk: int):
    """One conversion: its rule and dates, who drafted and who published it."""
    rows = Rate.objects.visible_to(request.user)
    shown = get_object_or_404(
        rows.select_related("form", "drafted_by", "published_by"), pk=pk
    )
    context = {
        "rate": shown,
        "how": sentences.how_it_counts(shown),
        "validity": sentences.validity(shown),
        "may_publish": may_publish_rates(request.user) and not shown.published_at,
        "is_drafter": shown.drafted_by_id == request.user.pk,
    }
    return render(request, "ledger/rate.html", context)


@login_required
@require_POST
def publish(request, pk: int):
    """A second person lets the draft count."""
    if not may_publish_rates(request.user):
        raise PermissionDenied
    shown = get_object_or_404(Rate.objects.visible_to(request.user), pk=pk)
    reason = request.POST.get("reason", "").strip()
    refuse_unread(shown, request.POST)
    publish_rate(shown, by=request.user, reason=reason)
    messages.success(request, _("Published. Everybody it concerns is counted again."))
    return redirect("ledger:rate", pk)
