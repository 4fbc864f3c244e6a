"""The worker for real: what is promised is done, and a power cut loses nothing."""

import time

from corpu.celery import Nudge
from corpu.lib import heartbeat
from corpu.lib.tasks import beat
from tests.services.conftest import wait_until


def test_the_worker_leaves_a_sign_of_life(start_worker, house_cache):
    start_worker()
    beat.delay()
    wait_until(lambda: house_cache.get(heartbeat.KEY), "the heartbeat")


def test_beat_inside_the_worker_keeps_the_clock(start_worker, house_cache, tmp_path):
    start_worker("--beat", "--schedule", str(tmp_path / "beat"))
    wait_until(lambda: house_cache.get(heartbeat.KEY), "the heartbeat", seconds=45)


def test_wagtails_own_jobs_are_known_to_the_worker(start_worker, broker):
    start_worker()
    known = wait_until(
        lambda: broker.control.inspect(timeout=2).registered(), "the list of tasks"
    )
    names = {name for names in known.values() for name in names}
    assert "corpu.lib.task_backend.run_django_task" in names
    for sweep in broker.conf.beat_schedule.values():
        assert sweep["task"] in names


def test_a_broker_that_is_away_breaks_no_page(broker, monkeypatch):
    monkeypatch.setattr(broker.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(broker.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    broker.pool.force_close_all()
    broker._pool = broker.amqp._producer_pool = None
    started = time.monotonic()
    try:
        assert beat.delay() is None
        assert time.monotonic() - started < 10
    finally:
        Nudge.away_until = 0.0
        broker._pool = broker.amqp._producer_pool = None
