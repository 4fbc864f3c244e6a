from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RehearsalsConfig(AppConfig):
    name = "performance.rehearsals"
    verbose_name = _("Rehearsals")

    def ready(self):
        """Teach the house the notices of this part."""
        import performance.rehearsals.notices  # noqa: F401
