"""The Corpu office drafts the rule of the index in the CMS; a second person publishes."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.snippets.views.snippets import SnippetViewSet

from performance.dated_editing import LAW_PANELS, register_dated
from performance.professionalism.models import IndexRule


class IndexRuleViewSet(SnippetViewSet):
    model = IndexRule
    icon = "clipboard-list"
    menu_label = _("Rules of the professionalism index")
    list_display = ["name", "valid_from", "live", "is_confirmed"]
    copy_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("qualification"), FieldPanel("competence")]),
        FieldRowPanel([FieldPanel("performance"), FieldPanel("discipline")]),
        FieldPanel("uses_predicates"),
        InlinePanel(
            "parts",
            heading=_("parts of the competence dimension"),
            panels=[
                FieldPanel("post_kind"),
                FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
                FieldRowPanel([FieldPanel("points"), FieldPanel("min_jp")]),
                FieldRowPanel([FieldPanel("years"), FieldPanel("is_partial")]),
                FieldPanel("forms"),
                FieldPanel("given_to"),
            ],
        ),
        InlinePanel(
            "steps",
            heading=_("steps of scales"),
            panels=[
                FieldRowPanel([FieldPanel("scale"), FieldPanel("code")]),
                FieldRowPanel([FieldPanel("above"), FieldPanel("points")]),
            ],
        ),
        *LAW_PANELS,
    ]


register_dated(IndexRuleViewSet)
