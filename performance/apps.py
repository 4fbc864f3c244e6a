from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PerformanceConfig(AppConfig):
    name = "performance"
    label = "performance"
    verbose_name = _("Performance")

    def ready(self):
        """Teach the house the notices of this domain, and what the health page asks."""
        import performance.notices  # noqa: F401
        from corpu.lib.health import QUESTIONS
        from performance.health import standings

        QUESTIONS["standings"] = standings
