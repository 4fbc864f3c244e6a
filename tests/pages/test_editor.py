"""The editor: one door, the colours of the house, a policy of its own."""

from django.urls import reverse


def test_editor_has_no_door_of_its_own(client, db):
    answer = client.get("/cms/login/?next=/cms/")
    assert answer.status_code == 302
    assert answer.url == reverse("account_login") + "?next=/cms/"
    asked = client.get("/cms/", follow=True)
    assert asked.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_editor_does_not_send_those_without_a_key_round_and_round(client, learner):
    client.force_login(learner)
    answer = client.get("/cms/", follow=True)
    assert answer.status_code == 403
    assert b"trouble" in answer.content


def test_editor_has_a_policy_of_its_own(client, django_user_model):
    admin = django_user_model.objects.create_superuser("admin", None, "x", name="Admin")
    client.force_login(admin)
    editor = client.get("/cms/")
    assert editor.status_code == 200
    assert b"css/cms" in editor.content and b"house-mark" in editor.content
    assert "'unsafe-inline'" in editor.headers["Content-Security-Policy"]


def test_pages_of_the_house_allow_nothing_inline(client, db):
    page = client.get("/")
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert b"style=" not in page.content and b"onclick" not in page.content
