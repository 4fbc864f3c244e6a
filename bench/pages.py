"""How long pages take for eight people at once, from a real server, signed in."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USERS = 8


@contextlib.contextmanager
def server():
    """gunicorn as the house runs it; yields its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = {"CORPU_SITE_URL": f"http://localhost:{port}"}
    site["CORPU_CONTENT_URL"] = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "corpu.wsgi"),
            *("--config", "corpu/gunicorn_conf.py", "--access-logfile", "/dev/null"),
            *("--bind", f"127.0.0.1:{port}", "--workers", "2"),
        ],
        cwd=ROOT,
        env={**os.environ, **site},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def cookie_of(person) -> str:
    """A session of the person, as if she had signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.cached_db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def p95(
    port: int, path: str, cookies: list[str], requests: int, users: int = USERS
) -> float:
    """Milliseconds within which 95 of 100 answers came, so many people asking at once."""
    times, lock = [], threading.Lock()

    def ask(number: int) -> None:
        headers = {"Host": f"localhost:{port}", "Cookie": cookies[number % len(cookies)]}
        for turn in range(requests // users + 1):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            start = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            took = time.perf_counter() - start
            connection.close()
            if answer.status != 200:
                raise SystemExit(f"{path} answers {answer.status}: {answer.headers}")
            if turn:  # the first warms the process up
                with lock:
                    times.append(took)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    return times[int(len(times) * 0.95)] * 1000


def queries(client, path: str) -> int:
    """Statements of one page, for who has seen it before."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path, headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path, headers={"host": "localhost"})
    assert answer.status_code == 200, (path, answer.status_code)
    return len(seen)
