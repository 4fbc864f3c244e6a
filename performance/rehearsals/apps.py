from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RehearsalsConfig(AppConfig):
    name = "performance.rehearsals"
    verbose_name = _("Rehearsals of targets")
