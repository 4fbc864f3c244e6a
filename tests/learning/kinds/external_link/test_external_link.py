"""A link to another site: shown with its host, done by her own word."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from learning.kinds.external_link.kind import KIND
from learning.models import LessonProgress

pytestmark = pytest.mark.django_db

URL = "https://jdih.example.go.id/peraturan"


def test_the_learners_way(client_of, learner, lesson_of, enrol):
    lesson = lesson_of("external_link", url=URL, introduction="Baca pasal 3", minutes=20)
    progress = enrol(learner, lesson)
    client = client_of(learner)
    args = [progress.enrolment.public_id, lesson.key]
    text = client.get(reverse("learning:lesson", args=args)).content.decode()
    assert URL in text and "jdih.example.go.id" in text and "noopener" in text
    client.post(reverse("learning:done", args=args))
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.COMPLETED


@pytest.mark.parametrize("url", ["javascript:alert(1)", "jdih", ""])
def test_only_addresses_of_the_web(url):
    block = KIND.block()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "x", "url": url, "minutes": 5}))
