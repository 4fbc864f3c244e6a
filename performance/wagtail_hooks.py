"""The Corpu office drafts targets in the editor; a second person publishes them."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.people.models import Person, StaffClass
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


class TargetForm(WagtailAdminModelForm):
    """A draft; whoever saves it last cannot publish it."""

    staff_classes = forms.MultipleChoiceField(
        label=_("Applies to"),
        choices=StaffClass.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self):
        """The days follow each other, and a form and a class are not both chosen."""
        data = super().clean()
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day is before the first one."))
        if data.get("form") and data.get("learning_class"):
            message = _("Choose a form or a class of learning, not both.")
            self.add_error("learning_class", message)
        return data

    def save(self, commit=True):
        """Note who drafted it."""
        self.instance.drafted_by = self.for_user
        return super().save(commit)


class TargetViewSet(SnippetViewSet):
    model = Target
    icon = "clipboard-list"
    menu_label = _("Learning targets")
    list_display = ["name", "kind", "required", "valid_from", "live", "is_on"]
    list_filter = ["kind", "live", "is_on"]
    copy_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
        MultiFieldPanel(
            [FieldPanel("staff_classes"), FieldPanel("unit")], heading=_("Applies to")
        ),
        FieldRowPanel([FieldPanel("form"), FieldPanel("learning_class")]),
        FieldPanel("legal_basis"),
        FieldPanel("legal_basis_en"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("is_on"),
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
