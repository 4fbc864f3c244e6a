from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FileConfig(AppConfig):
    name = "learning.kinds.file"
    label = "kind_file"
    verbose_name = _("File")
