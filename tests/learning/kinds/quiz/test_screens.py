"""The quiz in the lesson page: who sees it, what it never tells, and its forms."""

import pytest
from django.urls import reverse

from learning.kinds.quiz.actions import attempts, grading
from learning.kinds.quiz.models import QuizAttempt
from learning.models import LessonProgress

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson_url(progress):
    return reverse(
        "learning:lesson", args=[progress.enrolment.public_id, progress.lesson.key]
    )


def fill(attempt, lesson, *, right=True) -> dict:
    """The form of an attempt, filled in as the page lays it out."""
    known = grading.questions_of(lesson)
    data = {}
    for number, row in enumerate(attempt.drawn, 1):
        question, order, name = known[row["key"]], row["order"], f"q{number}"
        kind = question["kind"]
        if kind in {"single", "multiple"}:
            marks = [question["choices"][place]["is_right"] for place in order]
            data[name] = [n for n, is_right in enumerate(marks) if is_right == right]
        elif kind == "true_false":
            data[name] = "true" if question["is_true"] == right else "false"
        elif kind == "short_text":
            data[name] = "salah" if not right else "kodeksus"
        elif kind == "numeric":
            data[name] = "2,5" if right else "9"
        elif kind == "matching":
            for left in range(len(order)):
                data[f"{name}-{left}"] = order.index(left)
        else:
            for shown, place in enumerate(order):
                data[f"{name}-{shown}"] = place + 1
    return data


def test_from_start_to_pass_without_script(client_of, learner, progress, lesson_url):
    client = client_of(learner)
    assert client.get(lesson_url).status_code == 200
    begin = reverse("kind_quiz:begin", args=[progress.pk])
    assert client.post(begin, follow=True).status_code == 200
    attempt = QuizAttempt.objects.get()
    url = reverse("kind_quiz:submit", args=[attempt.public_id])
    response = client.post(url, fill(attempt, progress.lesson), follow=True)
    assert response.status_code == 200
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.COMPLETED
    assert "100%" in response.content.decode()


def test_right_answers_never_reach_the_browser_before_the_end(
    client_of, learner, progress, lesson_url
):
    client = client_of(learner)
    attempts.begin(progress)
    text = client.get(lesson_url).content.decode()
    for secret in (
        "is_right",
        "Kodeksus",
        "umpan",
        "Satu JP adalah",
        "tolerance",
        "JP adalah 45",
    ):
        assert secret not in text
    for question in progress.lesson.content["questions"]:
        assert question["key"] not in text


def test_a_failed_attempt_tells_no_right_answers_yet(
    client_of, learner, progress, lesson_url
):
    attempt = attempts.begin(progress)
    client = client_of(learner)
    url = reverse("kind_quiz:submit", args=[attempt.public_id])
    client.post(url, {})
    text = client.get(lesson_url).content.decode()
    assert "Satu JP adalah 45 menit." not in text
    assert "Kodeksus" not in text


def test_review_of_all(client_of, learner, make_quiz, enrol):
    progress = enrol(learner, make_quiz(review="all"))
    attempt = attempts.begin(progress)
    attempts.submit(attempt, {})
    url = reverse(
        "learning:lesson", args=[progress.enrolment.public_id, progress.lesson.key]
    )
    text = client_of(learner).get(url).content.decode()
    assert "Satu JP adalah 45 menit." in text and "Kodeksus" in text


def test_saving_from_the_script(client_of, learner, progress):
    attempt = attempts.begin(progress)
    client = client_of(learner)
    url = reverse("kind_quiz:save", args=[attempt.public_id])
    data = fill(attempt, progress.lesson)
    response = client.post(url, data, HTTP_ACCEPT="application/json")
    assert response.json() == {"seconds_left": None}
    attempt.refresh_from_db()
    assert len(attempt.answers) == 7
    attempts.submit(attempt, {})
    response = client.post(url, data, HTTP_ACCEPT="application/json")
    assert response.status_code == 422
    assert response.json()["errors"][0]["code"] == "attempt_is_over"


def test_nonsense_in_the_form_is_no_answer(client_of, learner, progress):
    attempt = attempts.begin(progress)
    data = {f"q{n}": ["999", "-1", "x", "²"] for n in range(1, 8)}
    data |= {f"q{n}-{m}": "77" for n in range(1, 8) for m in range(4)}
    url = reverse("kind_quiz:submit", args=[attempt.public_id])
    assert client_of(learner).post(url, data).status_code == 302
    attempt.refresh_from_db()
    assert attempt.score == 0


@pytest.mark.parametrize("who", ["leader", "stranger", "hr", "author"])
def test_others_find_nothing(request, client_of, who, progress, lesson_url):
    attempt = attempts.begin(progress)
    client = client_of(request.getfixturevalue(who))
    assert client.get(lesson_url).status_code == 404
    assert client.post(reverse("kind_quiz:begin", args=[progress.pk])).status_code == 404
    for name in ("save", "submit"):
        url = reverse(f"kind_quiz:{name}", args=[attempt.public_id])
        assert client.post(url, {}).status_code == 404
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_the_anonymous_signs_in_first(client, progress):
    attempt = attempts.begin(progress)
    url = reverse("kind_quiz:submit", args=[attempt.public_id])
    assert client.post(url, {}).status_code == 302
    assert client.get(url).status_code in (302, 405)


def test_an_authors_preview(make_quiz):
    from learning.kinds.quiz.kind import KIND

    context = KIND.context(None, make_quiz(), None)
    assert len(context["questions"]) == 7 and context["is_preview"]
