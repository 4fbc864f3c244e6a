"""HR keeps the categories of topics in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from coaching.models import Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    menu_label = _("Coaching topics")
    icon = "tag"
    list_display = ["name_id", "name_en", "order", "is_active"]
    panels = [
        FieldPanel(name) for name in ("code", "name_id", "name_en", "order", "is_active")
    ]


register_snippet(TopicViewSet)
