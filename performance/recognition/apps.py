from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecognitionConfig(AppConfig):
    name = "performance.recognition"
    verbose_name = _("Thanks and recognition")

    def ready(self):
        """Teach the house the notices of this part."""
        import performance.recognition.notices  # noqa: F401
