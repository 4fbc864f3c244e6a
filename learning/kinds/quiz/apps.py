from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizConfig(AppConfig):
    name = "learning.kinds.quiz"
    label = "kind_quiz"
    verbose_name = _("Quiz")

    def ready(self):
        """Teach the house our notices."""
        from learning.kinds.quiz import notices

        notices.register_all()
