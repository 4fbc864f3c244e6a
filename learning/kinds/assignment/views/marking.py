"""An instructor reads and marks work by its rubric."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learning.kinds.assignment.actions import submissions
from learning.kinds.assignment.forms import MarkForm
from learning.kinds.assignment.models import Submission
from learning.kinds.assignment.showing import dressed
from learning.permissions import may_see_participants

WITH = (
    "progress__lesson",
    "progress__enrolment__course__provider",
    "progress__enrolment__person__unit",
)


@login_required
@require_safe
def waiting(request, key):
    """Work for one assignment that waits, the oldest first."""
    known = Submission.objects.markable_by(request.user).filter(progress__lesson__key=key)
    rows = list(known.waiting().select_related(*WITH).order_by("handed_in_at")[:100])
    if not rows:
        if not known.exists():
            raise Http404
        messages.success(request, _("Everything of this assignment has been marked."))
        return redirect("learning:agency")
    course = rows[0].progress.enrolment.course
    if not may_see_participants(request.user, course):
        raise PermissionDenied
    context = {"rows": rows, "lesson": rows[0].progress.lesson, "course": course}
    return render(request, "learning/kinds/assignment/waiting.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request, public_id):
    """One piece of work beside its rubric, and what was said before."""
    mine = Submission.objects.markable_by(request.user).select_related(*WITH)
    work = get_object_or_404(mine, public_id=public_id)
    lesson, enrolment = work.progress.lesson, work.progress.enrolment
    if not may_see_participants(request.user, enrolment.course):
        raise PermissionDenied
    form = MarkForm(request.POST or None, criteria=lesson.content["criteria"])
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        submissions.mark(work, points=form.points(), note=note, by=request.user)
        messages.success(request, _("Marked. The learner has been told."))
        return redirect("kind_assignment:waiting", key=lesson.key)
    earlier = work.progress.submissions.exclude(marked_at=None).exclude(pk=work.pk)
    context = {
        "work": dressed(work, lesson),
        "lesson": lesson,
        "course": enrolment.course,
        "person": enrolment.person,
        "form": form,
        "earlier": [dressed(row, lesson) for row in earlier],
    }
    status = 422 if form.errors else 200
    template = "learning/kinds/assignment/mark.html"
    return render(request, template, context, status=status)
