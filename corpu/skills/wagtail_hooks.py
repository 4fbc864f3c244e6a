"""HR keeps the dictionary of competences in the CMS."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.skills.models import Competence


class CompetenceViewSet(SnippetViewSet):
    """Competences, found by code or name."""

    model = Competence
    icon = "glasses"
    list_display = ["code", "name_id", "name_en", "kind"]
    list_filter = ["kind"]
    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        FieldPanel("description"),
    ]


register_snippet(CompetenceViewSet)
