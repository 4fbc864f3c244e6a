from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareersConfig(AppConfig):
    name = "performance.careers"
    verbose_name = _("Career gates and talent")

    def ready(self):
        """Teach the house the notices of this part."""
        import performance.careers.notices  # noqa: F401
