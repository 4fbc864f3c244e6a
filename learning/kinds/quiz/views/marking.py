"""An instructor reads what a machine cannot mark."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learning.kinds.quiz.actions import grading
from learning.kinds.quiz.forms import MarkForm
from learning.kinds.quiz.models import QuizAttempt
from learning.permissions import may_see_participants


def _may_mark(request, course) -> None:
    if not may_see_participants(request.user, course):
        raise PermissionDenied


@login_required
@require_safe
def waiting(request, key):
    """Attempts at one quiz that wait, the oldest first."""
    rows = QuizAttempt.objects.markable_by(request.user).waiting()
    rows = rows.filter(progress__lesson__key=key).select_related(
        "progress__lesson", "progress__enrolment__course__provider"
    )
    rows = list(
        rows.select_related("progress__enrolment__person__unit").order_by("submitted_at")[
            :100
        ]
    )
    if not rows:
        return _nothing_left(request, key)
    course = rows[0].progress.enrolment.course
    _may_mark(request, course)
    context = {"rows": rows, "lesson": rows[0].progress.lesson, "course": course}
    return render(request, "learning/kinds/quiz/waiting.html", context)


def _nothing_left(request, key):
    """Everything of a quiz of ours is marked; of others we know nothing."""
    known = QuizAttempt.objects.markable_by(request.user)
    if not known.filter(progress__lesson__key=key).exists():
        raise Http404
    messages.success(request, _("Everything of this quiz has been marked."))
    return redirect("learning:agency")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request, public_id):
    """One attempt: each essay with its guide, a percentage and a note."""
    mine = QuizAttempt.objects.markable_by(request.user).select_related(
        "progress__lesson",
        "progress__enrolment__course__provider",
        "progress__enrolment__person",
    )
    attempt = get_object_or_404(mine, public_id=public_id)
    lesson = attempt.progress.lesson
    _may_mark(request, attempt.progress.enrolment.course)
    open_ones = grading.to_read(attempt, lesson) if attempt.is_waiting else []
    rows = [_row(request, n, q, attempt) for n, q in enumerate(open_ones, 1)]
    is_sent = request.method == "POST" and attempt.is_waiting
    if is_sent and all([row["form"].is_valid() for row in rows]):  # noqa: C419 (all errors)
        marks = {
            row["question"]["key"]: (
                row["form"].cleaned_data["percent"],
                row["form"].cleaned_data["note"],
            )
            for row in rows
        }
        grading.mark(attempt, marks=marks, by=request.user)
        messages.success(request, _("Marked. The learner has been told."))
        return redirect("kind_quiz:waiting", key=lesson.key)
    context = {
        "attempt": attempt,
        "lesson": lesson,
        "course": attempt.progress.enrolment.course,
        "person": attempt.progress.enrolment.person,
        "rows": rows,
    }
    status = 422 if is_sent else 200
    return render(request, "learning/kinds/quiz/mark.html", context, status=status)


def _row(request, number: int, question: dict, attempt: QuizAttempt) -> dict:
    form = MarkForm(request.POST or None, prefix=f"m{number}")
    answer = attempt.answers[question["key"]]
    return {"number": number, "question": question, "answer": answer, "form": form}
