"""The doors of allauth, in our frame."""

import pytest
from django.urls import reverse

PASSWORD = "pantai-kelapa-42"


@pytest.fixture
def member(learner):
    learner.set_password(PASSWORD)
    learner.save(update_fields=["password"])
    return learner


@pytest.mark.parametrize("how", ["nip", "spaced", "email"])
def test_signs_in_by_nip_or_email(client, member, how):
    nip = member.nip
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    login = {"nip": nip, "spaced": spaced, "email": member.email}[how]
    url = reverse("account_login")
    answer = client.post(url, {"login": login, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(member.pk)


def test_wrong_password_says_so_and_keeps_what_was_typed(client, member):
    url = reverse("account_login")
    page = client.post(url, {"login": member.nip, "password": "salah"}).content.decode()
    assert 'role="alert"' in page and f'value="{member.nip}"' in page


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_reset_password_done"]
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_before_the_door(client, db, name, language):
    client.cookies["django_language"] = language
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 1
    assert b'class="door"' in page.content


@pytest.mark.parametrize(
    "name",
    ["account_email", "mfa_index", "usersessions_list", "account_change_password"],
)
def test_pages_behind_the_door(client, member, name):
    client.post(reverse("account_login"), {"login": member.nip, "password": PASSWORD})
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 1
    assert b'class="bottom-bar' in page.content


def test_second_step_can_be_switched_on(client, member):
    client.post(reverse("account_login"), {"login": member.nip, "password": PASSWORD})
    url = reverse("mfa_activate_totp")
    asked = client.get(url)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert b'class="door"' in client.get(asked.url).content
    page = client.post(asked.url, {"password": PASSWORD, "next": url}, follow=True)
    assert b"data:image/svg" in page.content


def test_nobody_registers_by_himself(client, db):
    page = client.get(reverse("account_signup"))
    assert page.status_code == 200 and b'class="door"' in page.content


@pytest.mark.parametrize("path", ["/nothing/here/", "/help/nobody/"])
def test_lost_readers_find_back(client, learner, path):
    client.force_login(learner)
    page = client.get(path)
    assert page.status_code == 404
    assert b"trouble" in page.content and b'class="bottom-bar' in page.content
