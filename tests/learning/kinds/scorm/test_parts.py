"""Packages of several parts: each with its own data, summed up by one rule."""

import pytest
from django.urls import reverse

from learning.kinds.scorm.actions import attempts
from learning.kinds.scorm.kind import KIND
from learning.kinds.scorm.launching import launch
from learning.models import LessonHold, LessonProgress
from learning.standards.scorm import check_package
from tests.learning.kinds.scorm.packages import manifest, zipped

pytestmark = pytest.mark.django_db
ROLLED_OUT = """<imsss:sequencing xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
 <imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false"/>
 </imsss:sequencing>"""
FOUR = manifest(
    f"""<item identifier="chapter"><title>Bab</title>
        <item identifier="a" identifierref="ra"><title>Satu</title></item>
        <item identifier="b" identifierref="rb"><title>Dua</title></item></item>
        <item identifier="extra" identifierref="rb"><title>Tambahan</title>{ROLLED_OUT}</item>
        <item identifier="test" identifierref="rc"><title>Ujian</title>
          <adlcp:prerequisites type="aicc_script">a&amp;b</adlcp:prerequisites>
          <adlcp:masteryscore>60</adlcp:masteryscore></item>""",
    """<resource identifier="ra" adlcp:scormtype="sco" href="a.html"/>
       <resource identifier="rb" adlcp:scormtype="sco" href="b.html"/>
       <resource identifier="rc" adlcp:scormtype="sco" href="c.html"/>""",
)


def package_of_four():
    """A chapter of two parts, an extra that does not count, and a test."""
    pages = dict.fromkeys(("a.html", "b.html", "c.html"), "<p>x</p>")
    return zipped({"imsmanifest.xml": FOUR, **pages})


@pytest.fixture
def progress(make_lesson, enrol, learner):
    return enrol(learner, make_lesson(package_of_four()))


def go_through(progress, key, *, score=None, **data) -> None:
    """Open a part, report, and leave it."""
    said = {"cmi.core.lesson_status": "completed", **data}
    if score is not None:
        said |= {"cmi.core.score.raw": str(score), "cmi.core.score.max": "100"}
    sitting = attempts.sit(progress, item_key=key)
    attempts.commit(sitting, sequence=1, data=said, has_ended=True)


def shown(progress) -> dict:
    progress.refresh_from_db()
    return KIND.context(None, progress.lesson, progress)


def test_what_a_manifest_leaves_out_is_not_required():
    found = check_package(package_of_four())
    required = {item.key: item.is_required for item in found.launchable}
    assert required == {"a": True, "b": True, "extra": False, "test": True}
    assert [problem.code for problem in found.problems] == ["prerequisites_ignored"]
    assert found.is_playable


def test_each_part_has_data_of_its_own(progress):
    place = "cmi.core.lesson_location"
    go_through(progress, "a", **{place: "7", "cmi.suspend_data": "satu"})
    other = launch(attempts.sit(progress, item_key="b"))["data"]
    assert other["cmi.core.entry"] == "ab-initio" and place not in other
    again = launch(attempts.sit(progress, item_key="a"))["data"]
    assert (again[place], again["cmi.suspend_data"]) == ("7", "satu")
    assert again["cmi.core.entry"] == "resume"


def test_done_are_all_required_parts_and_no_other(progress):
    go_through(progress, "a")
    go_through(progress, "b")
    assert shown(progress)["done_count"] == 2
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.STARTED
    go_through(progress, "test", score=80)
    progress.refresh_from_db()
    assert (progress.state, progress.score) == (LessonProgress.State.COMPLETED, 80)


def test_an_extra_that_was_failed_fails_nobody(progress):
    go_through(progress, "extra", **{"cmi.core.lesson_status": "failed"})
    for key in ("a", "b"):
        go_through(progress, key)
    go_through(progress, "test", score=80)
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.COMPLETED


def test_she_goes_on_at_the_part_where_she_left(progress):
    assert shown(progress)["next_part"]["key"] == "a"
    half = {"cmi.core.lesson_status": "incomplete", "cmi.core.exit": "suspend"}
    go_through(progress, "a", **half)
    go_through(progress, "b", **half)
    assert shown(progress)["next_part"]["key"] == "b"
    go_through(progress, "b")
    assert shown(progress)["next_part"]["key"] == "test", "required ones behind it first"
    go_through(progress, "test", score=80)
    assert shown(progress)["next_part"]["key"] == "a"


def test_the_page_says_which_parts_are_optional(progress, client_of, learner):
    type(learner).objects.filter(pk=learner.pk).update(language="en")
    names = [progress.enrolment.public_id, progress.lesson.key]
    page = client_of(learner).get(reverse("learning:lesson", args=names)).content.decode()
    assert page.count("does not count") == 1 and "Tambahan" in page
    assert "data-scorm-back" in page and "data-scorm-onward" in page


def test_a_minimum_time_holds_a_package_too(make_lesson, enrol, learner):
    lesson = make_lesson(package_of_four())
    type(lesson).objects.filter(pk=lesson.pk).update(minimum_minutes=10)
    progress = enrol(learner, type(lesson).objects.get(pk=lesson.pk))
    for key in ("a", "b"):
        go_through(progress, key)
    go_through(progress, "test", score=80)
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.HELD
    attempt = attempts.current_attempt(progress)
    assert attempt.state == "passed"
    assert LessonHold.objects.get().reason == "minimum"
