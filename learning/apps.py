from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "learning"
    label = "learning"
    verbose_name = _("Learning")

    def ready(self):
        """Teach the house our notices, and follow what Wagtail publishes."""
        from learning import evidence_notices, notices, signals

        notices.register_all()
        evidence_notices.register_all()
        signals.connect()
