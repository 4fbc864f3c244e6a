from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassEventConfig(AppConfig):
    name = "learning.kinds.class_event"
    label = "kind_class_event"
    verbose_name = _("Class event")
