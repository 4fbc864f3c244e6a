from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassEventConfig(AppConfig):
    name = "learning.kinds.class_event"
    label = "kind_class_event"
    verbose_name = _("Class event")

    def ready(self):
        """Teach the house our notices, and follow what Wagtail publishes."""
        from learning.kinds.class_event import notices, signals

        notices.register_all()
        signals.connect()
