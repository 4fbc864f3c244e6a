"""A learner at a quiz: begin, save, hand in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learning.kinds.quiz.actions import attempts
from learning.kinds.quiz.actions.grading import questions_of
from learning.kinds.quiz.models import QuizAttempt
from learning.models import LessonProgress
from learning.questions.rules.reading import answers_from


def _own_attempt(request, public_id) -> QuizAttempt:
    mine = QuizAttempt.objects.visible_to(request.user)
    mine = mine.select_related("progress__lesson", "progress__enrolment")
    return get_object_or_404(mine, public_id=public_id)


def _to_lesson(progress):
    return redirect("learning:lesson", progress.enrolment.public_id, progress.lesson.key)


def _answers(request, attempt: QuizAttempt) -> dict:
    questions = questions_of(attempt.progress.lesson)
    return answers_from(request.POST, attempt.drawn, questions)


@login_required
@require_POST
def begin(request, progress_id: int):
    """Begin an attempt, or go on with the open one."""
    mine = LessonProgress.objects.filter(
        enrolment__person=request.user, lesson__kind="quiz"
    ).select_related("lesson", "enrolment")
    progress = get_object_or_404(mine, pk=progress_id)
    attempts.begin(progress)
    return _to_lesson(progress)


@login_required
@require_POST
def save(request, public_id):
    """Keep the answers so far: from the page's script, or by its button."""
    attempt = _own_attempt(request, public_id)
    attempt = attempts.save_answers(attempt, _answers(request, attempt))
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"seconds_left": attempt.seconds_left})
    messages.success(request, _("Your answers are saved. You can go on later."))
    return _to_lesson(attempt.progress)


@login_required
@require_POST
def submit(request, public_id):
    """Hand in; a second time shows the same result."""
    attempt = _own_attempt(request, public_id)
    attempts.submit(attempt, _answers(request, attempt))
    return _to_lesson(attempt.progress)
