"""HR of an institution drafts formulas in the editor; a second person publishes them."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.lib.drafting import DraftForm, RulePolicy, register_rule
from corpu.people.models import Absence, Unit
from performance.allowance.models import Formula, Part
from performance.allowance.permissions import keeps
from performance.allowance.rules import ORDER, WORDS


class FormulaPolicy(RulePolicy):
    """HR of a whole institution drafts its formulas; examples stay as they are."""

    @staticmethod
    def may(user) -> bool:
        """HR of an institution, and operators."""
        return user.is_superuser or _own_units(user).exists()

    def is_fixed(self, row) -> bool:
        """Examples and published formulas are changed by no form."""
        return row.is_example or super().is_fixed(row)

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """Formulas of the institutions that she keeps; examples are for all."""
        if not super().user_has_permission_for_instance(user, action, instance):
            return False
        is_own = instance.pk is None or instance.is_example
        return is_own or keeps(user, instance.unit)

    def instances_user_has_any_permission_for(self, user, actions):
        """Examples, and the formulas of the institutions that she keeps."""
        if not self.user_has_permission(user, "view"):
            return Formula.objects.none()
        return Formula.objects.visible_to(user)


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


class FormulaForm(DraftForm):
    """A draft for one of the institutions that its author keeps."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = _own_units(self.for_user)
        self.fields["unit"].required = True


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


register_rule(
    FormulaViewSet,
    FormulaPolicy,
    form=FormulaForm,
    opens=_("Open, publish or end"),
    stays=_("This formula stays as it is: copy it, and change the copy."),
    url=lambda formula: reverse("allowance:formula", args=[formula.pk]),
)
