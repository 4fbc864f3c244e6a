from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeriodsConfig(AppConfig):
    name = "performance.periods"
    verbose_name = _("Closing of periods")

    def ready(self):
        """Teach the house the notices of this part."""
        import performance.periods.notices  # noqa: F401
