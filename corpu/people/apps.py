from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "corpu.people"
    label = "people"
    verbose_name = _("People")

    def ready(self):
        """Look at the settings before anything starts."""
        from corpu.people import checks  # noqa: F401
