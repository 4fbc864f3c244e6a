"""The Corpu office drafts gates and limits in the CMS; a second person publishes them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
)
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from performance.careers.models import Gate, NineBoxRule, Rung
from performance.dated_editing import LAW_PANELS, OfficePolicy, register_dated


class GateViewSet(SnippetViewSet):
    model = Gate
    icon = "lock"
    menu_label = _("Career gates")
    list_display = ["name", "post", "post_kind", "post_level", "valid_from", "live"]
    list_filter = ["post_kind", "live"]
    panels = [
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        FieldPanel("post"),
        FieldRowPanel([FieldPanel("post_kind"), FieldPanel("post_level")]),
        InlinePanel(
            "requirements",
            heading=_("requirements"),
            min_num=1,
            panels=[
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("text_id"), FieldPanel("text_en")]),
                MultiFieldPanel(
                    [
                        FieldPanel("activity"),
                        FieldPanel("form"),
                        FieldPanel("jp"),
                        FieldPanel("needs_certificate"),
                    ],
                    heading=_("learning"),
                ),
                FieldPanel("years"),
                MultiFieldPanel(
                    [
                        FieldPanel("competence"),
                        FieldPanel("level"),
                        FieldPanel("must_be_validated"),
                    ],
                    heading=_("competence"),
                ),
                FieldRowPanel([FieldPanel("predicate"), FieldPanel("education")]),
                MultiFieldPanel(
                    [
                        FieldPanel("served_post"),
                        FieldPanel("served_kind"),
                        FieldPanel("served_level"),
                    ],
                    heading=_("years in a post or level"),
                ),
            ],
        ),
        FieldPanel("check_months"),
        *LAW_PANELS,
    ]


class NineBoxViewSet(SnippetViewSet):
    model = NineBoxRule
    icon = "table"
    menu_label = _("Limits of the nine-box")
    list_display = ["name", "valid_from", "live", "is_confirmed", "is_shown"]
    copy_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "very_good", "good", "needs_improvement", "poor", "very_poor"
                )
            ],
            heading=_("scores of predicates"),
        ),
        FieldRowPanel([FieldPanel("performance_top"), FieldPanel("performance_middle")]),
        FieldRowPanel([FieldPanel("potential_top"), FieldPanel("potential_middle")]),
        FieldPanel("performance_weight"),
        *[
            FieldRowPanel(
                [FieldPanel(f"box_{row}_{col}") for col in ("low", "middle", "high")]
            )
            for row in ("top", "middle", "low")
        ],
        FieldRowPanel([FieldPanel("pool"), FieldPanel("months_valid")]),
        FieldPanel("is_shown"),
        *LAW_PANELS,
    ]  # fmt: skip


class RungPolicy(OfficePolicy):
    """Steps of a ladder only suggest; the office changes them freely."""

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """As for every other act."""
        return self.user_has_permission(user, action)


class RungViewSet(SnippetViewSet):
    model = Rung
    icon = "order-up"
    menu_label = _("Career ladders")
    list_display = ["kind", "level", "next_kind", "next_level"]
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
        FieldRowPanel([FieldPanel("next_kind"), FieldPanel("next_level")]),
        FieldPanel("legal_basis"),
    ]


register_dated(GateViewSet)
register_dated(NineBoxViewSet)
register_permission_policy(Rung, RungPolicy(Rung))
register_snippet(RungViewSet)
