"""HR drafts criteria of team certificates in the editor; a second person publishes."""

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.people.models import Person
from performance.recognition.models import Criterion
from performance.recognition.permissions import may_set_criteria


class CriterionPolicy(BasePermissionPolicy):
    """Who may set criteria drafts and changes drafts; what is published stays."""

    def user_has_permission(self, user, action) -> bool:
        """Every act on criteria takes the same right."""
        return user.is_authenticated and may_set_criteria(user)

    def user_has_any_permission(self, user, actions) -> bool:
        """See `user_has_permission`."""
        return self.user_has_permission(user, "any")

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """A published criterion is changed by no form."""
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
        """All of them, to those who may set them."""
        rows = Criterion.objects.all()
        return rows if self.user_has_permission(user, "view") else rows.none()

    def users_with_any_permission(self, actions):
        """Asked for by reports only."""
        return Person.objects.filter(is_superuser=True)


class CriterionForm(WagtailAdminModelForm):
    """A draft; whoever saves it last cannot publish it."""

    def save(self, commit=True):
        """Note who drafted it."""
        self.instance.drafted_by = self.for_user
        return super().save(commit)


class CriterionViewSet(SnippetViewSet):
    model = Criterion
    icon = "pick"
    list_display = ["name", "min_share", "min_people", "first_year", "live"]
    list_filter = ["live"]
    panels = [
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        FieldPanel("code"),
        FieldPanel("legal_basis"),
        FieldPanel("target"),
        FieldRowPanel([FieldPanel("min_share"), FieldPanel("min_people")]),
        FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")]),
    ]


Criterion.base_form_class = CriterionForm
register_permission_policy(Criterion, CriterionPolicy(Criterion))
register_snippet(CriterionViewSet)
