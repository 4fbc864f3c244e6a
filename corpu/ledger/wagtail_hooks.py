"""The Corpu office drafts conversions in the editor; a second person publishes them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.ledger.models import LearningForm, Rate
from corpu.ledger.permissions import may_publish_rates
from corpu.people.models import Person


class RulesPolicy(BasePermissionPolicy):
    """HR of the whole installation writes the rules; what counts stays as it is."""

    def user_has_permission(self, user, action) -> bool:
        """Every act on the rules takes the same right."""
        return may_publish_rates(user)

    def user_has_any_permission(self, user, actions) -> bool:
        """See `user_has_permission`."""
        return self.user_has_permission(user, "any")

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """A published conversion is followed by another; a form is never deleted."""
        is_form = isinstance(instance, LearningForm)
        if action == "delete" and (is_form or instance.published_at or instance.live):
            return False
        if (
            action == "change"
            and not is_form
            and (instance.live or instance.published_at)
        ):
            return False
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        """True if one of the acts is allowed."""
        return any(
            self.user_has_permission_for_instance(user, action, instance)
            for action in actions
        )

    def instances_user_has_any_permission_for(self, user, actions):
        """The list shows everything to those who may write."""
        rows = self.model._default_manager.all()
        return rows if self.user_has_permission(user, "view") else rows.none()

    def users_with_any_permission(self, actions):
        """Asked for by reports only."""
        return Person.objects.filter(is_superuser=True)


class RateForm(WagtailAdminModelForm):
    """A draft; whoever saved it last cannot publish it."""

    def clean(self):
        """The days follow each other, and capped or fixed JP are above nothing."""
        data = super().clean()
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day is before the first one."))
        if data.get("basis") not in (None, "approved") and not data.get("jp"):
            self.add_error("jp", _("Give the JP: 1 for the JP of a programme."))
        return data

    def save(self, commit=True):
        """Note who drafted it."""
        self.instance.drafted_by = self.for_user
        return super().save(commit)


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


Rate.base_form_class = RateForm
register_permission_policy(Rate, RulesPolicy(Rate))
register_permission_policy(LearningForm, RulesPolicy(LearningForm))
register_snippet(RateViewSet)
register_snippet(FormViewSet)


@hooks.register("register_snippet_listing_buttons")
def open_rate(snippet, user, next_url=None):
    """From the list to the page where it is published."""
    if isinstance(snippet, Rate):
        url = snippet.get_absolute_url()
        yield Button(_("Look and publish"), url, priority=5, icon_name="check")


@hooks.register("before_edit_snippet")
@hooks.register("before_delete_snippet")
def published_rate_stays(request, rows):
    """What counts is not edited or deleted: draft what follows it."""
    rows = rows if isinstance(rows, (list, tuple)) else [rows]
    for row in rows:
        if isinstance(row, Rate) and (row.live or row.published_at):
            messages.info(
                request,
                _("A published conversion stays: copy it, and draft what follows."),
            )
            return redirect(row.get_absolute_url())
    return None


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def on_to_publishing(request, row):
    """A saved draft is read on its own page, where another person publishes it."""
    if isinstance(row, Rate):
        return redirect(row.get_absolute_url())
    return None
