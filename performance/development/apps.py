from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DevelopmentConfig(AppConfig):
    name = "performance.development"
    verbose_name = _("Needs and development plans")

    def ready(self):
        """Teach the house the notices of this part, and how its rules are kept."""
        import performance.development.notices  # noqa: F401
        from performance.development.actions.policy import keep_rules

        keep_rules()
