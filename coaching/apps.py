from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoachingConfig(AppConfig):
    name = "coaching"
    label = "coaching"
    verbose_name = _("Coaching")

    def ready(self):
        """Teach the house the sentences of coaching."""
        from coaching import checks, notices, pair_notices  # noqa: F401

        notices.register_all()
        pair_notices.register_all()
