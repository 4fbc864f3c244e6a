from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PerformanceConfig(AppConfig):
    name = "performance"
    label = "performance"
    verbose_name = _("Performance")

    def ready(self):
        """Teach the house the notices of this domain."""
        import performance.notices  # noqa: F401
