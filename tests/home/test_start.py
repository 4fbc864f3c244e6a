import pytest
from django.urls import reverse

from corpu.home.checks import demo_stays_at_home
from corpu.home.demo.cast import BY_CODE, ROLES, cast, keep_cast


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.VAR_DIR = tmp_path


def test_start_says_what_corpu_is(client, db):
    page = client.get("/")
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 1
    assert b"demo/sign-in" not in page.content


def test_start_leads_on_to_the_own_first_page(client, learner):
    client.force_login(learner)
    assert client.get("/").url == reverse("home:me")


def test_staff_of_an_agency_start_at_a_page_of_theirs(client, author):
    client.force_login(author)
    assert client.get("/").status_code == 302


def test_cards_show_those_who_exist(client, demo, learner, hr):
    keep_cast({"learner": learner.username, "hr": hr.username, "auditor": "nobody"})
    page = client.get("/").content.decode()
    assert learner.full_name in page and hr.full_name in page
    assert 'data-role="auditor"' not in page


def test_cast_knows_only_roles_of_the_cards(demo):
    with pytest.raises(ValueError):
        keep_cast({"minister": "x"})


def test_one_click_signs_in(client, demo, learner):
    keep_cast({"learner": learner.username})
    answer = client.post(reverse("home:demo_sign_in"), {"role": "learner"})
    assert answer.url == reverse("home:me")
    assert client.session["_auth_user_id"] == str(learner.pk)


def test_one_click_is_fresh_enough_to_set_up_the_second_step(client, demo, learner):
    keep_cast({"learner": learner.username})
    client.post(reverse("home:demo_sign_in"), {"role": "learner"})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_one_click_is_impossible_without_demo(client, demo, settings, learner):
    keep_cast({"learner": learner.username})
    settings.DEMO = False
    assert cast() == []
    answer = client.post(reverse("home:demo_sign_in"), {"role": "learner"})
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("home:roles")).status_code == 404
    assert client.get(reverse("home:style")).status_code == 404


def test_nobody_outside_the_cast_can_be_reached(client, demo, learner, hr):
    keep_cast({"learner": learner.username})
    for role in ("hr", hr.username, ""):
        answer = client.post(reverse("home:demo_sign_in"), {"role": role})
        assert answer.status_code == 404


def test_someone_who_left_cannot_be_played(demo, learner):
    keep_cast({"learner": learner.username})
    learner.is_active = False
    learner.save(update_fields=["is_active"])
    assert cast() == []


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, False),
        ({"SITE_HOST": "corpu.example.go.id"}, True),
        ({"ALLOWED_HOSTS": ["localhost", "*"]}, True),
        ({"SECURE": True}, True),
        ({"SITE_HOST": "corpu.example.go.id", "DEMO": False}, False),
    ],
)
def test_check_refuses_a_demo_that_others_can_reach(settings, changes, refused):
    settings.DEMO = True
    settings.SITE_HOST, settings.CONTENT_HOST = "localhost", "127.0.0.1"
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    for name, value in changes.items():
        setattr(settings, name, value)
    found = demo_stays_at_home(None)
    assert [error.id for error in found] == (["home.E002"] if refused else [])


def test_every_role_of_the_cards_is_named_once():
    assert len(BY_CODE) == len(ROLES)


def test_style_page_shows_every_part(client, demo, db):
    page = client.get(reverse("home:style"))
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 2  # its own, and the example of one
