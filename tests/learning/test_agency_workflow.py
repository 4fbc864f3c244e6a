"""Author → reviewer of the same agency → the catalogue, through Wagtail's workflow."""

from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import TaskState

from corpu.lib.clock import today
from corpu.people.models import RoleGrant
from learning.actions.providers import set_up_provider, sync_everybody, sync_person
from learning.models import Course, CoursePage
from learning.models.review import Point
from tests.conftest import _make_person, grant


def editor_data(page, lessons=True, **more) -> dict:
    """What the editor's form posts for an unchanged page."""
    from wagtail.test.utils.form_data import (
        inline_formset,
        nested_form_data,
        rich_text,
        streamfield,
    )

    body = streamfield([("text", rich_text("<p>Halo</p>"))])
    article = {"title": "Bacaan", "is_required": "on", "body": body}

    data = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "outcomes": page.outcomes,
        "form": page.form_id,
        "scope": page.scope,
        "jp": str(page.jp),
        "minutes": page.minutes,
        "language": page.language,
        "access": page.access,
        "approvals": page.approvals,
        "image": "",
        "competences": inline_formset([]),
        "lessons": streamfield([("article", article)] if lessons else []),
        "comments": inline_formset([]),
    }
    return {**nested_form_data(data), **more}


def edit(client, page, **more):
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), editor_data(page, **more)
    )


def approve(client, page, action="approve"):
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    met = {point.value: "yes" for point in Point}
    ajax = {"x-requested-with": "XMLHttpRequest"}
    return client.post(url, {"comment": "Baik", **met}, headers=ajax)


def submit_and_get(page, client, **more):
    """The page as the reviewers have it, submitted by `client`."""
    edit(client, page, **{"action-submit": "1"}, **more)
    page.refresh_from_db()
    assert page.workflow_in_progress
    return page


def test_an_author_cannot_publish(draft, author, client_of):
    client = client_of(author)
    assert not draft.permissions_for_user(author).can_publish()
    edit(client, draft, **{"action-publish": "1"})
    draft.refresh_from_db()
    assert not draft.live and not Course.objects.exists()


def test_author_submits_and_reviewer_publishes(draft, author, reviewer, client_of):
    edit(client_of(author), draft, **{"action-submit": "1"})
    draft.refresh_from_db()
    assert draft.workflow_in_progress and not draft.live
    approve(client_of(author), draft)
    draft.refresh_from_db()
    assert not draft.live, "an author is no reviewer"
    page = client_of(reviewer).get(reverse("learning:agency"))
    assert [state.revision.object_str for state in page.context["reviews"]] == [
        "Kursus baru"
    ]
    approve(client_of(reviewer), draft)
    draft.refresh_from_db()
    assert draft.live and Course.objects.get(page_id=draft.pk).is_published


def test_a_course_without_lessons_cannot_be_submitted(draft, author, client_of):
    edit(client_of(author), draft, lessons=False, **{"action-submit": "1"})
    draft.refresh_from_db()
    assert not draft.workflow_in_progress
    edit(client_of(author), draft, lessons=False, summary="Konsep")
    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().summary == "Konsep", "drafts may wait"


def test_nobody_approves_her_own_submission(draft, reviewer, manager, client_of):
    draft.get_workflow().start(draft, reviewer)
    approve(client_of(reviewer), draft)
    draft.refresh_from_db()
    assert not draft.live
    assert not client_of(reviewer).get(reverse("learning:agency")).context["reviews"]
    approve(client_of(manager), draft)
    draft.refresh_from_db()
    assert draft.live


def test_a_reviewer_of_another_agency_cannot(
    draft, author, other_provider, person_factory, client_of
):
    outsider = person_factory("Orang Luar")
    grant(outsider, "reviewer", provider=other_provider)
    draft.get_workflow().start(draft, author)
    approve(client_of(outsider), draft)
    draft.refresh_from_db()
    assert not draft.live


def test_sent_back_with_a_comment(draft, author, reviewer, client_of):
    draft.get_workflow().start(draft, author)
    approve(client_of(reviewer), draft, action="reject")
    draft.refresh_from_db()
    assert not draft.live
    assert TaskState.objects.get().status == TaskState.STATUS_REJECTED


def test_the_menu_shows_what_is_theirs(author, draft, client_of):
    html = client_of(author).get("/cms/").content.decode()
    for address in ("/cms/users/", "/cms/settings/", "/cms/groups/", "/cms/sites/"):
        assert address not in html
    assert client_of(author).get("/cms/users/").status_code == 404


def test_a_role_that_ended_ends_in_the_editor(author, provider, client_of):
    sync_person(author)
    assert author.groups.get().name == "balai-contoh-authors"
    RoleGrant.objects.filter(person=author).update(ended_on=today().replace(year=2020))
    sync_everybody()
    assert not author.groups.exists()
    author.refresh_from_db()
    assert client_of(author).get("/cms/").status_code == 302


def test_setting_up_twice_changes_nothing(provider):
    from django.contrib.auth.models import Group
    from wagtail.models import Collection, Workflow

    def count():
        models = (Group, Collection, Workflow, CoursePage)
        return [model.objects.count() for model in models]

    set_up_provider(provider)
    before = count()
    set_up_provider(provider)
    assert count() == before


def test_a_manager_takes_a_course_out(course, manager, author, client_of):
    url = reverse("learning:withdraw_course", args=[course.slug])
    assert client_of(author).post(url, {"reason": "Usang"}).status_code == 403
    client_of(manager).post(url, {"reason": ""})
    course.refresh_from_db()
    assert course.is_published
    client_of(manager).post(url, {"reason": "Usang"})
    course.refresh_from_db()
    assert not course.is_published
    assert not CoursePage.objects.get(pk=course.page_id).live


def test_documents_ask_for_sign_in_and_packages_stay(db, client, client_of, learner):
    def serve(name, who):
        document = Document.objects.create(title=name, file=ContentFile(b"x", name=name))
        return who.get(document.url).status_code

    assert serve("a.pdf", client) == 302
    assert serve("b.pdf", client_of(learner)) == 200
    assert serve("c.zip", client_of(learner)) == 404


def test_the_editor_previews_a_draft(draft, author, client_of):
    client = client_of(author)
    html = client.get(
        reverse("wagtailadmin_pages:view_draft", args=[draft.pk])
    ).content.decode()
    assert "Kursus baru" in html and "mendengarkan" in html


def test_the_editor_questions_the_hours(draft, author, client_of):
    client = client_of(author)
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        editor_data(draft, minutes=45),
        follow=True,
    )
    assert "45 menit per JP" in response.content.decode()


def test_a_reviewer_does_not_approve_her_own_words(
    draft, author, reviewer, manager, client_of
):
    edit(client_of(author), draft, **{"action-submit": "1"})
    both = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    edit(client_of(reviewer), draft, summary="Kata penelaah", **both)
    draft.refresh_from_db()
    assert not draft.live
    assert draft.get_latest_revision_as_object().summary == "Kata penelaah"
    approve(client_of(reviewer), draft)
    draft.refresh_from_db()
    assert not draft.live
    approve(client_of(manager), draft)
    draft.refresh_from_db()
    assert draft.live and draft.specific.summary == "Kata penelaah"


def test_nobody_approves_what_she_wrote_and_another_submitted(
    draft, author, provider, manager, client_of
):
    both = person_of_both(provider)
    edit(client_of(both), draft, summary="Ditulis penelaah sendiri")
    submit_and_get(draft, client_of(author), summary="Ditulis penelaah sendiri")
    approve(client_of(both), draft)
    draft.refresh_from_db()
    assert not draft.live
    approve(client_of(manager), draft)
    draft.refresh_from_db()
    assert draft.live


def test_what_a_reviewer_mended_and_sent_back_is_the_authors_again(
    draft, author, reviewer, client_of
):
    submit_and_get(draft, client_of(author))
    edit(client_of(reviewer), draft, summary="Kata penelaah")
    approve(client_of(reviewer), draft, action="reject")
    submit_and_get(draft, client_of(author), summary="Kata penelaah")
    approve(client_of(reviewer), draft)
    draft.refresh_from_db()
    assert draft.live


def person_of_both(provider):
    """Author and reviewer in one person."""
    person = _make_person("Dua Peran")
    for role in ("author", "reviewer"):
        grant(person, role, provider=provider)
    return person
