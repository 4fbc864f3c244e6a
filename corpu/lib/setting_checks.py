"""Settings that contradict each other stop the start, with a sentence and the remedy."""

import os
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register, run_checks

from corpu.lib.env import WrongSetting

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def _uses_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@register("corpu")
def demo_stays_at_home(app_configs, **kwargs):
    """One click signs anybody in, so the demo must not be reachable by others."""
    if not settings.DEMO:
        return []
    errors = []
    if not _uses_sqlite():
        errors.append("CORPU_DEMO with PostgreSQL: the demo has a database of its own.")
    if {settings.SITE_HOST, settings.CONTENT_HOST} - LOOPBACK:
        errors.append("CORPU_DEMO on a host that others can reach.")
    hint = "The demo signs anybody in with one click. Remove CORPU_DEMO."
    return [Error(error, hint=hint, id="corpu.E010") for error in errors]


@register("corpu")
def production_is_complete(app_configs, **kwargs):
    """What a demo may lack and a real installation may not."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < 32:
        hint = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        found.append(Error("CORPU_SECRET_KEY is too short.", hint=hint, id="corpu.E011"))
    if not settings.SECURE and settings.SITE_HOST not in LOOPBACK:
        found.append(
            Error(
                "CORPU_SITE_URL does not start with https://.",
                hint="Sessions would travel in the clear: put a proxy with TLS in front.",
                id="corpu.E012",
            )
        )
    if not settings.REDIS_URL:
        found.append(
            Warning(
                "REDIS_URL is empty: background work runs inside web requests.",
                id="corpu.W013",
            )
        )
    if _uses_sqlite():
        found.append(
            Warning("SQLite carries one machine and few people.", id="corpu.W014")
        )
    return found


@register("corpu")
def private_files_stay_private(app_configs, **kwargs):
    """Evidence and packages must not lie where a web server hands out files."""
    private = Path(settings.PRIVATE_ROOT).resolve()
    open_roots = [
        Path(settings.MEDIA_ROOT).resolve(),
        Path(settings.STATIC_ROOT).resolve(),
    ]
    if any(root == private or root in private.parents for root in open_roots):
        return [
            Error(
                "CORPU_PRIVATE_ROOT lies inside the folder of media or static files.",
                hint="Anybody could fetch what is private: give it a folder of its own.",
                id="corpu.E015",
            )
        ]
    return []


@register("corpu")
def folders_can_be_written(app_configs, **kwargs):
    """An upload that cannot be kept is noticed at the start."""
    errors = []
    for name in ("VAR_DIR", "MEDIA_ROOT", "PRIVATE_ROOT"):
        path = Path(getattr(settings, name))
        existing = next(each for each in [path, *path.parents] if each.exists())
        if not os.access(existing, os.W_OK):
            hint = f"Let the user who runs Corpu write to {path}."
            errors.append(
                Error(f"CORPU_{name} cannot be written.", hint=hint, id="corpu.E016")
            )
    return errors


@register("corpu")
def vendor_files_are_there(app_configs, **kwargs):
    """Files from npm: the site runs without them, packages do not play."""
    missing = [
        f"{package}/{name}"
        for package, names in settings.VENDOR_FILES.items()
        for name in names
        if not (settings.VENDOR_DIR / package / name).is_file()
    ]
    if not missing:
        return []
    return [
        Warning(
            f"Files from npm are missing: {', '.join(missing)}.",
            hint="Run npm ci --ignore-scripts, then manage.py collectstatic.",
            id="corpu.W017",
        )
    ]


def stop_on_wrong_settings() -> None:
    """For processes that run no system checks of their own: web server and worker."""
    errors = [each for each in run_checks(tags=["corpu"]) if each.is_serious()]
    if errors:
        raise WrongSetting(" ".join(f"{each.msg} {each.hint or ''}" for each in errors))
