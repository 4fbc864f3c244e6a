"""From answers to a score: at once, or after an instructor has read what a machine
cannot."""

import uuid
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from learning.actions.progress import complete_lesson, fail_lesson
from learning.kinds.quiz import rules
from learning.kinds.quiz.models import QuizAttempt
from learning.kinds.quiz.notices import tell_marked
from learning.models import Enrolment, LessonProgress
from learning.questions.actions.figures import note_answers
from learning.questions.models import Answered

MOST_NOTE = 3000


def held(progress_id: int) -> LessonProgress:
    """The progress, its enrolment held until the transaction ends."""
    enrolment = Enrolment.objects.select_for_update().get(progress=progress_id)
    if enrolment.state not in (Enrolment.State.ENROLLED, Enrolment.State.COMPLETED):
        raise Refused(
            "not_enrolled", _("You are not enrolled in this course. Enrol again first.")
        )
    progress = LessonProgress.objects.select_related("lesson").get(pk=progress_id)
    progress.enrolment = enrolment
    return progress


def questions_of(lesson) -> dict[str, dict]:
    """Every frozen question by its key."""
    return {question["key"]: question for question in lesson.content["questions"]}


def asked(attempt: QuizAttempt, lesson) -> list[dict]:
    """The questions of an attempt, in the order drawn."""
    known = questions_of(lesson)
    return [known[row["key"]] for row in attempt.drawn]


def _marks(attempt: QuizAttempt) -> dict[str, Decimal]:
    return {key: Decimal(str(row["percent"])) / 100 for key, row in attempt.marks.items()}


def to_read(attempt: QuizAttempt, lesson) -> list[dict]:
    """Questions of the attempt that still wait for an instructor."""
    return rules.unmarked(asked(attempt, lesson), attempt.answers, _marks(attempt))


def grade(attempt: QuizAttempt, progress: LessonProgress) -> QuizAttempt:
    """The score, and what follows for the lesson; without it while somebody has to
    read. Called with the enrolment held, in a transaction."""
    lesson = progress.lesson
    attempt.submitted_at = attempt.submitted_at or timezone.now()
    if to_read(attempt, lesson):
        attempt.save()
        return attempt
    questions = asked(attempt, lesson)
    result = rules.grade(
        questions,
        attempt.answers,
        pass_mark=Decimal(str(lesson.content["pass_mark"])),
        marks=_marks(attempt),
    )
    attempt.score, attempt.has_passed = result.percent, result.has_passed
    attempt.shares = {key: str(share) for key, share in result.shares.items()}
    attempt.save()
    _note(attempt, progress, questions, result.shares)
    if attempt.has_passed:
        complete_lesson(progress, score=attempt.score)
    else:
        fail_lesson(progress, score=attempt.score)
    return attempt


def _note(attempt, progress: LessonProgress, questions: list[dict], shares: dict) -> None:
    """Keep how each question went, for its figures."""
    now, rows = timezone.now(), []
    for question in questions:
        rest = rules.rest_of(questions, shares, question["key"])
        rows.append(
            Answered(
                key=uuid.UUID(question["key"]),
                edition=question.get("edition", 1),
                attempt=attempt.public_id,
                person_id=progress.enrolment.person_id,
                is_first=attempt.number == 1,
                share=float(shares[question["key"]]),
                rest=None if rest is None else float(min(max(rest, 0), 1)),
                answered_at=now,
            )
        )
    note_answers(rows)


@transaction.atomic
def mark(
    attempt: QuizAttempt, *, marks: dict[str, tuple[Decimal, str]], by
) -> QuizAttempt:
    """An instructor says what essays are worth (percent, and a note to the learner).

    Nobody marks her own. With the last one the attempt gets its score; what was marked
    stays, unless it is still waiting.
    """
    progress = held(attempt.progress_id)
    attempt = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if progress.enrolment.person_id == by.pk:
        raise Refused("own_work", _("Nobody marks her own work."))
    if not attempt.is_waiting:
        raise Refused("marked_already", _("This attempt has been marked already."))
    open_keys = {question["key"] for question in to_read(attempt, progress.lesson)}
    for key, (percent, note) in marks.items():
        if key in open_keys:
            attempt.marks[key] = {
                "percent": str(min(max(percent, Decimal(0)), Decimal(100))),
                "note": note[:MOST_NOTE],
            }
    attempt.marked_by, attempt.marked_at = by, timezone.now()
    attempt.save(update_fields=["marks", "marked_by", "marked_at"])
    grade(attempt, progress)
    if attempt.score is not None:
        log_decision(
            "quiz.marked",
            by=by,
            person=progress.enrolment.person,
            subject=f"{progress.enrolment.course.title}: {progress.lesson.title}",
        )
        tell_marked(attempt, progress)
    return attempt
