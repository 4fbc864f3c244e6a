"""HR drafts criteria of team certificates in the editor; a second person publishes."""

from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.lib.drafting import RulePolicy, register_rule
from performance.recognition.models import Criterion
from performance.recognition.permissions import may_set_criteria


class CriterionPolicy(RulePolicy):
    """Who may set criteria drafts and changes drafts."""

    may = staticmethod(may_set_criteria)


class CriterionViewSet(SnippetViewSet):
    model = Criterion
    icon = "pick"
    list_display = ["name", "min_share", "min_people", "first_year", "live"]
    list_filter = ["live"]
    panels = [
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        FieldPanel("code"),
        FieldPanel("legal_basis"),
        FieldPanel("target"),
        FieldRowPanel([FieldPanel("min_share"), FieldPanel("min_people")]),
        FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")]),
    ]


register_rule(
    CriterionViewSet, CriterionPolicy, url=lambda row: reverse("recognition:teams")
)
