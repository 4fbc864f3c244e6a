"""HR keeps the categories of topics and the kinds of coaching in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from coaching.models import Kind, Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    menu_label = _("Coaching topics")
    icon = "tag"
    list_display = ["name_id", "name_en", "order", "is_active"]
    panels = [
        FieldPanel(name) for name in ("code", "name_id", "name_en", "order", "is_active")
    ]


class KindViewSet(SnippetViewSet):
    model = Kind
    menu_label = _("Kinds of coaching")
    icon = "group"
    list_display = ["name_id", "form", "giver_role", "is_group", "is_active"]
    panels = [
        FieldPanel(name)
        for name in (
            "code", "name_id", "name_en", "help_id", "help_en", "form", "giver_role",
            "is_group", "answer_days", "meetings", "months", "order", "is_active",
        )
    ]  # fmt: skip


register_snippet(TopicViewSet)
register_snippet(KindViewSet)
