"""PostgreSQL and Redis for the tests: `python -m tests.services.servers [pytest paths]`.

Both start in a folder of their own, with nothing but what Debian's packages bring, run
the service suite and on PostgreSQL what else the database decides, and are gone afterwards.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgres_program(name: str) -> str:
    """initdb or pg_ctl of the newest PostgreSQL on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    program = str(found[-1]) if found else shutil.which(name)
    if not program:
        raise SystemExit(f"{name} is missing: apt-get install postgresql")
    return program


def as_postgres(*command) -> None:
    """PostgreSQL refuses to run as root: then its own user runs it."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextlib.contextmanager
def postgres(room: Path):
    """A PostgreSQL that forgets everything; yields the URL of its database."""
    data, port = room / "data", free_port()
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(data, owner.pw_uid, owner.pw_gid)
        os.chown(room, owner.pw_uid, owner.pw_gid)
    as_postgres(
        *(postgres_program("initdb"), "-D", data, "-U", "corpu", "-A", "trust"),
        *("--locale=C.UTF-8", "-E", "UTF8", "--no-sync"),
    )
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={room} "
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off "
        "-c max_connections=60 -c jit=off -c autovacuum=off -c wal_level=minimal "
        "-c max_wal_senders=0 -c shared_buffers=256MB"
    )
    control = (postgres_program("pg_ctl"), "-D", data, "-w", "-l", room / "postgres.log")
    as_postgres(*control, "-o", options, "start")
    try:
        yield f"postgres://corpu@127.0.0.1:{port}/postgres"
    finally:
        as_postgres(*control, "-m", "immediate", "stop")


@contextlib.contextmanager
def redis():
    """A Redis that forgets everything; yields its URL."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        raise SystemExit("redis-server is missing: apt-get install redis-server")
    port = free_port()
    server = subprocess.Popen(
        [*(program, "--port", str(port), "--bind", "127.0.0.1"), "--save", ""],
        stdout=subprocess.DEVNULL,
        cwd="/tmp",
    )
    try:
        wait_for_port(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)


def wait_for_port(port: int) -> None:
    """Until somebody listens, at most ten seconds."""
    for _ in range(100):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise SystemExit(f"nothing listens on port {port}")


def pytest(*arguments, env: dict) -> int:
    """Run pytest; finding no test is a failure (its exit code 5)."""
    started = time.monotonic()
    code = subprocess.call(
        [sys.executable, "-m", "pytest", "-q", *arguments], cwd=ROOT, env=env
    )
    print(f"  {' '.join(arguments)} ({time.monotonic() - started:.0f} s)", flush=True)
    return code


def main(paths: list[str]) -> int:
    """The services, and on PostgreSQL what is not about a screen."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # servers end too
    with contextlib.ExitStack() as stack:
        room = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="corpu-pg-")))
        room.chmod(0o755)
        env = {
            **os.environ,
            "DATABASE_URL": stack.enter_context(postgres(room)),
            "REDIS_URL": stack.enter_context(redis()),
        }
        if paths:
            return pytest("-n0", "-m", "services or not browser", *paths, env=env)
        # What a screen asks of the database is asked here by the crawls of the services.
        chosen = "services or not (browser or screen)"
        grounds = ("--dist", "loadscope", "--no-loadscope-reorder")
        return pytest(*grounds, "-m", chosen, "tests", env=env)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
