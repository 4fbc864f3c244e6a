from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExternalLinkConfig(AppConfig):
    name = "learning.kinds.external_link"
    label = "kind_external_link"
    verbose_name = _("External link")
