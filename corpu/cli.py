#!/usr/bin/env python3
"""The commands behind `make`.

Standard library only: it runs before anything is installed. Its parts lie in `launch/`,
which takes this folder's place on the path (the modules here would hide packages of
the same name: celery.py, learning ...).
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent / "launch")

import checks
import demo
import environment
from processes import refuse_taken_port
from steps import BIN, PYTHON, ROOT, Failed, run, say


def dev(port: int) -> None:
    """Django's own server with reload; tasks run in the process."""
    refuse_taken_port(port)
    env = {
        **os.environ,
        "CORPU_DEBUG": "true",
        "CORPU_SITE_URL": f"http://localhost:{port}",
        "CORPU_CONTENT_URL": f"http://127.0.0.1:{port}",
    }
    (ROOT / "var").mkdir(exist_ok=True)
    run(PYTHON, "manage.py", "migrate", "-v0", env=env)
    run(PYTHON, "manage.py", "runserver", f"127.0.0.1:{port}", env=env)


def test_services(paths: list[str]) -> None:
    """The service suite, and the quick one on PostgreSQL but for its screens."""
    run(PYTHON, "-m", "tests.services.servers", *paths)


def test_browser(paths: list[str]) -> None:
    """The journeys in Chromium, two at a time."""
    env = {**os.environ, "CORPU_TEST_PORT": "free"}
    side_by_side = ("--dist", "loadscope", "--no-loadscope-reorder", "-m", "browser")
    run(BIN / "pytest", "-q", *side_by_side, *(paths or ["tests"]), env=env)


def lock() -> None:
    """Compile both lock files; they name no host."""
    flags = ["--universal", "--generate-hashes", "--python-version", "3.11", "-q"]
    flags += ["--no-header", "--no-annotate", "--upgrade", "pyproject.toml"]
    for groups, target in ((["embedded"], ""), (["embedded", "dev"], "-dev")):
        names = [word for group in groups for word in ("--group", group)]
        target = f"requirements{target}.txt"
        run(BIN / "uv", "pip", "compile", *flags, *names, "-o", target)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="corpu/cli.py", description=__doc__)
    parser.add_argument("command")
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--dev", action="store_true")
    given = parser.parse_args()
    commands = {
        "demo": lambda: demo.demo(given.port),
        "demo-reset": demo.demo_reset,
        "dev": lambda: dev(given.port),
        "build": lambda: environment.build(given.dev),
        "check": checks.check,
        "test-services": lambda: test_services(given.paths),
        "test-browser": lambda: test_browser(given.paths),
        "lock": lock,
    }
    try:
        commands[given.command]()
    except Failed as failure:
        say(f"\n{failure}")
        return 1
    except KeyboardInterrupt:
        say("\nCorpu has stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
