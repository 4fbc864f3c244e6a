from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.clock import today
from corpu.lib.downloads import download
from corpu.lib.rule_rows import refuse_unread
from corpu.people.permissions import is_hr
from performance.actions import dated
from performance.careers.actions.talent import rule_in_force
from performance.careers.forms import TalentFilter
from performance.careers.models import NineBoxRule, TalentPlace
from performance.careers.permissions import may_open_lists
from performance.permissions import may_set_targets

PAGE = 50


@login_required
@require_safe
def talent(request):
    """The nine-box of the reader's scope, and the people of an opened box."""
    year, form, group = _group(request)
    counts = dict(group.order_by().values_list("box").annotate(Count("pk")))
    totals = group.aggregate(
        total=Count("pk"),
        pool=Count("pk", filter=Q(is_in_pool=True)),
        counted_at=Max("counted_at"),
    )
    rows = form.chosen(group).order_by("-value", "person__name", "pk")
    rows = rows.select_related("person__unit", "person__post", "potential_row")
    rule = rule_in_force()
    query = request.GET.copy()
    for name in ("show", "page"):
        query.pop(name, None)
    context = {
        "year": year,
        "form": form,
        "rule": rule,
        "grid": _grid(rule, counts) if rule else [],
        "without": counts.get(None, 0),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "query": request.GET.urlencode(),
        "kept": f"{query.urlencode()}&" if query else "",
        "may_set": may_set_targets(request.user),
        "may_load": is_hr(request.user),
        "drafts": NineBoxRule.objects.visible_to(request.user).filter(live=False),
        **totals,
    }
    return render(request, "performance/careers/talent.html", context)


@login_required
@require_safe
def table(request, kind: str):
    """The same people as the screen, as CSV or XLSX."""
    year, form, group = _group(request)
    rows = form.chosen(group).select_related("person__unit", "person__post")
    rows = rows.order_by("-value", "person__name", "pk")
    header = [
        _("Name"), _("NIP"), _("Unit"), _("Present post"), _("Year"), _("Predicate"),
        _("Performance"), _("Potential"), _("Talent value"), _("Box"), _("Talent pool"),
    ]  # fmt: skip
    lines = (
        [
            row.person.full_name, row.person.nip or "", str(row.person.unit or ""),
            str(row.person.post or ""), row.year, row.predicate_label, row.performance,
            row.potential, row.value, row.box, _("yes") if row.is_in_pool else "",
        ]
        for row in rows.iterator(chunk_size=2000)
    )  # fmt: skip
    return download(f"corpu-talent-{year}", header, lines, kind)


@login_required
@require_safe
def rule(request, pk: int):
    """The limits: every number, the legal basis, who drafted and who published."""
    return render(
        request, "performance/careers/talent_rule.html", _rule_page(request, pk)
    )


@login_required
@require_POST
def publish(request, pk: int):
    """A second person lets the limits hold."""
    row = _rule(request, pk)
    refuse_unread(row, request.POST)
    dated.publish(row, by=request.user)
    messages.success(request, _("Published. It is counted anew tonight."))
    return redirect("careers:talent_rule", pk)


def _rule(request, pk: int) -> NineBoxRule:
    rows = NineBoxRule.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("drafted_by", "published_by"), pk=pk)


def _rule_page(request, pk: int) -> dict:
    row = _rule(request, pk)
    return {
        "rule": row,
        "grid": _grid(row, {}),
        "may_set": may_set_targets(request.user),
    }


def _group(request):
    """The year, the filter, and the places in the reader's scope."""
    if not may_open_lists(request.user):
        raise PermissionDenied
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today().year - 1
    form = TalentFilter(request.GET, viewer=request.user)
    rows = TalentPlace.objects.in_scope_of(request.user).filter(year=year)
    return year, form, form.group(rows)


def _grid(rule: NineBoxRule, counts: dict) -> list[dict]:
    """Rows from top to bottom performance, each with its boxes by rising potential."""
    names = [_("Below expectation"), _("As expected"), _("Above expectation")]
    pool = rule.limits.pool
    rows = [
        {
            "name": name,
            "boxes": [
                {"number": n, "count": counts.get(n, 0), "is_pool": n in pool}
                for n in boxes
            ],
        }
        for name, boxes in zip(names, rule.boxes, strict=True)
    ]
    return rows[::-1]
