from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathsConfig(AppConfig):
    name = "learning.paths"
    label = "paths"
    verbose_name = _("Learning paths")

    def ready(self):
        """Teach the house our notices, and follow what Wagtail publishes."""
        from learning.paths import notices, signals

        notices.register_all()
        signals.connect()
