from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveyConfig(AppConfig):
    name = "learning.kinds.survey"
    label = "kind_survey"
    verbose_name = _("Survey")
