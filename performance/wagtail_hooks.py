"""The Corpu office drafts targets in the editor; a second person publishes them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.lib.drafting import register_rule
from performance.dated_editing import OfficePolicy
from performance.editing import TargetForm
from performance.models import Target


class TargetViewSet(SnippetViewSet):
    model = Target
    icon = "clipboard-list"
    menu_label = _("Learning targets")
    list_display = ["name", "kind", "required", "period", "valid_from", "live", "is_on"]
    list_filter = ["kind", "measure", "period", "live", "is_on"]
    copy_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        FieldPanel("code"),
        MultiFieldPanel(
            [
                FieldPanel("staff_classes"),
                FieldPanel("unit"),
                FieldPanel("post_kinds"),
                FieldPanel("post_levels"),
                FieldPanel("posts"),
                FieldPanel("named"),
            ],
            heading=_("Who"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("period"), FieldPanel("months")])],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
                FieldPanel("measure"),
                FieldRowPanel([FieldPanel("form"), FieldPanel("learning_class")]),
                FieldPanel("competences"),
                FieldPanel("activities"),
            ],
            heading=_("What"),
        ),
        InlinePanel(
            "quotas",
            label=_("part"),
            heading=_("Parts inside the whole"),
            panels=[
                FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
                FieldRowPanel([FieldPanel("form"), FieldPanel("learning_class")]),
                FieldPanel("competences"),
                FieldPanel("activities"),
            ],
        ),
        MultiFieldPanel(
            [FieldPanel("is_prorated"), FieldPanel("absences")], heading=_("Fairness")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("once_group"), FieldPanel("once_order")]),
                FieldPanel("carry_over"),
            ],
            heading=_("Double counting and carry-over"),
        ),
        FieldPanel("legal_basis"),
        FieldPanel("legal_basis_en"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldRowPanel([FieldPanel("is_on"), FieldPanel("is_confirmed")]),
    ]


register_rule(
    TargetViewSet,
    OfficePolicy,
    form=TargetForm,
    opens=_("Publish, switch or end"),
    stays=_("A published target stays: end it, and draft what follows."),
    url=lambda target: reverse("performance:target", args=[target.pk]),
)
