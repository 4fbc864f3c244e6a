from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "corpu.home"
    label = "home"
    verbose_name = _("Home")

    def ready(self):
        """Load the system checks of this floor."""
        from corpu.home import acts, cards, checks  # noqa: F401
