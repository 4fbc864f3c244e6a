"""The home of an agency's staff, and who takes their courses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.actions.enrolments import enrol
from learning.actions.providers import set_up_provider
from learning.paths.pages import PathPage
from tests.learning.conftest import finish

HOME = reverse("learning:agency")


@pytest.fixture
def people_of(course):
    """The address of the course's participants."""
    return reverse("learning:participants", args=[course.slug])


def test_staff_see_their_courses_with_figures(
    course, learner, colleague, author, client_of
):
    finish(enrol(learner, course, by=learner))
    enrol(colleague, course, by=colleague)
    row = client_of(author).get(HOME).context["page"][0]
    assert (row.title, row.learning, row.completed) == (course.title, 1, 1)


def test_drafts_of_courses_and_paths_are_found_again(
    course, course_page, provider, author, client_of
):
    course_page("Kursus baru", publish=False, owner=author)
    path = PathPage(title="Alur baru", slug="alur-baru", summary="x", outcomes="x")
    path.live = False
    set_up_provider(provider).add_child(instance=path).save_revision(user=author)
    drafts = client_of(author).get(HOME).context["drafts"]
    assert [page.title for page in drafts] == ["Alur baru", "Kursus baru"]


def test_others_find_nothing(course, learner, leader, stranger, people_of, client_of):
    for person in (learner, leader, stranger):
        client = client_of(person)
        assert client.get(HOME).status_code == 404
        assert client.get(people_of).status_code == 404
        assert client.get(people_of + "participants.csv").status_code == 404


def test_another_agency_finds_nothing(course, other_author, people_of, client_of):
    client = client_of(other_author)
    assert client.get(people_of).status_code == 404
    assert course.title not in client.get(HOME).content.decode()


def test_authors_do_not_see_participants(course, author, people_of, client_of):
    assert client_of(author).get(people_of).status_code == 403


def test_a_course_opens_where_the_reader_may_go(
    course, author, reviewer, people_of, client_of
):
    editor = reverse("wagtailadmin_pages:edit", args=[course.page_id])
    for person, there, elsewhere in (
        (author, editor, people_of),
        (reviewer, people_of, editor),
    ):
        html = client_of(person).get(HOME).content.decode()
        assert f'href="{there}"' in html and f'href="{elsewhere}"' not in html


def test_participants_by_name_and_unit_only(
    course, learner, reviewer, instructor, people_of, client_of
):
    enrol(learner, course, by=learner)
    for person in (reviewer, instructor):
        html = client_of(person).get(people_of).content.decode()
        assert learner.full_name in html and str(learner.unit) in html
        assert learner.nip not in html and learner.email not in html


def test_the_list_as_a_file(course, learner, manager, people_of, client_of):
    learner.name = "=SUM(A1)"
    learner.save()
    enrol(learner, course, by=learner)
    response = client_of(manager).get(people_of + "participants.csv")
    text = response.content.decode("utf-8-sig")
    assert response["Content-Type"].startswith("text/csv")
    assert "'=SUM(A1)" in text and learner.nip not in text


def test_the_cost_does_not_grow(
    course, course_page, manager, person_factory, client_of, ministry, people_of
):
    client = client_of(manager)

    def cost(url) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    def enrol_one():
        person = person_factory(unit=ministry.section)
        enrol(person, course, by=person)

    enrol_one()
    client.get(HOME)
    before = cost(HOME), cost(people_of)
    for number in range(3):
        course_page(f"Lain {number}")
        enrol_one()
    assert (cost(HOME), cost(people_of)) == before
