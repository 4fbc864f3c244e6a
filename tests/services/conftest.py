"""A real Celery worker against real Redis, on the database of the tests."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.cache.backends.redis import RedisCache
from django.db import connection

ROOT = Path(django_settings.BASE_DIR)


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


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request, tmp_path, django_db_setup, django_db_blocker):
    """A database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    with django_db_blocker.unblock():
        server = database_url().rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty")
    yield f"{server}/empty"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE empty WITH (FORCE)")
