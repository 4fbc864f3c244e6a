"""Running commands, saying what is done, and remembering it in stamps.

Nothing in this folder may import what has to be installed first: it runs before that.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
SOURCES = ("corpu", "learning", "performance", "coaching")


class Failed(Exception):
    """A step that went wrong, with the sentence that says what to do."""


def say(text: str) -> None:
    """One line for the person at the terminal, at once."""
    print(text, flush=True)


def run(*command, env=None, quiet=False) -> None:
    """Run a command in the project; a failure ends the whole with its output."""
    words = [str(word) for word in command]
    output = subprocess.PIPE if quiet else None
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=env,
        stdout=output,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if done.returncode:
        tail = (done.stdout or b"").decode(errors="replace")[-4000:]
        raise Failed(f"{tail}\nThis failed: {' '.join(words)}")


def works(*command) -> bool:
    """True if the command can be run and succeeds."""
    try:
        quiet = subprocess.DEVNULL
        return not subprocess.call(command, stdout=quiet, stderr=quiet, cwd=ROOT)
    except OSError:
        return False


def fingerprint(paths) -> str:
    """A hash over names and contents of files."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(set(paths)):
        if path.is_file():
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


class Stamps:
    """What has been done, each with the fingerprint of what it was done from."""

    def __init__(self, path: Path):
        self.path = path

    def read(self) -> dict:
        try:
            return json.loads(self.path.read_text())
        except (OSError, ValueError):
            return {}

    def fresh(self, name: str, mark: str) -> bool:
        return self.read().get(name) == mark

    def set(self, **marks: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps({**self.read(), **marks}))


def timed(label: str, function, *args) -> None:
    """Run one step and say how long it took."""
    started = time.monotonic()
    function(*args)
    say(f"  {label} ({time.monotonic() - started:.0f} s)")


def in_parallel(*jobs) -> None:
    """Run functions side by side; the first failure of any is raised."""
    failures: list[Exception] = []

    def guarded(job):
        try:
            job()
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=guarded, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
