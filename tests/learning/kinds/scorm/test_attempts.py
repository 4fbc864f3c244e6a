"""What a browser reports: kept once, in order, within the clock, and judged."""

import datetime

import pytest
from django.utils import timezone

from corpu.lib.refusals import Refused
from learning.kinds.scorm.actions import attempts
from learning.kinds.scorm.launching import launch
from learning.kinds.scorm.models import ScormAttempt, ScormSitting
from learning.models import LessonProgress
from tests.learning.kinds.scorm.packages import package_12, package_of_two

pytestmark = pytest.mark.django_db


def said(status=None, score=None, **more) -> dict:
    """A report of SCORM 1.2."""
    data = dict(more)
    if status:
        data["cmi.core.lesson_status"] = status
    if score is not None:
        data |= {"cmi.core.score.raw": str(score), "cmi.core.score.max": "100"}
    return data


def report(sitting, sequence, data, ended=False):
    attempts.commit(sitting, sequence=sequence, data=data, has_ended=ended)
    sitting.refresh_from_db()
    return sitting


def test_passing_completes_the_lesson_with_its_score(progress):
    sitting = attempts.sit(progress, item_key="i1")
    report(sitting, 1, said("incomplete"))
    report(sitting, 2, said("passed", 90), ended=True)
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.COMPLETED
    assert progress.score == 90
    assert progress.enrolment.__class__.objects.get().state == "completed"


def test_its_word_does_not_count_against_the_pass_mark(progress):
    sitting = attempts.sit(progress, item_key="i1")
    report(sitting, 1, said("passed", 50))
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.STARTED  # she may still try in it
    report(sitting, 2, said("passed", 50), ended=True)
    progress.refresh_from_db()
    assert (progress.state, progress.score) == (LessonProgress.State.FAILED, 50)
    assert ScormAttempt.objects.get().state == ScormAttempt.State.FAILED


def test_a_replay_and_a_late_report_change_nothing(progress):
    sitting = attempts.sit(progress, item_key="i1")
    report(sitting, 2, said("incomplete", **{"cmi.suspend_data": "new"}))
    report(sitting, 1, said("incomplete", **{"cmi.suspend_data": "old"}))
    report(sitting, 2, said("passed", 100))
    assert sitting.track.data["cmi.suspend_data"] == "new"
    assert ScormSitting.objects.get().last_sequence == 2
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.STARTED


def test_resume_on_another_device(progress):
    first = attempts.sit(progress, item_key="i1")
    report(
        first,
        1,
        said(
            "incomplete",
            **{
                "cmi.core.lesson_location": "7",
                "cmi.suspend_data": "abc",
                "cmi.core.exit": "suspend",
            },
        ),
        ended=True,
    )
    second = attempts.sit(progress, item_key="i1")
    data = launch(second)["data"]
    assert data["cmi.core.entry"] == "resume"
    assert data["cmi.core.lesson_location"] == "7"
    assert data["cmi.suspend_data"] == "abc"
    assert "cmi.core.exit" not in data
    with pytest.raises(Refused) as refused:
        report(first, 2, said("passed", 100))
    assert refused.value.code == "opened_elsewhere"


def test_the_first_time_begins_at_the_beginning(progress, learner):
    data = launch(attempts.sit(progress, item_key="i1"))["data"]
    assert data["cmi.core.entry"] == "ab-initio"
    assert data["cmi.student_data.mastery_score"] == "80"
    assert data["cmi.core.student_name"] == learner.name
    assert learner.nip not in str(data)


def test_suspended_is_not_failed(progress):
    sitting = attempts.sit(progress, item_key="i1")
    data = said("incomplete", 10, **{"cmi.core.exit": "suspend"})
    report(sitting, 1, data, ended=True)
    assert sitting.track.state == "incomplete"
    assert ScormAttempt.objects.get().state == ScormAttempt.State.OPEN


def test_time_is_added_up_and_bounded_by_the_clock(progress):
    sitting = attempts.sit(progress, item_key="i1")
    ScormSitting.objects.update(started_at=timezone.now() - datetime.timedelta(minutes=5))
    sitting.refresh_from_db()
    report(sitting, 1, said("incomplete", **{"cmi.core.session_time": "09:00:00"}))
    assert 300 <= sitting.seconds <= 331
    report(sitting, 2, said("incomplete", **{"cmi.core.session_time": "00:00:01"}))
    assert sitting.seconds >= 300
    second = attempts.sit(progress, item_key="i1")
    total = launch(second)["data"]["cmi.core.total_time"]
    assert total.startswith("0000:05:")


def test_what_was_left_out_is_kept_for_looking_into(progress):
    sitting = attempts.sit(progress, item_key="i1")
    report(sitting, 1, {"cmi.core.score.raw": "9000", "cmi.evil": "x"})
    assert sitting.ignored == [
        ["cmi.core.score.raw", "out_of_range"],
        ["cmi.evil", "unknown_element"],
    ]


def test_two_items_and_a_second_attempt(make_lesson, enrol, learner):
    progress = enrol(learner, make_lesson(package_of_two()))
    report(attempts.sit(progress, item_key="read"), 1, {}, ended=True)
    report(attempts.sit(progress, item_key="test"), 1, said("failed", 20), ended=True)
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.FAILED
    with pytest.raises(Refused) as refused:
        attempts.sit(progress, item_key="test")
    assert refused.value.code == "attempt_is_over"
    attempt = attempts.begin_again(progress)
    assert list(attempt.tracks.values_list("item", "state")) == [("read", "completed")]
    sitting = attempts.sit(progress, item_key="test")
    assert launch(sitting)["data"]["cmi.core.entry"] == "ab-initio"
    report(sitting, 1, said("completed", 70), ended=True)
    progress.refresh_from_db()
    assert (progress.state, progress.score) == (LessonProgress.State.COMPLETED, 70)


def test_attempts_are_limited(make_lesson, enrol, learner):
    progress = enrol(learner, make_lesson(package_12(), attempts=1))
    report(attempts.sit(progress, item_key="i1"), 1, said("failed", 5), ended=True)
    with pytest.raises(Refused) as refused:
        attempts.begin_again(progress)
    assert refused.value.code == "no_attempts_left"


def test_closing_the_page_does_not_save_a_failed_attempt(make_lesson, enrol, learner):
    progress = enrol(learner, make_lesson(package_12(), attempts=1))
    report(attempts.sit(progress, item_key="i1"), 1, said("failed", 5))
    with pytest.raises(Refused) as refused:
        attempts.sit(progress, item_key="i1")
    assert refused.value.code == "attempt_is_over"
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.FAILED


def test_the_authors_pass_mark_stands_above_the_manifest(make_lesson, enrol, learner):
    progress = enrol(learner, make_lesson(package_12(), pass_mark=40))
    report(attempts.sit(progress, item_key="i1"), 1, said("completed", 50))
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.COMPLETED


def test_what_was_passed_cannot_be_taken_back(progress):
    sitting = attempts.sit(progress, item_key="i1")
    report(sitting, 1, said("passed", 90))
    report(sitting, 2, said("failed", 5), ended=True)
    progress.refresh_from_db()
    assert (progress.state, progress.score) == (LessonProgress.State.COMPLETED, 90)
    again = attempts.sit(progress, item_key="i1")
    report(again, 1, said("failed", 0), ended=True)
    progress.refresh_from_db()
    assert (progress.state, progress.score) == (LessonProgress.State.COMPLETED, 90)


@pytest.mark.parametrize("key", ["", "nothing", None])
def test_an_item_that_is_not_there(progress, key):
    with pytest.raises(Refused) as refused:
        attempts.sit(progress, item_key=key)
    assert refused.value.code == "no_such_item"


def test_a_package_that_is_not_ready(make_lesson, enrol, learner):
    progress = enrol(learner, make_lesson(package_12(), unpack=False))
    with pytest.raises(Refused) as refused:
        attempts.sit(progress, item_key="i1")
    assert refused.value.code == "package_not_ready"


def test_who_withdrew_reports_nothing(progress):
    sitting = attempts.sit(progress, item_key="i1")
    progress.enrolment.__class__.objects.update(state="withdrawn")
    with pytest.raises(Refused) as refused:
        report(sitting, 1, said("passed", 100))
    assert refused.value.code == "not_enrolled"


def test_a_page_left_open_over_night(progress):
    sitting = attempts.sit(progress, item_key="i1")
    ScormSitting.objects.update(started_at=timezone.now() - datetime.timedelta(hours=13))
    with pytest.raises(Refused) as refused:
        report(sitting, 1, said("passed", 100))
    assert refused.value.code == "sitting_expired"
