"""Rules in the CMS: one person drafts them, another publishes them, what is published
stays. The page of a rule publishes and ends it; the editor leads there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

WRITES = ("change", "delete", "publish")
OPENS = _("Publish or end")
STAYS = _("A published rule stays: end it, and draft what follows.")


class RulePolicy(BasePermissionPolicy):
    """Whoever `may` drafts and changes drafts; a row that `is_fixed` stays as it is."""

    @staticmethod
    def may(user) -> bool:
        """True if `user` drafts rows of this model."""
        raise NotImplementedError

    def is_fixed(self, row) -> bool:
        """True if no form changes the row: it is ended, and followed by another."""
        return row.live or row.published_at is not None

    def user_has_permission(self, user, action) -> bool:
        """Every act takes the same right."""
        return user.is_authenticated and self.may(user)

    def user_has_any_permission(self, user, actions) -> bool:
        """See `user_has_permission`."""
        return self.user_has_permission(user, "any")

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """A fixed row is looked at, never written."""
        if action in WRITES and self.is_fixed(instance):
            return False
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        """True if one of the acts is allowed."""
        return any(
            self.user_has_permission_for_instance(user, action, instance)
            for action in actions
        )

    def instances_user_has_any_permission_for(self, user, actions):
        """The list shows all rows to those who may draft."""
        rows = self.model._default_manager.all()
        return rows if self.user_has_permission(user, "view") else rows.none()

    def users_with_any_permission(self, actions):
        """Asked for by reports only."""
        return get_user_model().objects.filter(is_superuser=True)


class DraftForm(WagtailAdminModelForm):
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


@dataclass(frozen=True)
class RulePage:
    """Where a rule is published, and what the editor says about it."""

    policy: RulePolicy
    opens: str
    stays: str
    url: Callable


RULE_PAGES: dict[type, RulePage] = {}


def register_rule(
    viewset,
    policy: type[RulePolicy],
    *,
    form=DraftForm,
    opens=OPENS,
    stays=STAYS,
    url: Callable = lambda row: row.get_absolute_url(),
) -> None:
    """Let those whom `policy` names draft `viewset.model` in the CMS.

    `opens` labels the button from the list to the page of a row (`url(row)`); `stays`
    answers whoever wants to edit a row that is fixed.
    """
    model = viewset.model
    model.base_form_class = form
    kept = policy(model)
    register_permission_policy(model, kept)
    register_snippet(viewset)
    RULE_PAGES[model] = RulePage(kept, opens, stays, url)
