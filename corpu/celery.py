"""The Celery application: `celery -A corpu worker` and `celery -A corpu beat`."""

import logging
import os
import time

from celery import Celery, Task
from celery.signals import worker_init, worker_ready
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corpu.settings")

log = logging.getLogger(__name__)
# After a failure no page waits for the broker for so many seconds.
PAUSE = 2.0


class Nudge(Task):
    """A task is a nudge, the promise is a row: a broker that is away loses nothing.

    The sweep in CELERY_BEAT_SCHEDULE finds the row later, so a page never fails because
    its task could not be sent.
    """

    abstract = True
    away_until = 0.0  # for all tasks of the process

    def apply_async(self, *args, **kwargs):
        if time.monotonic() < Nudge.away_until:
            return None
        try:
            return super().apply_async(*args, **kwargs)
        except (OperationalError, OSError) as error:
            log.warning("%s could not be sent, a sweep will do it (%s)", self.name, error)
            if not self.app.conf.task_always_eager:
                Nudge.away_until = time.monotonic() + PAUSE
            return None


app = Celery("corpu", task_cls=Nudge)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def stop_on_wrong_settings(**kwargs) -> None:
    """A worker runs no system checks of its own."""
    from corpu.lib.setting_checks import stop_on_wrong_settings as stop

    stop()


@worker_ready.connect
def leave_first_sign(**kwargs) -> None:
    """The health page need not wait for the clock's first beat."""
    from corpu.lib import heartbeat

    heartbeat.leave()
