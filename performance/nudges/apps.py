from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NudgesConfig(AppConfig):
    name = "performance.nudges"
    verbose_name = _("Closing plans and nudges")

    def ready(self) -> None:
        """Teach the house what nudges say."""
        from performance.nudges import notices  # noqa: F401
