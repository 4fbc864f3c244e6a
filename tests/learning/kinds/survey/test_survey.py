"""A survey: answered once, kept without a name, shown from five answers on."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from corpu.lib.refusals import Refused
from learning.kinds.survey import rules
from learning.kinds.survey.actions.sheets import hand_in
from learning.kinds.survey.kind import KIND
from learning.kinds.survey.models import Sheet
from learning.models import LessonProgress

pytestmark = pytest.mark.django_db


def ask(kind: str, text="Apa?", *, is_needed=True, **value) -> dict:
    value = {"text": text, "is_needed": is_needed, **value}
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


QUESTIONS = [
    ask("rating", "Seberapa berguna?", low="tidak", high="sangat"),
    ask("pick", "Bentuk terbaik?", options=["Daring", "Tatap muka"]),
    ask("words", "Saran?", is_needed=False),
]


@pytest.fixture
def lesson(lesson_of):
    return lesson_of("survey", questions=QUESTIONS)


def answers(lesson, *said) -> dict:
    keys = [question["key"] for question in lesson.content["questions"]]
    return dict(zip(keys, said, strict=False))


def test_answered_once_without_a_name(learner, lesson, enrol):
    progress = enrol(learner, lesson)
    hand_in(progress, answers(lesson, "4", "1", "Lebih banyak contoh"))
    hand_in(progress, answers(lesson, "1", "0"))
    sheet = Sheet.objects.get()
    assert sheet.answers == answers(lesson, 4, 1, "Lebih banyak contoh")
    assert not any(
        f.name in ("person", "progress", "enrolment") for f in Sheet._meta.fields
    )
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.COMPLETED


@pytest.mark.parametrize(
    "said", [("", "1"), ("6", "1"), ("3", "2"), ("x", "0"), ("²", "0")]
)
def test_what_is_missing_is_refused(learner, lesson, enrol, said):
    progress = enrol(learner, lesson)
    with pytest.raises(Refused) as refused:
        hand_in(progress, answers(lesson, *said))
    assert refused.value.code == "answers_missing"
    assert not Sheet.objects.exists()


def test_the_way_through_the_page(client_of, learner, lesson, enrol):
    progress = enrol(learner, lesson)
    client = client_of(learner)
    page = reverse("learning:lesson", args=[progress.enrolment.public_id, lesson.key])
    assert "Seberapa berguna?" in client.get(page).content.decode()
    url = reverse("kind_survey:answer", args=[progress.pk])
    client.post(url, {"q1": "5", "q2": "0"})
    assert Sheet.objects.count() == 1
    assert (
        "<form"
        not in client.get(page)
        .content.decode()
        .partition("</h1>")[2]
        .partition("</section>")[0]
    )


def test_results_from_five_on(client_of, instructor, lesson):
    client = client_of(instructor)
    url = reverse("kind_survey:results", args=[lesson.key])
    for n in range(4):
        Sheet.objects.create(lesson=lesson, answers=answers(lesson, 5, 0, f"Kata {n}"))
    assert "Kata 1" not in client.get(url).content.decode()
    Sheet.objects.create(lesson=lesson, answers=answers(lesson, 1, 1))
    text = client.get(url).content.decode()
    assert "Kata 1" in text and "4,2" in text


def test_looking_again_after_each_answer_tells_nothing_of_one(
    client_of, instructor, lesson, enrol, person_factory, learner
):
    client = client_of(instructor)
    url = reverse("kind_survey:results", args=[lesson.key])
    pages = []
    for n in range(11):
        person = person_factory(f"Orang {n}", unit=learner.unit)
        hand_in(enrol(person, lesson), answers(lesson, "5", "0", f"Kata {n}"))
        pages.append(client.get(url))
    assert [page.context["shown"] for page in pages] == [0] * 4 + [5] * 5 + [10] * 2
    text = pages[8].content.decode()
    assert "Kata 4" in text and "Kata 5" not in text and "5 dari 9" in text


@pytest.mark.parametrize("who", ["learner", "stranger", "leader", "other_author"])
def test_others_see_no_results(request, client_of, lesson, who):
    url = reverse("kind_survey:results", args=[lesson.key])
    assert client_of(request.getfixturevalue(who)).get(url).status_code == 404


def test_an_author_only_writes(client_of, author, lesson):
    url = reverse("kind_survey:results", args=[lesson.key])
    assert client_of(author).get(url).status_code == 403


def test_nobody_answers_for_another(client_of, stranger, learner, lesson, enrol):
    url = reverse("kind_survey:answer", args=[enrol(learner, lesson).pk])
    assert client_of(stranger).post(url, {"q1": "5", "q2": "0"}).status_code == 404


def test_a_survey_asks_something():
    block = KIND.block()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "x", "questions": []}))


@given(st.lists(st.integers(1, 5), max_size=30))
def test_the_summary_counts_every_answer(given_ratings):
    question = {"key": "a", "kind": "rating", "text": "?", "is_needed": True}
    (found,) = rules.summary([question], [{"a": value} for value in given_ratings])
    assert sum(many for _text, many in found["rows"]) == len(given_ratings)
    if given_ratings:
        assert found["mean"] == pytest.approx(sum(given_ratings) / len(given_ratings))
