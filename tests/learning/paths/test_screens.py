"""Paths on the screens of learner, mentor, agency and strangers."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from learning.actions.providers import set_up_provider
from learning.paths.actions import memberships
from learning.paths.models import Membership, Path, StepDone
from learning.paths.pages import PathPage
from tests.learning.paths.test_memberships import handed_in, learn, steps_of

pytestmark = pytest.mark.django_db


def test_a_learner_joins_and_walks(path, courses, learner, client_of):
    client = client_of(learner)
    assert b"Akademi" in client.get(reverse("paths:paths")).content
    assert client.get(reverse("paths:path", args=[path.slug])).status_code == 200
    client.post(reverse("paths:join", args=[path.slug]))
    member = Membership.objects.get(person=learner)
    page = reverse("paths:member", args=[member.public_id])
    assert client.get(page).status_code == 200
    first, project, _last = steps_of(member)
    take = reverse("paths:take", args=[member.public_id, first.key])
    assert "/enrolments/" in client.post(take).headers["Location"]
    learn(learner, courses[0])
    url = reverse("paths:hand_in", args=[member.public_id, project.key])
    assert client.post(url, {"text": ""}).status_code == 422
    client.post(url, {"text": "Rencana"})
    assert StepDone.objects.get().text == "Rencana"
    assert client.get(page).status_code == 200


def test_a_full_cohort_is_told_beside_the_choice(
    programme, learner, colleague, client_of
):
    cohort = programme.cohorts.get()
    memberships.join(colleague, programme, cohort=cohort)
    url = reverse("paths:join", args=[programme.slug])
    response = client_of(learner).post(url, {"cohort": cohort.pk})
    assert response.status_code == 422
    assert response.context["form"].errors["cohort"]


def test_mentor_and_agency_see_and_answer(
    programme, courses, learner, coach, manager, client_of
):
    cohort = programme.cohorts.get()
    mentors = reverse("paths:mentors", args=[cohort.key])
    named = {"mentor": coach.nip, "name": coach.name}
    client_of(manager).post(mentors, named)
    member = memberships.join(learner, programme, cohort=cohort)
    learn(learner, courses[0])
    done = handed_in(member)
    page = client_of(coach).get(reverse("paths:mentoring"))
    assert [row.pk for row in page.context["waiting"]] == [done.pk]
    client_of(coach).post(reverse("paths:answer", args=[done.pk]), {"answer": "yes"})
    done.refresh_from_db()
    assert done.decided_by == coach
    for name in ("cohort", "members_csv"):
        url = reverse(f"paths:{name}", args=[cohort.key])
        assert client_of(manager).get(url).status_code == 200
        assert client_of(coach).get(url).status_code == 200
    assert client_of(manager).get(reverse("paths:agency")).status_code == 200


def test_strangers_find_nothing(programme, path, courses, learner, stranger, client_of):
    member = memberships.join(learner, path)
    learn(learner, courses[0])
    done = handed_in(member)
    client = client_of(stranger)
    step = steps_of(member)[0]
    cohort = programme.cohorts.get()
    gets = [
        reverse("paths:member", args=[member.public_id]),
        reverse("paths:cohort", args=[cohort.key]),
        reverse("paths:members_csv", args=[cohort.key]),
        reverse("paths:agency"),
    ]
    posts = [
        reverse("paths:take", args=[member.public_id, step.key]),
        reverse("paths:hand_in", args=[member.public_id, step.key]),
        reverse("paths:leave", args=[member.public_id]),
        reverse("paths:answer", args=[done.pk]),
        reverse("paths:mentors", args=[cohort.key]),
    ]
    assert {client.get(url).status_code for url in gets} == {404}
    assert {client.post(url, {"answer": "yes"}).status_code for url in posts} == {404}


def test_a_path_that_is_gone_says_so(path, learner, client_of):
    PathPage.objects.get(pk=path.page_id).unpublish()
    response = client_of(learner).get(reverse("paths:path", args=[path.slug]))
    assert response.status_code == 410


def test_an_author_writes_a_path_in_the_editor(provider, courses, author, client_of):
    shelf = set_up_provider(provider)
    step = {
        "course": courses[0].pk, "title": "", "text": "", "is_required": "on", "weeks": 0,
    }  # fmt: skip
    project = {**step, "course": "", "title": "Proyek", "is_gate": "on"}
    data = {
        "title": "Jalur baru", "slug": "jalur-baru", "summary": "Ringkas",
        "outcomes": "Memimpin", "steps": inline_formset([step, project]),
        "cohorts": inline_formset([]), "comments": inline_formset([]),
        "action-submit": "1",
    }  # fmt: skip
    url = reverse("wagtailadmin_pages:add", args=["paths", "pathpage", shelf.pk])
    client = client_of(author)
    assert client.get(url).status_code == 200
    client.post(url, nested_form_data(data))
    page = PathPage.objects.get(slug="jalur-baru")
    assert page.workflow_in_progress
    assert [str(row) for row in page.get_latest_revision_as_object().steps.all()] == [
        "Satu", "Proyek",
    ]  # fmt: skip
    page.get_latest_revision().publish()
    assert Path.objects.get(page_id=page.pk).current.steps.count() == 2


def test_no_form_tells_whose_a_number_or_an_address_is(
    programme, coach, manager, client_of
):
    cohort = programme.cohorts.get()
    url = reverse("paths:mentors", args=[cohort.key])
    client, said = client_of(manager), set()
    for sent in (
        {"mentor": coach.nip, "name": "Bukan Namanya"},
        {"mentor": coach.email, "name": "Bukan Namanya"},
        {"mentor": "198001012005012001", "name": coach.name},
    ):
        answer = client.post(url, sent)
        assert answer.status_code == 422 and coach.name not in str(
            answer.context["form"].errors
        )
        said.add(str(answer.context["form"].errors["mentor"]))
    assert len(said) == 1 and not cohort.mentors.exists()
    assert client.post(url, {"mentor": coach.nip}).status_code == 422
