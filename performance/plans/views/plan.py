"""One person's plan: her own, or that of one of the leader's people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.clock import today
from corpu.lib.keys import key_of
from corpu.people.models import Person
from performance.plans.actions import dialogue, starting
from performance.plans.forms import CommentForm
from performance.plans.models import Plan, PlanLine
from performance.plans.page import page_of

TEMPLATE = "performance/plans/plan.html"


def plan_or_404(request, pk: int) -> Plan:
    """A plan that the reader may see."""
    rows = Plan.objects.visible_to(request.user).with_people()
    return get_object_or_404(rows, pk=pk)


def asked_year(request) -> int:
    """The year in the address, if it is one; else this year."""
    text = request.GET.get("year", "") or request.POST.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today().year
    return min(max(year, 2000), today().year + 1)


def show(request, plan: Plan, status: int = 200, **forms):
    """The page of a plan; `forms` holds what was refused."""
    context = page_of(plan, request.user, **forms)
    context["years"] = _years(plan.person)
    return render(request, TEMPLATE, context, status=status)


def _years(person: Person) -> list[int]:
    found = Plan.objects.filter(person=person).values_list("year", flat=True)
    return sorted({today().year, *found}, reverse=True)


@login_required
@require_safe
def mine(request):
    """My own plan of a year, or the way to start it."""
    year = asked_year(request)
    rows = Plan.objects.with_people().filter(person=request.user, year=year)
    found = rows.first()
    if found:
        return show(request, found)
    context = {"year": year, "years": _years(request.user)}
    return render(request, "performance/plans/none.html", context)


@login_required
@require_safe
def plan(request, pk: int):
    """A plan for its person, her leaders, HR and auditors."""
    return show(request, plan_or_404(request, pk))


@login_required
@require_safe
def person(request, pk: int):
    """The plan of one of my people in a year: on to it, or to the way to start it."""
    found = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    year = asked_year(request)
    row = Plan.objects.filter(person=found, year=year).first()
    if row:
        return redirect(row)
    context = {"person": found, "year": year, "years": _years(found)}
    return render(request, "performance/plans/none.html", context)


@login_required
@require_POST
def start(request, pk: int):
    """Begin the dialogue about a person's year."""
    people = Person.objects.visible_to(request.user)
    found = get_object_or_404(people.employees(), pk=pk)
    row = starting.start(found, asked_year(request), by=request.user)
    messages.success(request, _("The plan has begun. Both can write now."))
    return redirect(row)


@login_required
@require_POST
def comment(request, pk: int):
    """Write into the dialogue."""
    row = plan_or_404(request, pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return show(request, row, 422, comment_form=form)
    line = row.lines.filter(pk=_number(request, "line")).first()
    text = form.cleaned_data["text"]
    dialogue.comment(row, by=request.user, text=text, line=line)
    return redirect(f"{row.get_absolute_url()}#dialogue")


def _number(request, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else None


@login_required
@require_POST
def sign(request, pk: int):
    """Sign what the plan says now."""
    seen = key_of(request.POST["seen"]) if "seen" in request.POST else None
    row = dialogue.sign(plan_or_404(request, pk), by=request.user, seen=seen)
    agreed = row.state == Plan.State.RUNNING
    text = _("Both have signed: the plan is agreed.") if agreed else _("You have signed.")
    messages.success(request, text)
    return redirect(row)


@login_required
@require_POST
def propose(request, pk: int):
    """Add the learning lines that follow from targets and needs."""
    row = plan_or_404(request, pk)
    lines = dialogue.propose_learning(row, by=request.user)
    text = _("Added: %(lines)s") % {"lines": "; ".join(line.text for line in lines)}
    messages.success(request, text)
    return redirect(row)


def line_or_404(request, pk: int) -> PlanLine:
    """A line of a plan that the reader may see."""
    rows = PlanLine.objects.visible_to(request.user).with_sources()
    rows = rows.select_related(
        "plan__person__unit", "plan__leader", "plan__unit", "target", "form", "competence"
    )
    return get_object_or_404(rows, pk=pk)
