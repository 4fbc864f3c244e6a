"""The host of packages: what it serves, to whom, and what it never does."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import NoReverseMatch, reverse

from learning.kinds.scorm import passes
from learning.kinds.scorm.actions import attempts
from learning.kinds.scorm.launching import launch

pytestmark = pytest.mark.django_db

HOST = "content.testserver"


@pytest.fixture
def ticket(progress):
    frame = launch(attempts.sit(progress, item_key="i1"))["frame"]
    return frame.split("/scorm/")[1].split("/")[0]


def get(client, path, host=HOST, **more):
    return client.get(path, headers={"host": host, **more})


def test_the_frame(client, ticket, settings):
    response = get(client, f"/scorm/{ticket}/run")
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert f"frame-ancestors {settings.SITE_URL}" in policy
    assert "script-src 'self'" in policy and "unsafe" not in policy
    assert f'data-site="{settings.SITE_URL}"' in response.content.decode()
    assert "X-Frame-Options" not in response
    assert not response.cookies


def test_a_file_with_its_type_and_policy(client, ticket, settings):
    response = get(client, f"/scorm/{ticket}/files/a/start.html")
    assert b"".join(response.streaming_content) == b"<p>Mulai</p>"
    assert response["Content-Type"] == "text/html"
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert "sandbox allow-scripts allow-same-origin" in policy
    assert "allow-top-navigation" not in policy
    assert f"frame-ancestors 'self' {settings.SITE_URL}" in policy
    assert "connect-src 'self' data: blob:" in policy
    assert get(client, f"/scorm/{ticket}/files/a/x.js")["Content-Type"] == (
        "text/javascript"
    )


def test_a_video_player_asks_for_pieces(client, ticket):
    path = f"/scorm/{ticket}/files/a/start.html"
    response = get(client, path, range="bytes=3-7")
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == b"Mulai"
    assert response["Content-Range"] == "bytes 3-7/12"
    assert "sandbox" in response["Content-Security-Policy"]
    assert get(client, path, range="bytes=99-").status_code == 416


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a",
        "a/",
        "gone.html",
        "../../db.sqlite3",
        "a/../../../etc/passwd",
        "%2e%2e/%2e%2e/x",
        "..%5c..%5cx",
        "%00",
        "a/start.html%00.js",
        "/etc/passwd",
        "C:/x",
        "x" * 400,
    ],
)
def test_no_way_out_and_no_listing(client, ticket, name):
    response = get(client, f"/scorm/{ticket}/files/{name}")
    assert response.status_code == 404
    assert "sandbox" not in response["Content-Security-Policy"]
    assert not response.cookies


def test_forged_and_foreign_passes(client, ticket, progress):
    other = signing.dumps(["x", "packages", "scorm12"], salt="another.salt")
    plain = signing.b62_encode(1)
    for text in (other, plain, ticket[:-1], "x" + ticket, "a:b:c"):
        assert get(client, f"/scorm/{text}/run").status_code == 404
        assert get(client, f"/scorm/{text}/files/a/start.html").status_code == 404


def test_a_pass_expires(client, ticket, monkeypatch):
    monkeypatch.setattr(passes, "LIFETIME_SECONDS", -1)
    assert get(client, f"/scorm/{ticket}/run").status_code == 404
    assert get(client, f"/scorm/{ticket}/files/a/start.html").status_code == 404


def test_a_pass_does_not_carry_the_nip(ticket, learner):
    opened = passes.read(ticket)
    assert learner.nip not in f"{opened}{ticket}"


@pytest.mark.parametrize(
    "path", ["/cms/", "/learning/", "/accounts/login/", "/api/v1/docs", "/people/"]
)
def test_the_site_does_not_answer_on_the_content_host(client_of, learner, path):
    response = get(client_of(learner), path)
    assert response.status_code == 404
    assert not response.cookies


def test_a_dot_behind_the_name_is_the_same_host(client, settings):
    host = f"{settings.CONTENT_HOST}."
    assert get(client, "/accounts/login/", host=host).status_code == 404


def test_the_sites_session_means_nothing_there(client_of, learner, ticket):
    response = get(client_of(learner), f"/scorm/{ticket}/run")
    assert response.status_code == 200
    assert not response.wsgi_request.COOKIES
    assert not response.cookies


def test_packages_are_not_served_on_the_site(client_of, learner, ticket):
    client = client_of(learner)
    for path in (f"/scorm/{ticket}/run", f"/scorm/{ticket}/files/a/start.html"):
        assert get(client, path, host="testserver").status_code == 404


def test_no_service_worker(client, ticket):
    path = f"/scorm/{ticket}/files/a/x.js"
    assert get(client, path, **{"service-worker": "script"}).status_code == 403


def test_nothing_can_be_sent_there(client, ticket):
    path = f"/scorm/{ticket}/run"
    strict = Client(enforce_csrf_checks=True)
    for other in (path, path.replace("/run", "/files/a/start.html")):
        assert strict.post(other, headers={"host": HOST}).status_code == 405
    with pytest.raises(NoReverseMatch):
        reverse("kind_scorm:sit", urlconf="corpu.content_urls", args=[1])
