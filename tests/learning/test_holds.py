"""What was finished far too fast is held, and released at once by three answers."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from corpu.ledger.models import Record
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Person
from learning.actions import checks
from learning.actions import progress as actions
from learning.actions.enrolments import enrol
from learning.agency import times_of
from learning.models import Course, Enrolment, LessonHold, LessonProgress
from tests.learning.conftest import article, lessons_of

pytestmark = pytest.mark.django_db
MANY = 24


def statement(number: int) -> dict:
    return {
        "type": "true_false",
        "id": str(uuid.uuid4()),
        "value": {
            "text": f"<p>Pernyataan {number}.</p>",
            "weight": "1",
            "feedback": "",
            "is_true": True,
            "feedback_true": "",
            "feedback_false": "",
        },
    }


def quiz(count: int = 4, *, required=False) -> dict:
    value = {
        "title": "Kuis",
        "is_required": required,
        "introduction": "",
        "questions": [statement(n) for n in range(count)],
        "draws": [],
        "pass_mark": 70,
        "review": "passed",
    }
    return {"type": "quiz", "id": str(uuid.uuid4()), "value": value}


@pytest.fixture
def clock(monkeypatch):
    """`clock(seconds)` lets time pass."""
    state = {"now": timezone.now()}
    monkeypatch.setattr(timezone, "now", lambda: state["now"])

    def pass_by(seconds):
        state["now"] += datetime.timedelta(seconds=seconds)

    return pass_by


@pytest.fixture
def make(course_page, learner):
    """`make(lessons, people=24)`: the learner is in a course that others completed, each
    first lesson in about ten minutes."""

    def _make(lessons, *, people=MANY) -> Enrolment:
        course = Course.objects.get(page_id=course_page("Cepat", lessons=lessons).pk)
        first = course.current.lessons.first()
        for number in range(people):
            person = Person.objects.create(
                username=f"p{number}", name=f"Pegawai {number}"
            )
            other = Enrolment.objects.create(
                course=course, version=course.current, person=person, state="completed"
            )
            LessonProgress.objects.create(
                enrolment=other, lesson=first, state="completed", seconds=570 + 5 * number
            )
        return enrol(learner, course, by=learner)

    return _make


@pytest.fixture
def held(make, clock) -> LessonProgress:
    """She finished a lesson of ten minutes in twenty seconds."""
    enrolment = make([article("Bacaan"), quiz()])
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    clock(20)
    return actions.complete_lesson(progress)


def opened_again(progress) -> LessonProgress:
    """She has the lesson before her eyes again."""
    return actions.open_lesson(progress.enrolment, progress.lesson)


def right(asked) -> dict:
    return {line["row"]["key"]: True for line in asked}


def wrong(asked) -> dict:
    return {line["row"]["key"]: False for line in asked}


def test_far_too_fast_is_held_and_not_refused(held, learner):
    hold = held.hold
    assert held.state == LessonProgress.State.HELD and hold.is_open
    assert (hold.reason, hold.seconds, hold.people) == ("pace", 20, MANY)
    assert hold.limit < hold.median / 3
    assert held.enrolment.state == "enrolled" and not Record.objects.exists()
    notice = Notice.objects.get(person=learner, kind="learning.held")
    assert notice.url == reverse(
        "learning:check", args=[held.enrolment.public_id, held.lesson.key]
    )


def test_three_answers_release_it_at_once(held):
    asked = checks.ask(held.hold)
    assert len(asked) == 3
    assert checks.ask(held.hold) == asked, "opened again, the same are asked"
    answers = right(asked)
    answers[asked[0]["row"]["key"]] = False
    assert checks.answer(held.hold, answers)
    held.refresh_from_db()
    assert (held.state, held.hold.state) == ("completed", "answered")
    assert held.hold.released_at
    enrolment = Enrolment.objects.get(pk=held.enrolment_id)
    assert enrolment.state == "completed" and Record.objects.count() == 1
    with pytest.raises(Refused) as refused:
        checks.answer(held.hold, answers)
    assert refused.value.code == "not_held"


def test_guessing_is_slower_than_reading(held, clock):
    asked = checks.ask(held.hold)
    assert not checks.answer(held.hold, wrong(asked))
    assert checks.ask(LessonHold.objects.get()) == []
    with pytest.raises(Refused) as refused:
        checks.answer(LessonHold.objects.get(), right(asked))
    assert refused.value.code == "nothing_asked"
    progress = opened_again(held)
    clock(61)
    actions.add_time(progress, 61)
    asked = checks.ask(LessonHold.objects.get())
    assert len(asked) == 3 and checks.answer(LessonHold.objects.get(), right(asked))
    assert LessonHold.objects.get().tries == 2


def test_staying_releases_it_without_a_question(held, clock):
    clock(200)
    progress = opened_again(held)
    assert progress.state == "held", "time elsewhere is no time in the lesson"
    clock(200)
    actions.add_time(progress, 200)
    assert (progress.state, LessonHold.objects.get().state) == ("completed", "stayed")
    assert Record.objects.count() == 1


def test_finishing_again_changes_nothing(held, clock):
    clock(5)
    again = actions.complete_lesson(held, score=80)
    assert (again.state, again.score) == ("held", 80)
    assert LessonHold.objects.count() == 1
    assert actions.fail_lesson(again, score=0).state == "held"


@pytest.mark.parametrize("seconds", [300, 700])
def test_an_honest_pace_is_not_held(make, clock, seconds):
    enrolment = make([article("Bacaan"), quiz()])
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    clock(seconds)
    assert actions.complete_lesson(progress).state == "completed"
    assert not LessonHold.objects.exists()


def test_without_enough_people_nobody_is_held(make, clock):
    enrolment = make([article("Bacaan"), quiz()], people=10)
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    clock(5)
    assert actions.complete_lesson(progress).state == "completed"


def test_without_questions_it_counts_and_the_lesson_is_marked(make, clock):
    enrolment = make([article("Bacaan"), quiz(2)])
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    clock(5)
    assert actions.complete_lesson(progress).state == "completed"
    assert LessonHold.objects.get().state == LessonHold.State.UNASKED
    (row,) = times_of(enrolment.course)
    assert row["lacks_questions"] and row["is_few"] and row["people"] == MANY + 1


def test_a_clock_that_was_set_back_gives_no_time(make, clock):
    enrolment = make([article("Bacaan"), quiz()])
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    clock(-3600)
    actions.complete_lesson(progress)
    assert LessonHold.objects.get().seconds == 0


def test_an_optional_lesson_is_not_held(make, clock):
    enrolment = make([article("Bacaan", required=False), article("Dua"), quiz()])
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    clock(5)
    assert actions.complete_lesson(progress).state == "completed"


def test_a_quiz_proves_itself(make, clock):
    enrolment = make([quiz(required=True), article("Bacaan")])
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    clock(5)
    assert actions.complete_lesson(progress, score=100).state == "completed"


def test_questions_of_the_bank_go_before_those_of_the_quiz(held):
    lesson = held.lesson
    quiz_questions = lessons_of(held.enrolment)[1].content["questions"]
    own = [{**row, "key": str(uuid.uuid4())} for row in quiz_questions[:3]]
    lesson.checks = own
    lesson.save(update_fields=["checks"])
    keys = {line["row"]["key"] for line in checks.ask(held.hold)}
    assert keys == {row["key"] for row in own}


# -- minimum time ----------------------------------------------------------------------


def test_a_minimum_time_is_waited_for(course_page, learner, clock):
    lesson = article("Bacaan")
    lesson["value"]["conditions"] = {"minimum_minutes": 3}
    page = course_page(lessons=[lesson])
    enrolment = enrol(learner, Course.objects.get(page_id=page.pk), by=learner)
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    clock(30)
    progress = actions.complete_lesson(progress)
    assert (progress.state, progress.hold.reason) == ("held", "minimum")
    assert not Notice.objects.filter(kind="learning.held").exists()
    progress = opened_again(progress)
    clock(100)
    actions.add_time(progress, 100)
    assert progress.state == "held"
    clock(50)
    actions.add_time(progress, 50)
    assert progress.state == "completed"
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"
    with pytest.raises(Refused) as refused:
        checks.ask(progress.hold)
    assert refused.value.code == "not_held"


# -- screens ---------------------------------------------------------------------------


def page_of(progress, name="check") -> str:
    names = [progress.enrolment.public_id, progress.lesson.key]
    return reverse(f"learning:{name}", args=names)


def test_the_page_tells_why_and_the_answers_lead_on(held, client_of, learner):
    Person.objects.filter(pk=learner.pk).update(language="en")
    client = client_of(learner)
    lesson = client.get(page_of(held, "lesson")).content.decode()
    assert page_of(held) in lesson and "20 seconds" in lesson
    response = client.get(page_of(held))
    text = response.content.decode()
    assert f"Half of the {MANY} people" in text and "nothing else about you" in text
    assert len(response.context["questions"]) == 3
    said = {f"q{number}": "true" for number in (1, 2, 3)}
    answered = client.post(page_of(held), said)
    finished = reverse("learning:finished", args=[held.enrolment.public_id])
    assert answered.url == finished
    assert client.get(page_of(held)).url == finished


def test_she_sees_what_is_kept_of_her_time(enrolment, clock, client_of, learner):
    Person.objects.filter(pk=learner.pk).update(language="en")
    lesson = lessons_of(enrolment)[0]
    progress = actions.open_lesson(enrolment, lesson)
    page = client_of(learner).get(page_of(progress, "lesson")).content.decode()
    assert "Your time in this course" not in page
    clock(300)
    actions.add_time(progress, 300)
    page = client_of(learner).get(page_of(progress, "lesson")).content.decode()
    assert "Your time in this course: 5 minutes on 1 day." in page


def test_wrong_answers_send_back_to_the_lesson(held, client_of, learner):
    client = client_of(learner)
    client.get(page_of(held))
    said = {f"q{number}": "false" for number in (1, 2, 3)}
    assert client.post(page_of(held), said).url == page_of(held)
    response = client.get(page_of(held))
    assert response.context["questions"] == [] and response.context["read_on"] == 60
    assert client.post(page_of(held), said).status_code == 200


def test_marking_by_hand_leads_to_the_questions(make, clock, client_of, learner):
    enrolment = make([article("Bacaan"), quiz()])
    lesson = lessons_of(enrolment)[0]
    client, args = client_of(learner), [enrolment.public_id, lesson.key]
    client.get(reverse("learning:lesson", args=args))
    clock(20)
    response = client.post(reverse("learning:done", args=args))
    assert response.url == reverse("learning:check", args=args)


def test_a_sign_of_life_tells_when_it_counts(held, clock, client_of, learner):
    client = client_of(learner)
    opened_again(held)
    clock(30)
    assert client.post(page_of(held, "beat"), {"seconds": 30}).status_code == 204
    clock(200)
    response = client.post(page_of(held, "beat"), {"seconds": 200})
    assert response.json() == {"released": True}


def test_strangers_find_nothing(held, client_of, colleague, leader, hr, instructor):
    for person in (colleague, leader, hr, instructor):
        assert client_of(person).get(page_of(held)).status_code == 404
        assert client_of(person).post(page_of(held)).status_code == 404


def test_the_agency_sees_lessons_and_no_people(held, client_of, instructor, learner):
    Person.objects.filter(pk=instructor.pk).update(language="en")
    url = reverse("learning:participants", args=[held.enrolment.course.slug])
    part = client_of(instructor).get(url).content.decode()
    part = part.partition('id="times"')[2].partition("</section>")[0]
    assert "Bacaan" in part and "fewer than 5" in part
    assert learner.name not in part
