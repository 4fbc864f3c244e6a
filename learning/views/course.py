"""One course: what it teaches, what it counts, and the way in and out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from learning.actions import demand, enrolments
from learning.actions.worth import worth_for
from learning.catalogue import closes, needs_of
from learning.forms import ReasonForm
from learning.lessons import kind_of
from learning.models import Course, Enrolment


@login_required
@require_safe
def course(request, slug: str):
    """The course page. One that was withdrawn is shown to those who are in it."""
    return _show(request, slug, ReasonForm())


def _show(request, slug: str, form: ReasonForm, status: int = 200):
    found = get_object_or_404(
        Course.objects.with_card(), slug=slug, current__isnull=False
    )
    mine = Enrolment.objects.filter(course=found, person=request.user)
    mine = mine.select_related("decider", "version").order_by("-asked_at").first()
    if not found.is_published and not mine:
        context = {"course": found}
        return render(request, "learning/course_gone.html", context, status=410)
    classes = found.activity.openings.filter(starts_on__gte=today(), is_open=True)
    context = {
        "course": found,
        "lessons": _outline(found),
        "enrolment": mine,
        "classes": classes.order_by("starts_on"),
        "worth": worth_for(request.user, found.current),
        "closes": closes(found, needs_of(request.user)),
        "form": form,
        **_dates(found, request.user),
    }
    return render(request, "learning/course.html", context, status=status)


def _dates(course: Course, person) -> dict:
    """Whether the course has classes, and who waits for a date of one."""
    meets = any(kind_of(row).has_dates for row in course.current.lessons.all())
    if not meets or not course.is_published:
        return {"meets": False}
    waiting = course.interests.filter(told_at=None)
    return {
        "meets": True,
        "interest": waiting.filter(person=person).exists(),
        "interested": waiting.count(),
    }


@login_required
@require_POST
def interest(request, slug: str):
    """Tell me, or do not tell me any more, when there is a date."""
    found = get_object_or_404(Course.objects.published(), slug=slug)
    if request.POST.get("want") == "no":
        demand.want_no_date(request.user, found)
    else:
        demand.want_date(request.user, found)
        messages.success(request, _("We tell you when there is a new date."))
    return redirect("learning:course", slug=slug)


def _outline(course: Course) -> list[dict]:
    lessons = course.current.lessons.all()
    return [
        {"lesson": row, "kind": kind_of(row), "public": kind_of(row).public_content(row)}
        for row in lessons
    ]


@login_required
@require_POST
def enrol(request, slug: str):
    """The second click: she is in, or her leader is asked."""
    found = get_object_or_404(Course.objects.select_related("current"), slug=slug)
    enrolment = enrolments.enrol(request.user, found, by=request.user)
    if enrolment.state == Enrolment.State.REQUESTED:
        messages.success(request, _("Asked. You hear from us when it is decided."))
        return redirect("learning:course", slug=slug)
    if enrolment.state == Enrolment.State.ENROLLED and not enrolment.last_seen_at:
        messages.success(request, _("You are enrolled. You can begin at once."))
    return redirect("learning:player", public_id=enrolment.public_id)


@login_required
@require_POST
def withdraw(request, public_id):
    """Leave the course, saying why."""
    mine = Enrolment.objects.filter(person=request.user).select_related("course")
    enrolment = get_object_or_404(mine, public_id=public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, enrolment.course.slug, form, status=422)
    try:
        enrolments.withdraw(
            enrolment, by=request.user, reason=form.cleaned_data["reason"]
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("You have left the course."))
    return redirect("learning:course", slug=enrolment.course.slug)
