"""Who may keep an agency's questions in the editor."""

from wagtail.permission_policies.base import BasePermissionPolicy

from corpu.people.models import Person
from learning.editor_scope import own_pages


class BankPolicy(BasePermissionPolicy):
    """Those who write for an agency keep its questions, and no others."""

    def user_has_permission(self, user, action) -> bool:
        """Writing takes a place at an agency, or the whole site."""
        if not user.is_authenticated or not user.is_active:
            return False
        return user.is_superuser or bool(own_pages(user))

    def user_has_any_permission(self, user, actions) -> bool:
        """See `user_has_permission`."""
        return self.user_has_permission(user, "any")

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """The agency's own."""
        own = self.model._default_manager.editable_by(user)
        return self.user_has_permission(user, action) and (
            own.filter(pk=instance.pk).exists()
        )

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        """True if one of the acts is allowed."""
        return any(
            self.user_has_permission_for_instance(user, action, instance)
            for action in actions
        )

    def instances_user_has_any_permission_for(self, user, actions):
        """The rows of her agencies."""
        if not self.user_has_permission(user, "view"):
            return self.model._default_manager.none()
        return self.model._default_manager.editable_by(user)

    def users_with_any_permission(self, actions):
        """Asked for by reports only."""
        return Person.objects.filter(is_superuser=True)
