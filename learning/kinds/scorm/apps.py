from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScormConfig(AppConfig):
    name = "learning.kinds.scorm"
    label = "kind_scorm"
    verbose_name = _("SCORM package")

    def ready(self):
        """The check that tells of a missing runtime."""
        from learning.kinds.scorm import runtime  # noqa: F401
