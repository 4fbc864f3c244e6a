"""Redis is away: people sign in, read and work; what was ended meanwhile stays ended."""

import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import caches
from django.test import Client, override_settings
from django.urls import reverse

from corpu.lib import patient_cache
from corpu.lib.patient_cache import PatientClient

AWAY = {
    "default": {
        "BACKEND": "corpu.lib.patient_cache.PatientRedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}


@pytest.fixture
def away():
    PatientClient.away_until, PatientClient.stale = 0.0, set()
    with override_settings(CACHES=AWAY):
        yield
    PatientClient.away_until, PatientClient.stale = 0.0, set()


def test_people_sign_in_and_read(away, learner):
    learner.set_password("kata-sandi-yang-panjang")
    learner.save()
    client = Client()
    sent = {"login": learner.username, "password": "kata-sandi-yang-panjang"}
    assert client.post(reverse("account_login"), sent).status_code == 302
    for name in ("home:me", "learning:catalogue", "ledger:records"):
        assert client.get(reverse(name)).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("home:me")).status_code == 302


def test_strangers_check_papers_and_activate(away, client, db):
    address = reverse("credentials:verify", args=["KEM/2026/000001"])
    assert client.get(address).status_code == 404
    sent = {"nip": "198804172012032001", "code": "ABCDE-FGHJK", "password": "x" * 14}
    assert client.post(reverse("people:activate"), sent).status_code == 422


def test_the_health_page_says_so(away, administrator, client_of):
    answer = client_of(administrator).get("/health/?only=cache")
    assert answer.status_code == 503


def test_a_session_that_ended_meanwhile_stays_ended(away, db, monkeypatch):
    kept = {}
    asks = patient_cache.RedisCacheClient
    session = SessionStore()
    session["who"] = 1
    session.save()
    key = caches["default"].make_key(session.cache_key)
    session.delete()
    assert key in PatientClient.stale
    # Redis is back, and had kept the session all the time.
    kept[key] = "alive"
    monkeypatch.setattr(
        asks, "delete_many", lambda self, keys: [kept.pop(k, None) for k in keys]
    )
    monkeypatch.setattr(PatientClient, "away_until", 0.0)
    PatientClient(["redis://127.0.0.1:1/0"]).forget_stale()
    assert not kept and not PatientClient.stale
