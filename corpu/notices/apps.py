from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "corpu.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self):
        """Teach the house the sentences of its common ground."""
        from corpu.notices import house_notices  # noqa: F401
