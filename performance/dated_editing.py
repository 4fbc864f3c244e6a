"""How the Corpu office edits dated rules in the CMS: a draft is open to the office, what
is published stays; the page of the rule publishes and ends it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from corpu.people.models import Person
from performance.models.dated import DatedRule
from performance.permissions import may_set_targets


class DatedPolicy(BasePermissionPolicy):
    """Whoever may set targets drafts and changes drafts; what is published stays."""

    def user_has_permission(self, user, action) -> bool:
        """Every act on rules takes the same right."""
        return user.is_authenticated and may_set_targets(user)

    def user_has_any_permission(self, user, actions) -> bool:
        """See `user_has_permission`."""
        return self.user_has_permission(user, "any")

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """A published rule is changed by no form: it is ended, and followed."""
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
        """The list shows all rules to those who may set them."""
        rows = self.model.objects.all()
        return rows if self.user_has_permission(user, "view") else rows.none()

    def users_with_any_permission(self, actions):
        """Asked for by reports only."""
        return Person.objects.filter(is_superuser=True)


class DatedForm(WagtailAdminModelForm):
    """A draft; whoever saves it last cannot publish it."""

    def clean(self):
        """The days follow each other."""
        data = super().clean()
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day is before the first one."))
        return data

    def save(self, commit=True):
        """Note who drafted it."""
        self.instance.drafted_by = self.for_user
        return super().save(commit)


LAW_PANELS = [
    FieldPanel("legal_basis"),
    FieldPanel("legal_basis_en"),
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    FieldPanel("is_confirmed"),
]


def register_dated(viewset, form=DatedForm) -> None:
    """Let the office draft `viewset.model` in the CMS under the rule above."""
    viewset.model.base_form_class = form
    register_permission_policy(viewset.model, DatedPolicy(viewset.model))
    register_snippet(viewset)


@hooks.register("register_snippet_listing_buttons")
def open_rule(snippet, user, next_url=None):
    """From the list to the page where the rule is published and ended."""
    if isinstance(snippet, DatedRule):
        url = snippet.get_absolute_url()
        yield Button(_("Publish or end"), url, priority=5, icon_name="check")


@hooks.register("before_edit_snippet")
@hooks.register("before_delete_snippet")
def published_rule_stays(request, rows):
    """What is published is not edited or deleted: it is ended, and followed by another."""
    rows = rows if isinstance(rows, (list, tuple)) else [rows]
    for row in rows:
        if isinstance(row, DatedRule) and row.live:
            messages.info(
                request, _("A published rule stays: end it, and draft what follows.")
            )
            return redirect(row.get_absolute_url())
    return None
