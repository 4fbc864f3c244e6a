from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentConfig(AppConfig):
    name = "learning.kinds.assignment"
    label = "kind_assignment"
    verbose_name = _("Assignment")

    def ready(self):
        """Teach the house our notices."""
        from learning.kinds.assignment import notices

        notices.register_all()
