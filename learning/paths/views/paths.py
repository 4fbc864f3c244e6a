"""Paths for those who walk them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.refusals import Refused
from learning.models import Enrolment
from learning.paths.actions import memberships
from learning.paths.forms import AnswerForm, HandInForm, JoinForm, LeaveForm
from learning.paths.models import Membership, Path, Step, StepDone
from learning.paths.permissions import may_confirm
from learning.paths.progress import progress_of


@login_required
@require_safe
def paths(request):
    """One's own, and the others on offer."""
    mine = Membership.objects.joined().filter(person=request.user)
    mine = mine.select_related("path__provider", "version", "cohort")
    rows = Path.objects.published().exclude(pk__in=mine.values("path"))
    rows = rows.select_related("provider", "current")
    required = Count("current__steps", filter=Q(current__steps__is_required=True))
    rows = rows.annotate(steps=required).order_by("-is_programme", "title", "pk")
    context = {
        "is_mentor": Membership.objects.joined().filter(mentor=request.user).exists(),
        "mine": progress_of(list(mine[:50])),
        "page": Paginator(rows, 20).get_page(request.GET.get("page")),
    }
    return render(request, "learning/paths/paths.html", context)


@login_required
@require_safe
def path(request, slug: str):
    """What a path asks, and the way in."""
    return _show(request, slug, None)


def _show(request, slug: str, form: JoinForm | None, status: int = 200):
    found = get_object_or_404(
        Path.objects.select_related("provider", "current"), slug=slug
    )
    mine = Membership.objects.joined().filter(person=request.user, path=found).first()
    if mine:
        return redirect("paths:member", public_id=mine.public_id)
    if not found.is_published or not found.current:
        return render(request, "learning/paths/gone.html", {"path": found}, status=410)
    steps = found.current.steps.select_related("course__activity__form")
    context = {
        "path": found,
        "steps": steps,
        "jp": sum(s.course.activity.jp or 0 for s in steps if s.course),
        "cohorts": list(found.cohorts.joinable().annotate(
            taken=Count("memberships", filter=Q(memberships__state__in=Membership.JOINED))
        )),
        "form": form or JoinForm(path=found),
    }  # fmt: skip
    return render(request, "learning/paths/path.html", context, status=status)


@login_required
@require_POST
def join(request, slug: str):
    """She is on the way."""
    found = get_object_or_404(Path.objects.select_related("current"), slug=slug)
    form = JoinForm(request.POST, path=found)
    if not form.is_valid():
        return _show(request, slug, form, 422)
    try:
        member = memberships.join(request.user, found, cohort=form.cleaned_data["cohort"])
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal.message))
        return _show(request, slug, form, 422)
    return redirect("paths:member", public_id=member.public_id)


def _member(request, public_id) -> Membership:
    rows = Membership.objects.visible_to(request.user)
    rows = rows.select_related("path__provider", "version", "cohort", "person", "mentor")
    return get_object_or_404(rows.distinct(), public_id=public_id)


@login_required
@require_safe
def member(request, public_id):
    """How far she is, and the next step."""
    return _show_member(request, _member(request, public_id))


def _show_member(request, row: Membership, forms=None, status: int = 200):
    (progress,) = progress_of([row])
    courses = [step.course_id for step in progress.steps if step.course_id]
    own = Enrolment.objects.live().filter(person=row.person_id, course__in=courses)
    context = {
        "row": row,
        "progress": progress,
        "enrolled": {e.course_id: e for e in own},
        "is_own": row.person_id == request.user.pk,
        "may_confirm": may_confirm(request.user, row),
        "forms": {"hand_in": HandInForm(), "leave": LeaveForm(), **(forms or {})},
    }
    return render(request, "learning/paths/member.html", context, status=status)


def _mine(request, public_id) -> Membership:
    rows = Membership.objects.filter(person=request.user)
    rows = rows.select_related("path__provider", "version", "cohort", "person", "mentor")
    return get_object_or_404(rows, public_id=public_id)


@login_required
@require_POST
def take(request, public_id, key):
    """Into the course of a step."""
    row = _mine(request, public_id)
    step = get_object_or_404(
        Step.objects.select_related("course"), version=row.version_id, key=key
    )
    enrolment = memberships.take(row, step)
    if enrolment.state in (Enrolment.State.ENROLLED, Enrolment.State.COMPLETED):
        return redirect("learning:player", public_id=enrolment.public_id)
    messages.success(request, _("Asked. You hear from us when it is decided."))
    return redirect("paths:member", public_id=public_id)


@login_required
@require_POST
def hand_in(request, public_id, key):
    """A milestone is reached, she says."""
    row = _mine(request, public_id)
    step = get_object_or_404(Step, version=row.version_id, key=key)
    form = HandInForm(request.POST)
    if not form.is_valid():
        return _show_member(request, row, {"hand_in": form}, 422)
    memberships.hand_in(row, step, text=form.cleaned_data["text"])
    messages.success(request, _("Handed in. You hear from us when it was read."))
    return redirect("paths:member", public_id=public_id)


@login_required
@require_POST
def leave(request, public_id):
    """Stop, saying why."""
    row = _mine(request, public_id)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _show_member(request, row, {"leave": form}, 422)
    memberships.leave(row, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("You have left the path."))
    return redirect("paths:paths")


@login_required
@require_POST
def answer(request, pk: int):
    """The mentor, or the agency, answers a milestone."""
    seen = Membership.objects.visible_to(request.user)
    rows = StepDone.objects.filter(membership__in=seen)
    rows = rows.select_related(
        "step", "membership__person", "membership__path__provider",
        "membership__version", "membership__cohort",
    )  # fmt: skip
    done = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        accept = data["answer"] == "yes"
        memberships.decide(done, by=request.user, accept=accept, reason=data["reason"])
        said = _("Confirmed.") if accept else _("Sent back.")
        messages.success(request, said)
    return redirect("paths:member", public_id=done.membership.public_id)
