"""Attempts: begun, saved as the learner goes, handed in once."""

import datetime
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.refusals import Refused
from learning.kinds.quiz import rules
from learning.kinds.quiz.actions.grading import asked, grade, held
from learning.kinds.quiz.models import QuizAttempt
from learning.models import LessonProgress


def attempts_left(progress: LessonProgress) -> int | None:
    """How many more attempts may begin; None where they are not limited."""
    most = progress.lesson.content.get("attempts")
    return max(most - progress.quiz_attempts.count(), 0) if most else None


@transaction.atomic
def begin(progress: LessonProgress) -> QuizAttempt:
    """The open attempt, or a new one; pressed twice or on two devices it is the same."""
    progress = held(progress.pk)
    attempt = progress.quiz_attempts.open().first()
    if attempt and attempt.is_overdue:
        grade(attempt, progress)
        attempt = None
    if attempt:
        return attempt
    if progress.quiz_attempts.waiting().exists():
        raise Refused(
            "waits_for_marking",
            _("An instructor is reading your last attempt. You are told the result."),
        )
    if attempts_left(progress) == 0:
        raise Refused(
            "no_attempts_left",
            _("No attempts are left. Ask the training agency for another one."),
        )
    return _draw(progress)


def _draw(progress: LessonProgress) -> QuizAttempt:
    content, now = progress.lesson.content, timezone.now()
    minutes = content.get("minutes")
    return QuizAttempt.objects.create(
        progress=progress,
        number=progress.quiz_attempts.count() + 1,
        drawn=rules.draw(
            content["questions"],
            seed=secrets.randbits(64),
            count=content.get("draw"),
            draws=content.get("draws", ()),
            shuffle_questions=content.get("shuffle_questions", False),
            shuffle_answers=content.get("shuffle_answers", False),
        ),
        started_at=now,
        due_at=now + datetime.timedelta(minutes=minutes) if minutes else None,
    )


@transaction.atomic
def save_answers(attempt: QuizAttempt, answers: dict) -> QuizAttempt:
    """Keep answers while she goes on; they are there on any device."""
    progress = held(attempt.progress_id)
    attempt.refresh_from_db()
    if attempt.submitted_at:
        raise Refused("attempt_is_over", _("This attempt has been handed in already."))
    if attempt.is_overdue:
        raise Refused(
            "time_is_up", _("The time is up. What was saved in time is graded.")
        )
    _merge(attempt, progress.lesson, answers)
    attempt.save(update_fields=["answers", "saved_at"])
    return attempt


@transaction.atomic
def submit(attempt: QuizAttempt, answers: dict) -> QuizAttempt:
    """Hand in: graded once, whatever arrives again. Answers that come after the time
    limit and its grace are not taken; what was saved before is graded."""
    progress = held(attempt.progress_id)
    attempt.refresh_from_db()
    if attempt.submitted_at:
        return attempt
    if not attempt.is_overdue:
        _merge(attempt, progress.lesson, answers)
    return grade(attempt, progress)


@transaction.atomic
def finish_overdue(progress: LessonProgress) -> None:
    """Hand in what was left open beyond its time."""
    attempt = progress.quiz_attempts.open().exclude(due_at=None).first()
    if attempt and attempt.is_overdue:
        progress = held(progress.pk)
        attempt.refresh_from_db()
        if not attempt.submitted_at:
            grade(attempt, progress)


def _merge(attempt: QuizAttempt, lesson, answers: dict) -> None:
    """Take the answers to questions that were asked; an empty one clears."""
    kept = dict(attempt.answers)
    for question in asked(attempt, lesson):
        key = question["key"]
        if key not in answers:
            continue
        answer = rules.clean_answer(question, answers[key])
        kept.pop(key, None)
        if answer is not None:
            kept[key] = answer
    attempt.answers, attempt.saved_at = kept, timezone.now()
