"""What an operator asks of a running installation, each question by itself."""

import shutil
from dataclasses import dataclass

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from corpu.lib import heartbeat

LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True)
class Finding:
    """The answer to one question; `code` is stable for machines."""

    code: str
    label: str
    ok: bool
    detail: str


def database() -> Finding:
    """Does it answer a query?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    detail = _("%(engine)s answers.") % {"engine": connection.display_name}
    return Finding("database", _("Database"), True, detail)


def migrations() -> Finding:
    """Has every migration of the code been applied?"""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = ", ".join(f"{step.app_label}.{step.name}" for step, _backwards in waiting[:5])
    if not waiting:
        return Finding("migrations", _("Migrations"), True, _("All are applied."))
    detail = _("%(count)d not applied: %(names)s. Run manage.py migrate.") % {
        "count": len(waiting),
        "names": names,
    }
    return Finding("migrations", _("Migrations"), False, detail)


def the_cache() -> Finding:
    """Does it give back what was put in?"""
    token = get_random_string(12)
    cache.set("health", token, 10)
    ok = cache.get("health") == token
    detail = _("It keeps what it is given.") if ok else _("It lost what it was given.")
    return Finding("cache", _("Cache"), ok, detail)


def broker() -> Finding:
    """Can background work be handed over?"""
    label = _("Broker")
    if settings.BROKER_DIR:
        return Finding("broker", label, True, _("Messages travel as files."))
    if not settings.REDIS_URL:
        return Finding("broker", label, True, _("None: tasks run in the web process."))
    url = settings.REDIS_URL.replace("redis+socket://", "unix://")
    redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2).ping()
    return Finding("broker", label, True, _("Redis answers."))


def worker() -> Finding:
    """Has beat sent, and a worker run, a task in the last two minutes?"""
    label = _("Background worker")
    if settings.CELERY_TASK_ALWAYS_EAGER:
        return Finding("worker", label, True, _("None: tasks run in the web process."))
    last = heartbeat.last()
    if last is None:
        return Finding("worker", label, False, _("It has not been seen yet."))
    age = timezone.now() - last
    detail = _("Last seen %(seconds)d seconds ago.") % {"seconds": age.total_seconds()}
    return Finding("worker", label, age < heartbeat.LATE, detail)


def disk() -> Finding:
    """Is there room for uploads?"""
    free = shutil.disk_usage(settings.VAR_DIR).free
    detail = _("%(free)d GB free.") % {"free": free // 1_000_000_000}
    return Finding("disk", _("Disk"), free >= LEAST_FREE_BYTES, detail)


QUESTIONS = {
    "database": database,
    "migrations": migrations,
    "cache": the_cache,
    "broker": broker,
    "worker": worker,
    "disk": disk,
}


def examine(only=tuple(QUESTIONS)) -> list[Finding]:
    """Ask the questions; one that cannot be answered is a bad answer."""
    findings = []
    for code in only:
        try:
            findings.append(QUESTIONS[code]())
        except Exception as error:
            kind = type(error).__name__
            findings.append(Finding(code, code.capitalize(), False, kind))
    return findings
