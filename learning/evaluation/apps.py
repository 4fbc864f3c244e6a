from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "learning.evaluation"
    label = "evaluation"
    verbose_name = _("After learning")

    def ready(self):
        """Teach the house our notices."""
        from learning.evaluation import notices

        notices.register_all()
