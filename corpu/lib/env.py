"""Strict readers of the environment: a wrong value stops the start with a sentence."""

import base64
import contextlib
import os
from pathlib import Path

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class WrongSetting(Exception):
    """A variable of the environment has a value that cannot be used."""


def load_env_file(path: Path) -> None:
    """Read NAME=value lines of `path`; what the environment already says wins."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, sign, value = line.partition("=")
        if not sign:
            raise WrongSetting(f"{path.name} line {number}: expected NAME=value")
        os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def env_str(name: str, default: str = "") -> str:
    """The text of a variable, or `default` where it is not set."""
    return os.environ.get(name, default)


def env_bool(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off or nothing."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise WrongSetting(f"{name} must be true or false, not {value!r}")


def env_int(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "")
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise WrongSetting(f"{name} must be a whole number, not {value!r}") from None


def env_list(name: str, default: str = "") -> list[str]:
    """Comma-separated values, blanks dropped."""
    return [part.strip() for part in env_str(name, default).split(",") if part.strip()]


def env_secret(name: str, default: str = "") -> str:
    """A secret from NAME, or from the file that NAME_FILE points at."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return env_str(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise WrongSetting(f"{name}_FILE cannot be read: {error}") from None


def local_secret(path: Path) -> str:
    """32 random bytes as base64, made in `path` at the first start: for a demo and for
    development, never for an installation that others rely on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        made = path.with_name(f".{path.name}.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(base64.b64encode(os.urandom(32)).decode(), encoding="ascii")
        with contextlib.suppress(FileExistsError):
            os.link(made, path)  # whole or not at all, also with two processes at once
        made.unlink()
    return path.read_text(encoding="ascii").strip()


def database_from_url(url: str) -> dict:
    """Django's DATABASES entry for postgres://user:password@host:port/name or sqlite:///path.

    SQLite runs in WAL mode and takes its write lock at BEGIN IMMEDIATE: deferred
    transactions lose writes to "database is locked" when two upgrade at once.
    """
    from urllib.parse import parse_qsl, unquote, urlsplit

    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            # Our statements are short and planned often: compiling them costs more than
            # it saves. An address with ?options= of its own has the last word.
            "OPTIONS": {
                "pool": True,
                "options": "-c jit=off",
                **dict(parse_qsl(parts.query)),
            },
        }
    raise WrongSetting(
        "DATABASE_URL must start with sqlite:/// or postgres://, "
        f"not {parts.scheme or 'nothing'}"
    )
