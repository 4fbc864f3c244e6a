from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from performance.allowance import rules
from performance.allowance.actions import objections
from performance.allowance.actions.gathering import last_of
from performance.allowance.actions.lines import facts_now
from performance.allowance.forms import ObjectionForm
from performance.allowance.models import Attendance, Difference, Line, Objection, Scheme
from performance.allowance.permissions import may_object
from performance.allowance.sentences import missing_in_words, steps_in_words

SOURCES = ("learning", "predicate", "attendance")


@login_required
@require_safe
def mine(request):
    """My recommendations, the newest on top."""
    rows = Line.objects.visible_to(request.user).filter(person=request.user)
    rows = rows.exclude(run__state="counting").select_related("run__formula")
    page = Paginator(rows.order_by("-month"), 12).get_page(request.GET.get("page"))
    unit = request.user.unit
    root = unit.ancestor_ids[0] if unit else None
    context = {
        "page": page,
        "scheme": Scheme.objects.on().filter(unit=root).first(),
        "objections": Objection.objects.filter(person=request.user)
        .select_related("run")
        .order_by("-asked_at")[:5],
    }
    return render(request, "performance/allowance/mine.html", context)


@login_required
@require_safe
def line(request, pk: int):
    """What is recommended for one month, why, and how to mend it."""
    return render(request, "performance/allowance/line.html", page_of(request, pk))


def page_of(request, pk: int, form: ObjectionForm | None = None) -> dict:
    """What the page shows; `form` holds an objection that was refused."""
    row = get_object_or_404(_lines(request.user), pk=pk)
    formula = row.run.formula
    attendance = Attendance.objects.visible_to(request.user)
    differences = Difference.objects.visible_to(request.user).filter(line=row)
    objected = Objection.objects.visible_to(request.user)
    steps = steps_in_words(formula, row.steps)
    return {
        "row": row,
        "run": row.run,
        "formula": formula,
        "is_own": row.person_id == request.user.pk,
        "steps": steps,
        "steps_sum": round(sum(Decimal(str(step.effect)) for step in steps), 2),
        "missing": missing_in_words(formula, row.missing) if row.missing else "",
        "attendance": attendance.filter(person=row.person_id, month=row.month).first(),
        "better": _better(row) if not row.run.is_locked else [],
        "differences": differences.select_related("taken_in"),
        "objections": objected.filter(run=row.run, person=row.person_id),
        "may_object": may_object(request.user, row),
        "form": form or ObjectionForm(),
        "last_day": last_of(row.month),
    }


def _lines(viewer):
    rows = Line.objects.visible_to(viewer)
    return rows.select_related(
        "run__formula", "run__unit__allowance_scheme", "person__post", "unit"
    )


def _better(row: Line) -> list[dict]:
    """What the recommendation would be if one thing were as good as it can be."""
    known = facts_now(row)
    if known is None or row.percent is None:
        return []
    rule = row.run.formula.as_rule()
    labels = {
        "learning": _("If the learning target were met"),
        "predicate": _("If the predicate were the best"),
        "attendance": _("If attendance were full"),
    }
    found = [(labels[name], rules.best(rule, known.facts, name)) for name in SOURCES]
    return [
        {"label": label, "percent": percent, "more": percent - row.percent}
        for label, percent in found
        if percent is not None and percent > row.percent
    ]


@login_required
@require_POST
def object_to(request, pk: int):
    """The person says what is wrong."""
    row = get_object_or_404(_lines(request.user), pk=pk, person=request.user)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        context = page_of(request, pk, form)
        return render(request, "performance/allowance/line.html", context, status=422)
    made = objections.object_to(row, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Your objection was sent. HR answers it."))
    return redirect("allowance:objection", made.public_id)
