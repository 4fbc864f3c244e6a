"""The SCORM runtime (npm scorm-again): where it is, and whether it is installed."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import Warning, register

SCRIPTS = {
    "scorm12": "vendor/scorm-again/scorm12.min.js",
    "scorm2004": "vendor/scorm-again/scorm2004.min.js",
}


def script_of(kind: str) -> str:
    """The static name of the runtime for a standard."""
    return SCRIPTS.get(kind, SCRIPTS["scorm12"])


def is_installed() -> bool:
    """Both runtimes can be served: from node_modules, or collected."""
    folder = settings.VENDOR_DIR / "scorm-again" / "dist"
    return all(
        (folder / name.rsplit("/", 1)[-1]).is_file() or staticfiles_storage.exists(name)
        for name in SCRIPTS.values()
    )


@register()
def runtime_is_installed(app_configs, **kwargs):
    """Without the runtime the site runs, but packages cannot be played."""
    if is_installed():
        return []
    return [
        Warning(
            "The SCORM runtime (scorm-again) is not installed: packages cannot be played.",
            hint="Run `npm ci --ignore-scripts`, then `manage.py collectstatic`.",
            id="corpu.W010",
        )
    ]
