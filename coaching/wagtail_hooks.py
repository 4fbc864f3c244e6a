"""HR keeps the categories of topics and the kinds of coaching in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from coaching.models import Kind, Topic
from corpu.lib.drafting import RulePolicy
from corpu.people.permissions import is_national_hr


class OfficePolicy(RulePolicy):
    """HR of the whole installation names kinds and topics; what was used stays there."""

    may = staticmethod(is_national_hr)

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """Everything but deleting: it can be switched off."""
        return action != "delete" and self.user_has_permission(user, action)


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
            "is_group", "answer_days", "meetings", "months", "sessions_unsigned", "order",
            "is_active",
        )
    ]  # fmt: skip


for _model in (Kind, Topic):
    register_permission_policy(_model, OfficePolicy(_model))
register_snippet(TopicViewSet)
register_snippet(KindViewSet)
