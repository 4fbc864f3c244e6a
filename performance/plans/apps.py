from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "performance.plans"
    verbose_name = _("Performance plans (SKP)")

    def ready(self):
        """Teach the house the notices of plans."""
        from performance.plans.notices import register_all

        register_all()
