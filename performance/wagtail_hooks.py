"""The Corpu office drafts targets in the editor; a second person publishes them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.people.models import Person
from performance.editing import TargetForm
from performance.models import Target
from performance.permissions import may_set_targets


class TargetPolicy(BasePermissionPolicy):
    """Who may set targets drafts and changes drafts; what is published stays as it is."""

    def user_has_permission(self, user, action) -> bool:
        """Every act on targets takes the same right."""
        return user.is_authenticated and may_set_targets(user)

    def user_has_any_permission(self, user, actions) -> bool:
        """See `user_has_permission`."""
        return self.user_has_permission(user, "any")

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """A published target is changed by no form: it is ended, and followed by another."""
        if action in ("change", "delete", "publish") and instance.live:
            return False
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        """True if one of the acts is allowed."""
        return any(
            self.user_has_permission_for_instance(user, action, instance)
            for action in actions
        )

    def instances_user_has_any_permission_for(self, user, actions):
        """The list shows all targets to those who may set them."""
        rows = Target.objects.all()
        return rows if self.user_has_permission(user, "view") else rows.none()

    def users_with_any_permission(self, actions):
        """Asked for by reports only."""
        return Person.objects.filter(is_superuser=True)


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


Target.base_form_class = TargetForm
register_permission_policy(Target, TargetPolicy(Target))
register_snippet(TargetViewSet)


@hooks.register("register_snippet_listing_buttons")
def open_target(snippet, user, next_url=None):
    """From the list to the page where it is published, switched and ended."""
    if isinstance(snippet, Target):
        url = reverse("performance:target", args=[snippet.pk])
        yield Button(_("Publish, switch or end"), url, priority=5, icon_name="check")


@hooks.register("before_edit_snippet")
@hooks.register("before_delete_snippet")
def published_stays(request, rows):
    """What is published is not edited or deleted: it is ended, and followed by another."""
    rows = rows if isinstance(rows, (list, tuple)) else [rows]
    for row in rows:
        if isinstance(row, Target) and row.live:
            messages.info(
                request, _("A published target stays: end it, and draft what follows.")
            )
            return redirect("performance:target", row.pk)
    return None
