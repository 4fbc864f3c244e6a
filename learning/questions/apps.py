from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "learning.questions"
    label = "questions"
    verbose_name = _("Question bank")

    def ready(self):
        """The bank's addresses in the editor answer for its own agency alone."""
        from learning.editor_scope import own_only
        from learning.questions.models import Category, Question

        own_only("wagtailsnippets_questions_question:", Question.objects.editable_by)
        own_only("wagtailsnippets_questions_category:", Category.objects.editable_by)
        own_only(
            "wagtailsnippetchoosers_questions_category:", Category.objects.editable_by
        )
