"""A learner at an assignment: save, hand in, get the file back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning.kinds.assignment.actions import submissions
from learning.kinds.assignment.models import Submission
from learning.lesson_files import serve
from learning.models import LessonProgress


def _mine(request, progress_id: int) -> LessonProgress:
    mine = LessonProgress.objects.filter(
        enrolment__person=request.user, lesson__kind="assignment"
    ).select_related("lesson", "enrolment")
    return get_object_or_404(mine, pk=progress_id)


def _sent(request) -> dict:
    return {
        "text": request.POST.get("text", ""),
        "upload": request.FILES.get("file"),
        "drops_file": "drops_file" in request.POST,
    }


def _to_lesson(progress: LessonProgress):
    return redirect("learning:lesson", progress.enrolment.public_id, progress.lesson.key)


@login_required
@require_POST
def save(request, progress_id: int):
    """Keep the work so far."""
    progress = _mine(request, progress_id)
    submissions.save_draft(progress, **_sent(request))
    messages.success(request, _("Saved. You can go on later, on any device."))
    return _to_lesson(progress)


@login_required
@require_POST
def hand_in(request, progress_id: int):
    """Hand in; a second time shows the same."""
    progress = _mine(request, progress_id)
    submissions.hand_in(progress, **_sent(request))
    messages.success(request, _("Handed in. You are told as soon as it is marked."))
    return _to_lesson(progress)


@login_required
@require_safe
def file(request, public_id):
    """The file, as a download, for its learner and for those who mark it."""
    rows = Submission.objects.filter(public_id=public_id, file__isnull=False)
    found = (
        rows.visible_to(request.user).first() or rows.markable_by(request.user).first()
    )
    if found is None or not found.file:
        raise Http404
    response = serve(request, found.file)
    response["Cache-Control"] = "private, no-store"
    return response
