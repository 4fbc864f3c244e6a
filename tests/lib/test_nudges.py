"""A broker that is away: one page with many notices waits for it once."""

from celery import Task
from kombu.exceptions import OperationalError

from corpu.celery import Nudge, app
from corpu.lib.tasks import beat


def test_many_nudges_wait_once(monkeypatch):
    tried = []

    def away(self, *args, **kwargs):
        tried.append(self.name)
        raise OperationalError("nobody there")

    monkeypatch.setattr(Task, "apply_async", away)
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    monkeypatch.setattr(Nudge, "away_until", 0.0)
    for _n in range(40):
        assert beat.delay() is None
    assert len(tried) == 1


def test_a_task_that_fails_in_the_process_stops_no_other(monkeypatch):
    tried = []

    def fails(self, *args, **kwargs):
        tried.append(self.name)
        raise OSError("the mail server")

    monkeypatch.setattr(Task, "apply_async", fails)
    monkeypatch.setattr(Nudge, "away_until", 0.0)
    beat.delay(), beat.delay()
    assert len(tried) == 2
