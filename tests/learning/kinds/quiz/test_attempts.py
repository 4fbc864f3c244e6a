"""Attempts: the same on every device, saved, graded once, within their time."""

import datetime
import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from corpu.lib.refusals import Refused
from learning.kinds.quiz.actions import attempts
from learning.kinds.quiz.blocks import QuizBlock
from learning.kinds.quiz.models import QuizAttempt
from learning.models import LessonProgress
from tests.learning.kinds.quiz.conftest import QUESTIONS, choices, raw_quiz

pytestmark = pytest.mark.django_db


def right_answers(lesson) -> dict:
    """A right answer to every question."""
    made = {
        "single": 1,
        "multiple": [0, 2],
        "true_false": True,
        "short_text": " kodeksus ",
        "numeric": "2,55",
        "matching": {"0": 0, "1": 1},
        "ordering": {"0": 0, "1": 1, "2": 2},
    }
    return {q["key"]: made[q["kind"]] for q in lesson.content["questions"]}


def move_start(attempt, **back):
    """As if the attempt had begun so much earlier."""
    delta = datetime.timedelta(**back)
    attempt.refresh_from_db()
    attempt.started_at -= delta
    attempt.due_at -= delta
    attempt.save()


def test_passing_completes_the_lesson(progress):
    attempt = attempts.begin(progress)
    attempts.submit(attempt, right_answers(progress.lesson))
    attempt.refresh_from_db()
    assert (attempt.score, attempt.has_passed) == (100, True)
    progress.refresh_from_db()
    assert (progress.state, progress.score) == (LessonProgress.State.COMPLETED, 100)


def test_not_passing_is_told_and_may_be_tried_again(progress):
    attempt = attempts.begin(progress)
    attempts.submit(attempt, {})
    progress.refresh_from_db()
    assert (progress.state, progress.score) == (LessonProgress.State.FAILED, 0)
    second = attempts.begin(progress)
    assert second.number == 2
    attempts.submit(second, right_answers(progress.lesson))
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.COMPLETED


def test_beginning_twice_is_one_attempt_with_one_draw(progress):
    first, second = attempts.begin(progress), attempts.begin(progress)
    assert first == second
    assert first.drawn == second.drawn
    assert QuizAttempt.objects.count() == 1


def test_answers_are_there_on_another_device(progress):
    attempt = attempts.begin(progress)
    key = progress.lesson.content["questions"][3]["key"]
    attempts.save_answers(attempt, {key: "Kodeksus"})
    assert attempts.begin(progress).answers == {key: "Kodeksus"}
    attempts.save_answers(attempt, {key: ""})
    assert attempts.begin(progress).answers == {}


def test_handing_in_twice_changes_nothing(progress):
    attempt = attempts.begin(progress)
    attempts.submit(attempt, {})
    attempts.submit(attempt, right_answers(progress.lesson))
    attempt.refresh_from_db()
    assert attempt.score == 0
    with pytest.raises(Refused) as refused:
        attempts.save_answers(attempt, right_answers(progress.lesson))
    assert refused.value.code == "attempt_is_over"


def test_attempts_run_out(make_quiz, enrol, learner):
    progress = enrol(learner, make_quiz(attempts=1))
    attempts.submit(attempts.begin(progress), {})
    assert attempts.attempts_left(progress) == 0
    with pytest.raises(Refused) as refused:
        attempts.begin(progress)
    assert refused.value.code == "no_attempts_left"


def test_what_was_passed_stays_passed(progress):
    attempts.submit(attempts.begin(progress), right_answers(progress.lesson))
    attempts.submit(attempts.begin(progress), {})
    progress.refresh_from_db()
    assert (progress.state, progress.score) == (LessonProgress.State.COMPLETED, 100)


def test_answers_within_the_grace_count(make_quiz, enrol, learner):
    progress = enrol(learner, make_quiz(minutes=10))
    attempt = attempts.begin(progress)
    move_start(attempt, minutes=10, seconds=20)
    attempts.submit(attempt, right_answers(progress.lesson))
    attempt.refresh_from_db()
    assert attempt.has_passed


def test_answers_after_the_time_do_not_count_but_saved_ones_do(make_quiz, enrol, learner):
    progress = enrol(learner, make_quiz(minutes=10))
    attempt = attempts.begin(progress)
    right = right_answers(progress.lesson)
    first = next(iter(right))
    attempts.save_answers(attempt, {first: right[first]})
    move_start(attempt, minutes=11)
    with pytest.raises(Refused) as refused:
        attempts.save_answers(attempt, right)
    assert refused.value.code == "time_is_up"
    attempts.submit(attempt, right)
    attempt.refresh_from_db()
    assert attempt.score == Decimal("14.28")
    assert not attempt.has_passed


def test_what_was_left_open_is_graded_when_she_comes_back(make_quiz, enrol, learner):
    from learning.kinds.quiz.kind import KIND

    progress = enrol(learner, make_quiz(minutes=10))
    attempt = attempts.begin(progress)
    KIND.opened(progress)
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    move_start(attempt, minutes=11)
    KIND.opened(progress)
    KIND.opened(progress)
    attempt.refresh_from_db()
    assert attempt.submitted_at is not None
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.FAILED


def test_a_draw_asks_fewer_questions(make_quiz, enrol, learner):
    progress = enrol(learner, make_quiz(draw=3, shuffle_questions=True))
    attempt = attempts.begin(progress)
    assert len(attempt.drawn) == 3
    attempts.submit(attempt, right_answers(progress.lesson))
    attempt.refresh_from_db()
    assert attempt.score == 100
    assert len(attempt.answers) == 3


def test_who_withdrew_cannot_begin(progress):
    progress.enrolment.__class__.objects.update(state="withdrawn")
    with pytest.raises(Refused) as refused:
        attempts.begin(progress)
    assert refused.value.code == "not_enrolled"


def test_the_database_keeps_one_open_attempt(progress):
    from django.db import IntegrityError, transaction

    attempts.begin(progress)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuizAttempt.objects.create(progress=progress, number=9, drawn=[])


def test_the_snapshot_is_json_that_keeps_its_keys(make_quiz):
    lesson = make_quiz()
    json.dumps(lesson.content)
    assert lesson.content["pass_mark"] == 70
    kinds = [question["kind"] for question in lesson.content["questions"]]
    assert kinds == [question["type"] for question in QUESTIONS]
    assert lesson.content["questions"][4]["answer"] == "2.5"


def single(*right):
    return [
        {
            "type": "single",
            "value": {"text": "<p>?</p>", "choices": choices("a", "b", right=set(right))},
        }
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"questions": []},
        {"questions": single()},
        {"questions": single(0, 1)},
        {"questions": [{**single(0)[0], "type": "multiple"}], "pass_mark": 101},
        {"questions": single(0), "draw": 2},
        {"questions": [{"type": "single", "value": {**single(0)[0]["value"], "weight": "0"}}]},
    ],
)  # fmt: skip
def test_the_editor_refuses(fields):
    block = QuizBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(raw_quiz(**fields)))


def test_time_limit_is_told(make_quiz, enrol, learner):
    attempt = attempts.begin(enrol(learner, make_quiz(minutes=10)))
    assert 590 <= attempt.seconds_left <= 600
    assert attempt.due_at > timezone.now()
