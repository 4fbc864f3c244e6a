"""What must hold before the house opens its doors."""

from django.conf import settings
from django.core.checks import Error, register

LOCAL = ("localhost", "127.0.0.1", "[::1]", "::1", "testserver")


@register()
def demo_stays_at_home(app_configs, **kwargs):
    """One click signs in as anybody in the demo: it must not be reachable by others."""
    if not settings.DEMO:
        return []
    hosts = [settings.SITE_HOST, settings.CONTENT_HOST, *settings.ALLOWED_HOSTS]
    away = sorted({host for host in hosts if not is_local(host)})
    if not away and not settings.SECURE:
        return []
    return [
        Error(
            "CORPU_DEMO is on for a site that others can reach"
            f" ({', '.join(away) or settings.SITE_URL}).",
            hint="Anybody could sign in as anybody. Set CORPU_DEMO=false, or serve the"
            " demo as http://localhost only.",
            id="home.E002",
        )
    ]


def is_local(host: str) -> bool:
    """True for names that lead back to this machine."""
    return host in LOCAL or host.endswith(".localhost")
