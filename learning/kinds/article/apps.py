from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticleConfig(AppConfig):
    name = "learning.kinds.article"
    label = "kind_article"
    verbose_name = _("Article")
