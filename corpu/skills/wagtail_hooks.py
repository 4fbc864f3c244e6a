"""HR keeps the dictionary of competences in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.skills.models import Competence


class CompetenceViewSet(SnippetViewSet):
    """Competences, found by code or name, each with the behaviour of its levels."""

    model = Competence
    icon = "glasses"
    list_display = ["code", "name_id", "name_en", "kind"]
    list_filter = ["kind"]
    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        FieldPanel("description"),
        InlinePanel(
            "levels",
            heading=_("Levels and behaviours"),
            label=_("Level"),
            max_num=5,
            panels=[
                FieldPanel("level"),
                FieldPanel("behaviour_id"),
                FieldPanel("behaviour_en"),
            ],
        ),
    ]


register_snippet(CompetenceViewSet)
