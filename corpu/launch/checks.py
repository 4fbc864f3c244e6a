"""`make check`: everything that can be said about the code without running it."""

from __future__ import annotations

import os
import secrets

from steps import BIN, PYTHON, Failed, run, say, timed


def check() -> None:
    """Everything that can be said about the code without running it."""
    debug = {**os.environ, "CORPU_DEBUG": "true", "CORPU_DEMO": "false"}
    steps = {
        "ruff": [BIN / "ruff", "check", "-q", "."],
        "format": [BIN / "ruff", "format", "-q", "--check", "."],
        "templates": [BIN / "djlint", "--lint", "--quiet", "templates"],
        "imports": [BIN / "lint-imports", "--no-cache"],
        "types": [BIN / "mypy"],
        "translations": [PYTHON, "-m", "corpu.lib.translations", "--check"],
        "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
        "deploy": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    }
    failed = []
    for name, command in steps.items():
        env = deployment_environment() if name == "deploy" else debug
        try:
            timed(name, lambda c=command, e=env: run(*c, env=e, quiet=True))
        except Failed as failure:
            failed.append(name)
            say(f"  {name} FAILED\n{failure}")
    if failed:
        raise Failed(f"make check: {', '.join(failed)}")


def deployment_environment() -> dict[str, str]:
    """A believable production, to check settings against."""
    return {
        **os.environ,
        "CORPU_DEMO": "false",
        "CORPU_DEBUG": "false",
        "CORPU_SECRET_KEY": secrets.token_urlsafe(50),
        "CORPU_SITE_URL": "https://corpu.example.go.id",
        "CORPU_CONTENT_URL": "https://isi.corpu.example.go.id",
        "DATABASE_URL": "postgres://corpu@localhost/corpu",
        "REDIS_URL": "redis://localhost/0",
        "CORPU_BEHIND_PROXY": "true",
    }
