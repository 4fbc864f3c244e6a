from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from corpu.agenda.models import Opening
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from performance.development.actions import lines as actions
from performance.development.actions.plans import plan_for
from performance.development.forms import LineForm, ReasonForm
from performance.development.models import PerformanceGap, PlanLine
from performance.development.permissions import may_write_plan
from performance.development.profile import profiles_of
from performance.development.rules import closed_levels
from performance.development.suggestions import Suggestion
from performance.development.views.asked import asked_year, person_seen

FORM = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(FORM)
def new(request, pk: int):
    """One more line, filled in from the gap or the opening that it is for."""
    person = person_seen(request, pk)
    if not may_write_plan(request.user, person):
        raise PermissionDenied
    year = asked_year(request)
    initial, opening = _start(request, person)
    form = LineForm(_posted(request), person=person, initial=initial)

    def act():
        activity = opening.activity if opening else None
        plan = plan_for(person, year)
        actions.add_line(plan, by=request.user, activity=activity, **form.cleaned_data)

    page = {"title": _("New line of the plan"), "opening": opening}
    return _answer(request, form, person, year, act, page)


@login_required
@require_http_methods(FORM)
def change(request, public_id):
    """Change a line; an agreed one by another that waits to be agreed."""
    line = _line(request, public_id)
    person, was_agreed = line.plan.person, line.agreed_at is not None
    pending = PlanLine.objects.pending().filter(replaces=line).first()
    form = LineForm(
        _posted(request), person=person, was_agreed=was_agreed, instance=pending or line
    )

    def act():
        actions.change_line(line, by=request.user, **form.cleaned_data)

    page = {"title": _("Change a line"), "line": line}
    return _answer(request, form, person, line.plan.year, act, page)


@login_required
@require_POST
def remove(request, public_id):
    """Take a line away; an agreed one with a reason, when that is agreed."""
    line = _line(request, public_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.remove_line(line, by=request.user, reason=reason)
    messages.success(
        request,
        _("The line goes when that is agreed.")
        if line.agreed_at
        else _("The line is removed."),
    )
    return redirect(line.plan)


@login_required
@require_POST
def keep(request, public_id):
    """A line that should have gone stays."""
    line = _line(request, public_id)
    actions.keep_line(line, by=request.user)
    messages.success(request, _("The line stays."))
    return redirect(line.plan)


def _posted(request):
    return request.POST if request.method == "POST" else None


def _line(request, public_id) -> PlanLine:
    rows = PlanLine.objects.visible_to(request.user).current()
    rows = rows.select_related("plan__person__unit", "plan__person__post")
    line = get_object_or_404(rows, public_id=public_id)
    if not may_write_plan(request.user, line.plan.person):
        raise PermissionDenied
    return line


def _answer(request, form, person, year: int, act, page: dict):
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal.message))
        else:
            messages.success(request, _("The line is kept."))
            url = redirect("development:person", person.pk).url
            return redirect(f"{url}?year={year}#plan")
    context = {
        "form": form,
        "person": person,
        "year": year,
        "year_text": str(year),
        "page": page,
        "is_own": person.pk == request.user.pk,
    }
    status = 422 if form.errors else 200
    return render(request, "performance/development/line.html", context, status=status)


def _start(request, person) -> tuple[dict, Opening | None]:
    """What the new line begins with, and the opening that it is linked to."""
    rows = {row.competence.pk: row for row in profiles_of([person])[person.pk].rows}
    row = rows.get(_number(request, "competence"))
    initial: dict = {"quarter": (today().month + 2) // 3}
    if row and row.wanted:
        initial |= {"competence": row.competence, "target_level": row.wanted}
        initial["reason"] = _("Gap: level %(held)s of %(wanted)s") % {
            "held": row.level or 0,
            "wanted": row.wanted,
        }
    gap = PerformanceGap.objects.filter(person=person, pk=_number(request, "gap")).first()
    if gap:
        initial |= {"gap": gap, "competence": gap.competence, "reason": gap.title}
    number = _number(request, "opening")
    return (initial, None) if not number else _from_opening(initial, row, number)


def _from_opening(initial: dict, row, number: int) -> tuple[dict, Opening]:
    rows = Opening.objects.select_related("activity__form", "activity__provider")
    opening = rows.filter(pk=number).first()
    if opening is None:
        raise Http404
    activity = opening.activity
    initial |= {
        "title": activity.title,
        "form": activity.form_id,
        "provider": activity.provider_id,
        "jp": opening.jp if opening.jp is not None else activity.jp or 0,
    }
    if opening.starts_on:
        initial["month"] = opening.starts_on.month
        initial["quarter"] = (opening.starts_on.month + 2) // 3
    taught = {t.competence_id: t.level for t in activity.teaches.all()}
    if row and row.competence.pk in taught:
        level = taught[row.competence.pk]
        levels = closed_levels(level, row.level or 0, row.wanted)
        initial["target_level"] = min(level, row.wanted) or None
        if levels:
            initial["reason"] = Suggestion(row, opening, levels, level).reason
    return initial, opening


def _number(request, name: str) -> int | None:
    text = request.GET.get(name, "") or request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
