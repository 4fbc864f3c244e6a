"""Quizzes that draw from the bank, and essays that an instructor reads."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from learning.kinds.quiz import rules, tasks
from learning.kinds.quiz.actions import attempts, grading
from learning.kinds.quiz.blocks import QuizBlock
from learning.kinds.quiz.kind import KIND
from learning.models import Course, LessonProgress
from learning.questions.models import Answered, Category, Question
from tests.learning.conftest import make_page
from tests.learning.kinds.quiz.conftest import raw_quiz
from tests.learning.questions.conftest import put

pytestmark = pytest.mark.django_db

ESSAY = {
    "type": "essay",
    "value": {"text": "<p>Ceritakan.</p>", "guide": "Menyebut tiga hal"},
}
TRUE = {"type": "true_false", "value": {"text": "<p>Benar?</p>", "is_true": True}}


@pytest.fixture
def shelf(provider):
    return Category.objects.create(provider=provider, name="Pelayanan")


def draw(shelf, count: int, **fields) -> dict:
    value = {"category": shelf.pk, "competence": None, "count": count, **fields}
    return {"type": "item", "id": str(uuid.uuid4()), "value": value}


def quiz_value(**fields):
    block = QuizBlock()
    return block.clean(block.to_python(raw_quiz(**fields)))


def quiz_page(provider, value_fields, **kwargs):
    lesson = {
        "type": "quiz",
        "id": str(uuid.uuid4()),
        "value": {"is_required": True, **raw_quiz(**value_fields)},
    }
    return make_page(provider, "Kursus bank", lessons=[lesson], **kwargs)


# -- drawing -----------------------------------------------------------------------


def test_publishing_freezes_what_is_ready(provider, shelf, forms):
    for n in range(4):
        put(shelf, name=f"Soal {n}")
    retired = put(shelf, name="Lama")
    Question.objects.filter(pk=retired.pk).update(state="retired")
    page = quiz_page(provider, {"questions": [TRUE], "draws": [draw(shelf, 2)]})
    version = Course.objects.get(page_id=page.pk).current
    content = version.lessons.get().content
    assert len(content["questions"]) == 5
    assert rules.asked_count(content) == 3
    kept = [q["text"] for q in content["questions"]]
    put(shelf, name="Baru")
    question = Question.objects.get(name="Soal 1")
    question.body[0].value["text"].source = "<p>Berubah</p>"
    question.settle()
    question.save()
    lesson = version.lessons.get()
    assert [q["text"] for q in lesson.content["questions"]] == kept
    page.save_revision().publish()
    course = Course.objects.get(page_id=page.pk)
    assert course.current.number == 2
    assert len(course.current.lessons.get().content["questions"]) == 6


def test_attempts_draw_from_the_pools(provider, shelf):
    for n in range(6):
        put(shelf, name=f"Soal {n}")
    value = quiz_value(questions=[TRUE], draws=[draw(shelf, 3), draw(shelf, 2)])
    content = KIND.freeze(value, provider)
    seen = set()
    for seed in range(30):
        drawn = rules.draw(content["questions"], seed=seed, draws=content["draws"])
        keys = [row["key"] for row in drawn]
        assert len(keys) == len(set(keys)) == 6
        assert keys[0] == content["questions"][0]["key"]
        seen |= set(keys)
    assert len(seen) == 7


def test_a_draw_from_a_competence_stays_with_the_agency(provider, other_provider, shelf):
    from corpu.skills.models import Competence

    skill = Competence.objects.create(
        code="layanan", name_id="Layanan", name_en="Service", kind="technical"
    )
    put(shelf, name="Milik kami", competence=skill)
    other = Category.objects.create(provider=other_provider, name="Lain")
    put(other, name="Milik lain", competence=skill)
    wanted = draw(shelf, 1, category=None, competence=skill.pk)
    value = quiz_value(questions=[], draws=[wanted])
    content = KIND.freeze(value, provider)
    assert [q["text"] for q in content["questions"]] == ["<p>Milik kami?</p>"]


def test_another_agencys_category_is_refused(provider, other_provider):
    other = Category.objects.create(provider=other_provider, name="Lain")
    put(other, name="Milik lain")
    value = quiz_value(questions=[TRUE], draws=[draw(other, 1)])
    assert len(KIND.problems(value, provider)) == 1
    assert len(KIND.freeze(value, provider)["questions"]) == 1
    assert KIND.problems(value, other_provider) == []


def test_a_bank_with_too_few_is_told(provider, shelf):
    put(shelf, name="Satu")
    value = quiz_value(questions=[], draws=[draw(shelf, 2)])
    assert "1" in KIND.problems(value, provider)[0]


def test_a_draw_says_where_from(shelf):
    block = QuizBlock()
    nowhere = draw(shelf, 1, category=None)
    with pytest.raises(ValidationError):
        block.clean(block.to_python(raw_quiz(questions=[TRUE], draws=[nowhere])))


def test_answers_are_kept_for_figures(make_quiz, enrol, learner):
    progress = enrol(learner, make_quiz(questions=[TRUE, TRUE]))
    lesson = progress.lesson
    keys = [q["key"] for q in lesson.content["questions"]]
    attempts.submit(attempts.begin(progress), {keys[0]: True})
    attempts.submit(attempts.begin(progress), {keys[0]: True, keys[1]: True})
    rows = Answered.objects.order_by("pk")
    kept = [(str(r.key), r.share, r.rest, r.is_first) for r in rows]
    assert kept == [
        (keys[0], 1.0, 0.0, True),
        (keys[1], 0.0, 1.0, True),
        (keys[0], 1.0, 1.0, False),
        (keys[1], 1.0, 1.0, False),
    ]


# -- time --------------------------------------------------------------------------


def test_what_was_left_open_is_handed_in_by_the_clock(make_quiz, enrol, learner):
    progress = enrol(learner, make_quiz(questions=[TRUE], minutes=10))
    attempt = attempts.begin(progress)
    attempts.save_answers(attempt, {progress.lesson.content["questions"][0]["key"]: True})
    tasks.hand_in_overdue()
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    attempt.due_at -= datetime.timedelta(minutes=11)
    attempt.save()
    tasks.hand_in_overdue()
    tasks.hand_in_overdue()
    attempt.refresh_from_db()
    assert attempt.score == 100
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.COMPLETED


# -- essays ------------------------------------------------------------------------


@pytest.fixture
def written(make_quiz, enrol, learner):
    """An attempt with an essay, handed in."""
    progress = enrol(learner, make_quiz(questions=[TRUE, ESSAY], pass_mark=60))
    attempt = attempts.begin(progress)
    first, second = (q["key"] for q in progress.lesson.content["questions"])
    return attempts.submit(attempt, {first: True, second: "Menyapa, mendengar."})


def essay_key(attempt) -> str:
    return attempt.progress.lesson.content["questions"][1]["key"]


def test_an_essay_waits_for_its_reader(written):
    assert written.is_waiting and written.score is None
    written.progress.refresh_from_db()
    assert written.progress.state == LessonProgress.State.STARTED
    with pytest.raises(Refused) as refused:
        attempts.begin(written.progress)
    assert refused.value.code == "waits_for_marking"


def test_marking_gives_the_score_once(written, instructor, learner):
    key = essay_key(written)
    grading.mark(written, marks={key: (Decimal(50), "Baik")}, by=instructor)
    written.refresh_from_db()
    assert (written.score, written.has_passed) == (75, True)
    written.progress.refresh_from_db()
    assert written.progress.state == LessonProgress.State.COMPLETED
    assert Notice.objects.filter(person=learner, kind="quiz.marked").count() == 1
    with pytest.raises(Refused) as refused:
        grading.mark(written, marks={key: (Decimal(0), "")}, by=instructor)
    assert refused.value.code == "marked_already"


def test_nobody_marks_her_own(written, learner):
    with pytest.raises(Refused) as refused:
        grading.mark(written, marks={}, by=learner)
    assert refused.value.code == "own_work"


def test_an_empty_essay_needs_no_reader(make_quiz, enrol, learner):
    progress = enrol(learner, make_quiz(questions=[TRUE, ESSAY]))
    attempt = attempts.submit(attempts.begin(progress), {})
    assert attempt.score == 0


def test_the_instructors_way(client_of, written, instructor, learner, provider):
    client = client_of(instructor)
    work = KIND.waiting_work([provider])
    assert [line.count for line in work] == [1]
    assert learner.full_name in client.get(work[0].url).content.decode()
    url = reverse("kind_quiz:mark", args=[written.public_id])
    page = client.get(url).content.decode()
    assert "Menyebut tiga hal" in page and "Menyapa, mendengar." in page
    assert client.post(url, {"m1-percent": "130"}).status_code == 422
    response = client.post(url, {"m1-percent": "90", "m1-note": "Lengkap"}, follow=True)
    assert response.status_code == 200
    written.refresh_from_db()
    assert written.score == 95
    assert KIND.waiting_work([provider]) == []
    lesson = reverse(
        "learning:lesson",
        args=[written.progress.enrolment.public_id, written.progress.lesson.key],
    )
    seen = client_of(learner).get(lesson).content.decode()
    assert "Lengkap" in seen and "Menyebut tiga hal" not in seen


def test_the_learner_sees_that_it_waits(client_of, written, learner):
    lesson = reverse(
        "learning:lesson",
        args=[written.progress.enrolment.public_id, written.progress.lesson.key],
    )
    text = client_of(learner).get(lesson).content.decode()
    assert "Menyebut tiga hal" not in text
    assert reverse("kind_quiz:begin", args=[written.progress.pk]) not in text


@pytest.mark.parametrize("who", ["learner", "leader", "stranger", "hr", "other_author"])
def test_others_mark_nothing(request, client_of, written, who):
    client = client_of(request.getfixturevalue(who))
    mark = reverse("kind_quiz:mark", args=[written.public_id])
    waiting = reverse("kind_quiz:waiting", args=[written.progress.lesson.key])
    assert client.get(mark).status_code == 404
    assert client.post(mark, {"m1-percent": "100"}).status_code == 404
    assert client.get(waiting).status_code == 404
    written.refresh_from_db()
    assert written.is_waiting


def test_an_author_only_writes(client_of, written, author):
    url = reverse("kind_quiz:mark", args=[written.public_id])
    assert client_of(author).get(url).status_code == 403


# -- gaps, and what is shown when --------------------------------------------------

CLOZE = {
    "type": "cloze",
    "value": {"text": "<p>Satu JP [[#45]] menit, coaching [[klasikal|*non]].</p>"},
}


def test_gaps_on_the_page(client_of, make_quiz, enrol, learner):
    progress = enrol(learner, make_quiz(questions=[CLOZE], review="all"))
    attempt = attempts.begin(progress)
    client = client_of(learner)
    lesson = reverse(
        "learning:lesson", args=[progress.enrolment.public_id, progress.lesson.key]
    )
    text = client.get(lesson).content.decode()
    assert "[[" not in text and 'name="q1-0"' in text and 'name="q1-1"' in text
    assert ">45<" not in text
    url = reverse("kind_quiz:submit", args=[attempt.public_id])
    client.post(url, {"q1-0": "45", "q1-1": "0"})
    attempt.refresh_from_db()
    assert attempt.score == 50
    assert "non" in client.get(lesson).content.decode()


def test_a_gap_that_cannot_be_filled_is_refused_in_the_editor():
    block = QuizBlock()
    bad = {"type": "cloze", "value": {"text": "<p>Tanpa celah</p>"}}
    with pytest.raises(ValidationError):
        block.clean(block.to_python(raw_quiz(questions=[bad])))


CHOICES = {
    "type": "single",
    "value": {
        "text": "<p>Pilih</p>",
        "feedback": "Penjelasan umum",
        "choices": [
            {"text": "Pilihan benar", "is_right": True, "feedback": "", "percent": None},
            {"text": "Salah", "is_right": False, "feedback": "Umpan", "percent": None},
        ],
    },
}


@pytest.mark.parametrize(
    ("review", "seen"),
    [
        ("all", {"Pilihan benar", "Umpan", "Penjelasan umum"}),
        ("passed", {"Umpan"}),
        ("feedback", {"Umpan", "Penjelasan umum"}),
        ("marks", set()),
        ("score", set()),
    ],
)
def test_what_is_shown_after_an_attempt(
    client_of, make_quiz, enrol, learner, review, seen
):
    progress = enrol(learner, make_quiz(questions=[CHOICES], review=review))
    key = progress.lesson.content["questions"][0]["key"]
    attempts.submit(attempts.begin(progress), {key: 1})
    lesson = reverse(
        "learning:lesson", args=[progress.enrolment.public_id, progress.lesson.key]
    )
    text = client_of(learner).get(lesson).content.decode()
    words = {"Pilihan benar", "Umpan", "Penjelasan umum"}
    assert {word for word in words if word in text} == seen
