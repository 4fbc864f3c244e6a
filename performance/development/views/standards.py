from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.clock import today
from corpu.lib.keys import key_of
from corpu.lib.rule_rows import refuse_unread
from corpu.skills.actions import standards as skills
from corpu.skills.models import Competence, PostStandard
from corpu.skills.permissions import may_set_standards
from performance.actions import dated
from performance.development.actions import policy as actions
from performance.development.models import LevelSource, MatchBand
from performance.development.profile import bands_on
from performance.permissions import may_set_targets

PAGE = 90
RULES = {"source": LevelSource, "band": MatchBand}


@login_required
@require_safe
def standards(request):
    """What each post asks, with its legal basis; drafts for the office."""
    rows = PostStandard.objects.visible_to(request.user)
    rows = rows.select_related("post", "competence", "drafted_by", "published_by")
    live = rows.in_force()
    q, code = request.GET.get("q", "").strip(), request.GET.get("competence", "")
    if q:
        live = live.filter(
            Q(post__name__icontains=q) | Q(post__code=q) | Q(post_level__icontains=q)
        )
    if code:
        live = live.filter(competence__code=code)
    drafts = list(rows.drafts()[:200])
    context = {
        "q": q,
        "code": code,
        "competences": Competence.objects.all(),
        "page": Paginator(live, PAGE).get_page(request.GET.get("page")),
        "drafts": drafts,
        "to_publish": sum(row.drafted_by_id != request.user.pk for row in drafts),
        "sources": LevelSource.objects.on(today()).order_by("priority"),
        "bands": bands_on(today()),
        "may_set": may_set_standards(request.user),
    }
    return render(request, "performance/development/standards.html", context)


@login_required
@require_POST
def publish(request):
    """A second person publishes the ticked drafts as she has read them."""
    sent = (text.partition(":") for text in request.POST.getlist("standard"))
    marks = {key_of(key): mark for key, _colon, mark in sent}
    rows = PostStandard.objects.visible_to(request.user).drafts().filter(pk__in=marks)
    for row in rows:
        refuse_unread(row, {"mark": marks[row.pk]} if marks[row.pk] else {})
    count = actions.publish_standards(rows, by=request.user)
    messages.success(request, _("%(number)s published.") % {"number": count})
    return redirect("development:standards")


@login_required
@require_POST
def drop(request, pk: int):
    """Throw a draft away."""
    rows = PostStandard.objects.visible_to(request.user)
    skills.drop_draft(get_object_or_404(rows, pk=pk), by=request.user)
    messages.success(request, _("The draft is gone."))
    return redirect("development:standards")


def _rule(request, kind: str, pk: int):
    if kind not in RULES:
        raise Http404
    rows = RULES[kind].objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("drafted_by", "published_by"), pk=pk)


@login_required
@require_safe
def rule(request, kind: str, pk: int):
    """A source of levels or a band: its rule, its law, who drafted and published it."""
    return render(
        request,
        "performance/development/rule.html",
        {
            "kind": kind,
            "rule": _rule(request, kind, pk),
            "may_set": may_set_targets(request.user),
        },
    )


@login_required
@require_POST
def publish_rule(request, kind: str, pk: int):
    """A second person lets the draft hold."""
    row = _rule(request, kind, pk)
    refuse_unread(row, request.POST)
    dated.publish(row, by=request.user)
    messages.success(request, _("Published."))
    return redirect(row)
