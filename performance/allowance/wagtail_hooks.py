"""HR of an institution drafts formulas in the editor; a second person publishes them."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.people.models import Absence, Person, Unit
from performance.allowance.models import Formula, Part
from performance.allowance.permissions import keeps
from performance.allowance.rules import ORDER, WORDS


class FormulaPolicy(BasePermissionPolicy):
    """HR of a whole institution drafts its formulas; what is published stays."""

    def user_has_permission(self, user, action) -> bool:
        """Every act on formulas takes the same right."""
        if not user.is_authenticated:
            return False
        return user.is_superuser or _own_units(user).exists()

    def user_has_any_permission(self, user, actions) -> bool:
        """See `user_has_permission`."""
        return self.user_has_permission(user, "any")

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """Examples and published formulas are changed by no form."""
        changes = action in ("change", "delete", "publish")
        if changes and (instance.live or instance.is_example):
            return False
        if instance.is_example or instance.pk is None:
            return self.user_has_permission(user, action)
        return keeps(user, instance.unit)

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        """True if one of the acts is allowed."""
        return any(
            self.user_has_permission_for_instance(user, action, instance)
            for action in actions
        )

    def instances_user_has_any_permission_for(self, user, actions):
        """Examples, and the formulas of the institutions that she keeps."""
        if not self.user_has_permission(user, "view"):
            return Formula.objects.none()
        return Formula.objects.visible_to(user)

    def users_with_any_permission(self, actions):
        """Asked for by reports only."""
        return Person.objects.filter(is_superuser=True)


def _own_units(user):
    return Unit.objects.managed_by(user).filter(parent=None)


class StepsField(forms.CharField):
    """Steps as lines: "good = 100" for words, "76 = 90" for numbers."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value):
        """The kept steps as lines."""
        if isinstance(value, str):
            return value
        return "\n".join(
            f"{step.get('word') or step.get('at_least')} = {step['percent']}"
            for step in value or []
        )

    def to_python(self, value):
        """The lines as kept steps."""
        return [self._step(line) for line in (value or "").splitlines() if line.strip()]

    def _step(self, line: str) -> dict:
        name, _equals, percent = (part.strip() for part in line.partition("="))
        try:
            share = Decimal(percent.replace(",", "."))
        except InvalidOperation:
            raise forms.ValidationError(_WRONG % {"line": line}) from None
        if not name or not 0 <= share <= 100:
            raise forms.ValidationError(_WRONG % {"line": line})
        try:
            limit = Decimal(name.replace(",", "."))
        except InvalidOperation:
            return {"word": name.lower(), "percent": str(share)}
        return {"at_least": str(limit), "percent": str(share)}

    def has_changed(self, initial, data):
        """Compare what is meant, not how it is written."""
        try:
            return self.to_python(data) != (initial or [])
        except forms.ValidationError:
            return True


_WRONG = _("“%(line)s” is no step. Write one a line, like “good = 100” or “76 = 90”.")


class PartForm(WagtailAdminModelForm):
    """A part; words of its steps are those that its source can give."""

    steps = StepsField(
        label=_("Steps"),
        required=False,
        help_text=Part._meta.get_field("steps").help_text,
    )

    def clean(self):
        """Refuse words that the source never gives."""
        data = super().clean()
        source, steps = data.get("source"), data.get("steps") or []
        known = {*ORDER.get(source, ()), "exempt"}
        wrong = [s["word"] for s in steps if s.get("word") and s["word"] not in known]
        if source in WORDS and wrong:
            words = ", ".join(ORDER[source])
            message = _("“%(word)s” is unknown here. Known are: %(words)s.")
            self.add_error("steps", message % {"word": wrong[0], "words": words})
        return data


class ExemptionForm(WagtailAdminModelForm):
    """An exception by status."""

    absence_kinds = forms.MultipleChoiceField(
        label=_("Kinds of absence"),
        choices=Absence.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class FormulaForm(WagtailAdminModelForm):
    """A draft; whoever saves it last cannot publish it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = _own_units(self.for_user)
        self.fields["unit"].required = True

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


class RowsPanel(InlinePanel):
    """Rows of a formula, each with a form of its own."""

    def __init__(self, *args, form=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.form = form

    def clone_kwargs(self):
        """Wagtail copies its panels."""
        return {**super().clone_kwargs(), "form": self.form}

    def get_form_options(self):
        """Hand the form to the formset."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.form
        return options


Formula.base_form_class = FormulaForm
NAMES = FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")])
PARTS = [
    FieldRowPanel([FieldPanel("code"), FieldPanel("weight")]),
    NAMES,
    FieldRowPanel([FieldPanel("source"), FieldPanel("period")]),
    FieldPanel("steps"),
    FieldRowPanel([FieldPanel("when_missing"), FieldPanel("article")]),
]
DEDUCTIONS = [
    FieldRowPanel([FieldPanel("code"), FieldPanel("counter"), FieldPanel("percent")]),
    NAMES,
    FieldRowPanel([FieldPanel("part"), FieldPanel("article")]),
]
FACTORS = [
    FieldRowPanel([FieldPanel("code"), FieldPanel("staff_class"), FieldPanel("percent")]),
    NAMES,
    FieldPanel("article"),
]
EXEMPTIONS = [
    FieldRowPanel([FieldPanel("code"), FieldPanel("percent"), FieldPanel("part")]),
    NAMES,
    FieldPanel("absence_kinds"),
    FieldRowPanel([FieldPanel("min_days"), FieldPanel("days_below")]),
    FieldRowPanel([FieldPanel("months_from"), FieldPanel("months_below")]),
    FieldPanel("article"),
]


class FormulaViewSet(SnippetViewSet):
    model = Formula
    icon = "form"
    menu_label = _("Allowance formulas")
    list_display = ["name", "unit", "legal_basis", "valid_from", "live"]
    list_filter = ["live"]
    copy_view_enabled = False  # examples are copied on the page of the formula
    panels = [
        FieldPanel("unit"),
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        FieldPanel("code"),
        FieldPanel("legal_basis"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldRowPanel([FieldPanel("places"), FieldPanel("rounds_down")]),
        FieldRowPanel([FieldPanel("note_id"), FieldPanel("note_en")]),
        RowsPanel(
            "parts",
            PARTS,
            heading=_("Parts"),
            label=_("Part"),
            min_num=1,
            form=PartForm,
        ),
        InlinePanel(
            "deductions", DEDUCTIONS, heading=_("Deductions"), label=_("Deduction")
        ),
        InlinePanel("factors", FACTORS, heading=_("Factors"), label=_("Factor")),
        RowsPanel(
            "exemptions",
            EXEMPTIONS,
            form=ExemptionForm,
            heading=_("Exceptions by status"),
            label=_("Exception"),
        ),
    ]


register_permission_policy(Formula, FormulaPolicy(Formula))
register_snippet(FormulaViewSet)


@hooks.register("register_snippet_listing_buttons")
def open_formula(snippet, user, next_url=None):
    """From the list to the page where it is published and ended."""
    if isinstance(snippet, Formula):
        url = reverse("allowance:formula", args=[snippet.pk])
        yield Button(_("Open, publish or end"), url, priority=5, icon_name="check")


@hooks.register("before_edit_snippet")
@hooks.register("before_delete_snippet")
def published_stays(request, rows):
    """What is published, and examples, are not edited or deleted."""
    rows = rows if isinstance(rows, (list, tuple)) else [rows]
    for row in rows:
        if isinstance(row, Formula) and (row.live or row.is_example):
            messages.info(
                request, _("This formula stays as it is: copy it, and change the copy.")
            )
            return redirect("allowance:formula", row.pk)
    return None
