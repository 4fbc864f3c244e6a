import datetime

import pytest
from django.db import connection
from django.utils import timezone

from corpu.home.views import health
from corpu.lib import heartbeat
from corpu.lib.health import examine


@pytest.fixture(autouse=True)
def _ask_afresh():
    health._kept.clear()


def answers() -> dict:
    return {finding.code: finding for finding in examine()}


ONLY = "/health/?only=database,cache,broker,worker,disk"


def test_anybody_learns_only_whether_it_is_well(client, db):
    response = client.get(ONLY)
    assert (response.status_code, response.json()) == (200, {"ok": True})


def test_a_civil_servant_learns_no_more(client_of, learner):
    assert client_of(learner).get(ONLY).json() == {"ok": True}


def test_hr_reads_each_finding(client_of, hr):
    client = client_of(hr)
    assert client.get(ONLY).json()["findings"]["database"]["ok"]
    health._kept.clear()
    page = client.get(ONLY, headers={"accept": "text/html"})
    assert page.status_code == 200 and connection.display_name in page.content.decode()


def test_a_worker_that_falls_silent_is_missed(db, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    assert not answers()["worker"].ok
    heartbeat.leave()
    assert answers()["worker"].ok


def test_a_heartbeat_grows_old(db, settings, monkeypatch):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    heartbeat.leave()
    later = timezone.now() + datetime.timedelta(minutes=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert not answers()["worker"].ok


def test_a_broker_that_is_away_is_a_finding_not_a_crash(db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert not answers()["broker"].ok
