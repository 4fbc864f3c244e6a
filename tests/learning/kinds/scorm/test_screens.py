"""The lesson page of a package: what it offers, and what it says when it cannot."""

import pytest
from django.urls import reverse

from learning.kinds.scorm.actions import attempts
from learning.kinds.scorm.kind import KIND
from learning.kinds.scorm.models import Package
from tests.learning.kinds.scorm.packages import package_12, package_of_two

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client_of, learner):
    """`shown(progress)`: the lesson page as its learner reads it, in English."""
    type(learner).objects.filter(pk=learner.pk).update(language="en")

    def _shown(progress) -> str:
        names = [progress.enrolment.public_id, progress.lesson.key]
        response = client_of(learner).get(reverse("learning:lesson", args=names))
        assert response.status_code == 200
        return response.content.decode()

    return _shown


def test_the_outline_and_the_way_in(shown, make_lesson, enrol, learner):
    page = shown(enrol(learner, make_lesson(package_of_two(), attempts=2, pass_mark=75)))
    for text in (
        "Bacaan",
        "Ujian",
        "2 parts",
        "Pass mark 75%",
        "Attempt 1 of 2",
        "Start",
    ):
        assert text in page
    assert page.count("data-open-item=") == 3
    assert "<noscript>" in page


def test_a_package_that_is_not_ready(shown, make_lesson, enrol, learner):
    page = shown(enrol(learner, make_lesson(package_12(), unpack=False)))
    assert "is being prepared" in page
    assert "data-open-item=" not in page


def test_a_package_that_is_broken(shown, progress):
    Package.objects.update(state=Package.State.BROKEN)
    page = shown(progress)
    assert "cannot be opened" in page
    assert "data-open-item=" not in page


def test_the_runtime_is_missing(shown, progress, settings, tmp_path):
    settings.VENDOR_DIR = tmp_path
    page = shown(progress)
    assert "SCORM runtime is missing" in page
    assert "data-open-item=" not in page


def test_after_an_attempt_that_failed(shown, make_lesson, enrol, learner):
    progress = enrol(learner, make_lesson(package_12(), attempts=2))
    data = {"cmi.core.lesson_status": "failed", "cmi.core.score.raw": "5"}
    sitting = attempts.sit(progress, item_key="i1")
    attempts.commit(sitting, sequence=1, data=data, has_ended=True)
    page = shown(progress)
    assert "score of 5%: not passed" in page and ">Try again<" in page
    attempts.begin_again(progress)
    sitting = attempts.sit(progress, item_key="i1")
    attempts.commit(sitting, sequence=1, data=data, has_ended=True)
    page = shown(progress)
    assert "No attempts are left" in page and ">Try again<" not in page


def test_an_authors_preview(lesson):
    context = KIND.context(None, lesson, None)
    assert [line["title"] for line in context["parts"]] == ["Mulai"]
    assert context["attempt"] is None
    assert KIND.public_content(lesson) == {"parts": 1}


def test_the_page_has_few_queries(
    shown, make_lesson, enrol, learner, django_assert_max_num_queries
):
    progress = enrol(learner, make_lesson(package_of_two()))
    attempts.sit(progress, item_key="read")
    with django_assert_max_num_queries(60):
        shown(progress)
