"""A real Celery worker against real Redis, on the database of the tests."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.cache.backends.redis import RedisCache
from django.db import connection

ROOT = Path(django_settings.BASE_DIR)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Everything in this folder needs the servers."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.services)


def wait_until(condition, what: str, seconds: float = 30):
    """Ask again and again until `condition()` is true; return its answer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen in {seconds} s")


def database_url() -> str:
    """The URL of the test database itself, for other processes."""
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    return f"postgres://{parts['USER']}@{parts['HOST']}:{parts['PORT']}/{parts['NAME']}"


def run_manage(*arguments, url: str, **env) -> str:
    """Run a management command in a process of its own; return what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, **env},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


class Worker:
    """One worker process; `kill()` is the power cut, `stop()` the polite way."""

    def __init__(self, log: Path, *options: str):
        self.log = log
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "celery", "-A", "corpu", "worker"),
                *("--concurrency", "1", "--loglevel", "INFO", "--without-gossip"),
                *("--without-mingle", *options),
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "corpu.settings",
                "DATABASE_URL": database_url(),
            },
            stdout=log.open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait_ready(self) -> "Worker":
        def is_ready() -> bool:
            said = self.log.read_text(errors="replace")
            assert self.process.poll() is None, said[-4000:]
            return " ready." in said

        wait_until(is_ready, "the worker's start", 60)
        return self

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()


@pytest.fixture
def broker():
    """Tasks go to Redis in this test, not through the process."""
    from corpu.celery import app

    if not django_settings.REDIS_URL:
        pytest.fail("run this suite with `make test-services`")
    import redis

    redis.Redis.from_url(django_settings.REDIS_URL).flushdb()
    app.conf.task_always_eager = False
    yield app
    app.conf.task_always_eager = True


@pytest.fixture
def start_worker(transactional_db, broker, tmp_path):
    """`start_worker()`: a running worker; as many as the test asks for, one by one."""
    workers: list[Worker] = []

    def _start(*options: str) -> Worker:
        log = tmp_path / f"worker-{len(workers)}.log"
        log.touch()
        workers.append(Worker(log, *options))
        return workers[-1].wait_ready()

    yield _start
    for worker in workers:
        worker.stop()


@pytest.fixture
def house_cache():
    """The cache of the running product, which the worker writes to."""
    return RedisCache(django_settings.REDIS_URL, {"KEY_PREFIX": "corpu"})


@dataclass(frozen=True)
class Installation:
    """One migrated installation in folders of its own, worked on by commands alone."""

    url: str
    room: Path

    def manage(self, *arguments) -> str:
        """Run a management command in it."""
        return run_manage(
            *arguments,
            url=self.url,
            CORPU_VAR_DIR=str(self.room / "var"),
            CORPU_MEDIA_ROOT=str(self.room / "media"),
            CORPU_PRIVATE_ROOT=str(self.room / "private"),
        )

    def shell(self, code: str) -> str:
        """Run Python in it; return what it printed."""
        return self.manage("shell", "-v0", "-c", code)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def installation(request, tmp_path_factory, django_db_setup, django_db_blocker):
    """Migrated for real, once for each engine: migrations take their time."""
    room = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        made = Installation(f"sqlite:///{room / 'corpu.sqlite3'}", room)
        made.manage("migrate", "-v0")
        yield made
        return
    with django_db_blocker.unblock():
        server = database_url().rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE installation")
    made = Installation(f"{server}/installation", room)
    made.manage("migrate", "-v0")
    yield made
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE installation WITH (FORCE)")
