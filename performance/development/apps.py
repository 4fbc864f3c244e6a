from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DevelopmentConfig(AppConfig):
    name = "performance.development"
    verbose_name = _("Needs and development plans")

    def ready(self):
        """Teach the house the notices of this part."""
        import performance.development.notices  # noqa: F401
