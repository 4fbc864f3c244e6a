"""The Corpu office drafts conversions in the editor; a second person publishes them."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.ledger.models import LearningForm, Rate
from corpu.ledger.permissions import may_publish_rates
from corpu.lib.drafting import DraftForm, RulePolicy, register_rule


class RatePolicy(RulePolicy):
    """HR of the whole installation drafts conversions."""

    may = staticmethod(may_publish_rates)


class FormPolicy(RatePolicy):
    """A form of learning may be renamed and switched off, never deleted."""

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """Everything but deleting."""
        return action != "delete" and self.user_has_permission(user, action)


class RateForm(DraftForm):
    """A draft whose capped or fixed JP are above nothing."""

    def clean(self):
        """A rate without JP would credit nothing."""
        data = super().clean()
        if data.get("basis") not in (None, "approved") and not data.get("jp"):
            self.add_error("jp", _("Give the JP: 1 for the JP of a programme."))
        return data


class RateViewSet(SnippetViewSet):
    model = Rate
    icon = "resubmit"
    menu_label = _("Conversions")
    list_display = ["form", "scope", "role", "basis", "jp", "valid_from", "live"]
    list_filter = ["form", "scope", "role", "live"]
    copy_view_enabled = True
    panels = [
        FieldPanel("form"),
        FieldRowPanel([FieldPanel("scope"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("basis"), FieldPanel("jp")]),
        MultiFieldPanel(
            [
                FieldPanel("uplift_percent"),
                FieldPanel("max_sessions_a_month"),
                FieldPanel("day_group"),
                FieldPanel("confirmed"),
            ],
            heading=_("Limits"),
        ),
        FieldPanel("legal_basis"),
        FieldPanel("legal_basis_en"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ]


class FormViewSet(SnippetViewSet):
    model = LearningForm
    icon = "list-ul"
    menu_label = _("Forms of learning")
    list_display = ["name_id", "code", "learning_class", "share", "siasn_id", "is_active"]
    list_filter = ["learning_class", "share", "is_active"]
    panels = [
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("learning_class"), FieldPanel("share")]),
        FieldRowPanel([FieldPanel("siasn_id"), FieldPanel("siasn_flag")]),
        FieldRowPanel([FieldPanel("order"), FieldPanel("is_active")]),
    ]


register_rule(
    RateViewSet,
    RatePolicy,
    form=RateForm,
    opens=_("Look and publish"),
    stays=_("A published conversion stays: copy it, and draft what follows."),
)
register_permission_policy(LearningForm, FormPolicy(LearningForm))
register_snippet(FormViewSet)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def on_to_publishing(request, row):
    """A saved draft is read on its own page, where another person publishes it."""
    if isinstance(row, Rate):
        return redirect(row.get_absolute_url())
    return None
