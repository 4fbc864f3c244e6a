"""Settings of the tests: those of the product, with fast and local parts.

SQLite in memory and no broker, unless DATABASE_URL and REDIS_URL say otherwise (as the
service suite does). A developer's `.env` changes nothing here.
"""

import atexit
import os
import shutil
import socket
import tempfile
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
_room = Path(tempfile.mkdtemp(prefix="corpu-tests-"))
atexit.register(shutil.rmtree, _room, ignore_errors=True)


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


# The browser suite asks for a port: the site and its content as in the demo.
_port = os.environ.get("CORPU_TEST_PORT")
if _port == "free":
    _port = _free_port()
TEST_PORT = _port

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
os.environ.setdefault("REDIS_URL", "")
os.environ.update(
    CORPU_DEMO="false",
    CORPU_DEBUG="true",
    CORPU_SECRET_KEY="for-tests-only",
    CORPU_SITE_URL=f"http://localhost:{_port}" if _port else "http://testserver",
    CORPU_CONTENT_URL=f"http://127.0.0.1:{_port}"
    if _port
    else "http://content.testserver",
    CORPU_ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    CORPU_EMAIL_FROM="Corpu <corpu@example.go.id>",
    CORPU_VAR_DIR=str(_room),
    CORPU_LOG_LEVEL="WARNING",
)

from corpu.settings import *  # noqa: F403
from corpu.settings import DATABASES, REDIS_URL, STORAGES

DEBUG = False
STATIC_ROOT.mkdir()  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Test databases are made and dropped: no pool may hold on to them.
DATABASES["default"]["OPTIONS"].pop("pool", None)

if _port and DATABASES["default"]["NAME"] == ":memory:":
    # The server's threads need connections of their own: a file, not memory.
    DATABASES["default"]["TEST"] = {"NAME": str(_room / "browser.sqlite3")}
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = f"{options.get('init_command', '')};PRAGMA synchronous=OFF"

CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL.startswith("redis://"):
    # One Redis database for each worker of the suite: each clears only its own.
    _number = int("".join(filter(str.isdigit, WORKER)) or 0) % 8 + 8
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{REDIS_URL.rstrip('/').rpartition('/')[0]}/{_number}",
    }

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
