from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "performance.plans"
    verbose_name = _("Performance plans (SKP)")

    def ready(self):
        """Teach the house the notices of plans and the names of their acts."""
        from corpu.people.acts import name_acts
        from performance.plans.acts import NAMES
        from performance.plans.notices import register_all

        register_all()
        name_acts(NAMES)
