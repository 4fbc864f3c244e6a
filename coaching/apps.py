from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoachingConfig(AppConfig):
    name = "coaching"
    label = "coaching"
    verbose_name = _("Coaching")

    def ready(self):
        """Teach the house the sentences of coaching."""
        from coaching.notices import register_all

        register_all()
