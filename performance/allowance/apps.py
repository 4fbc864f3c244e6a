from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AllowanceConfig(AppConfig):
    name = "performance.allowance"
    verbose_name = _("Performance allowance")

    def ready(self):
        """Teach the house the notices of this part."""
        import performance.allowance.notices  # noqa: F401
