"""The Celery application: `celery -A corpu worker` and `celery -A corpu beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corpu.settings")

app = Celery("corpu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
