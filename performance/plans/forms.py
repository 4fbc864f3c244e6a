"""Shape and cleaning of what the two of a plan write, and of what HR filters by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from corpu.people.models import Person
from performance.models import Target
from performance.plans.models import (
    Behaviour,
    FollowUp,
    LineReport,
    Plan,
    PlanLine,
    Rating,
    UnitGoal,
    UnitPlan,
)
from performance.plans.permissions import LEADER

DAY = {"type": "date"}


def day_field(**kwargs) -> forms.DateField:
    """A day, chosen in the browser's calendar."""
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **kwargs)


def words(label, *, rows=3, **kwargs) -> forms.CharField:
    """A few sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=2000, widget=widget, **kwargs)


class LineForm(forms.ModelForm):
    """What a line says. A learning requirement is chosen; its progress has no field."""

    class Meta:
        model = PlanLine
        fields = [
            "kind",
            "behaviour",
            "wording",
            "indicator_text",
            "aspect",
            "expectation",
            "unit_of_measure",
            "weight",
            "supports",
            "measure",
            "target",
            "form",
            "learning_class",
            "competence",
        ]
        widgets = {"wording": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "behaviour": _("For work behaviour: one of the seven core values."),
            "expectation": _("A number: of documents, per cent, JP ..."),
            "weight": _("Leave it empty where weights are not used."),
            "wording": _("May stay empty for a line that the ledger moves."),
        }

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        goals = UnitGoal.objects.filter(
            plan__year=plan.year,
            measure=UnitGoal.Measure.REPORTED,
            plan__unit__in=plan.unit.ancestor_ids if plan.unit else [],
        )
        self.fields["supports"].queryset = goals.select_related("plan__unit")
        targets = Target.objects.counting().filter(kind="minimum")
        self.fields["target"].queryset = targets
        self.fields["target"].help_text = _("Where a learning target is the measure.")
        self.fields["form"].help_text = _("Where learning of its own is the measure.")

    def clean(self):
        """What a line must say is checked by the action, with the remedy in words."""
        return self.cleaned_data


class ReportForm(forms.ModelForm):
    """How far a line of work has come."""

    class Meta:
        model = LineReport
        fields = ["value", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"note": _("Where it can be seen: a number, a letter, a link.")}

    def __init__(self, *args, line: PlanLine, **kwargs):
        super().__init__(*args, prefix=f"line{line.pk}", **kwargs)
        if line.expectation is None:
            del self.fields["value"]
        else:
            self.fields["value"].required = True


class CommentForm(forms.Form):
    text = words(_("Write to the other one"))


class FeedbackForm(forms.Form):
    """Feedback with its day."""

    text = words(
        _("Feedback"),
        help_text=_("What went well, what to change, and what would help."),
    )
    given_on = day_field(label=_("Day"))

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"given_on": today()})
        super().__init__(*args, prefix="feedback", **kwargs)


class RatingForm(forms.Form):
    """The two ratings and the reasons for them."""

    result = forms.ChoiceField(
        label=_("Work results"), choices=Rating.choices, widget=forms.RadioSelect
    )
    behaviour = forms.ChoiceField(
        label=_("Work behaviour"), choices=Rating.choices, widget=forms.RadioSelect
    )
    note = words(_("Reasons"), help_text=_("The person reads them."))


class PartForm(RatingForm):
    """A former leader's rating of the days on which she led."""


class AssessmentForm(RatingForm):
    """The ratings with a word on each of the seven core values."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, label in Behaviour.choices:
            self.fields[f"rating_{code}"] = forms.ChoiceField(
                label=label,
                choices=[("", _("not noted")), *Rating.choices],
                required=False,
            )
            self.fields[f"note_{code}"] = forms.CharField(
                label=_("What was seen: %(value)s") % {"value": label},
                max_length=500,
                required=False,
            )

    def value_rows(self) -> list[tuple]:
        """The fields of each core value, side by side."""
        return [(self[f"rating_{c}"], self[f"note_{c}"]) for c in Behaviour.values]

    def behaviours(self) -> dict[str, tuple[str, str]]:
        """Rating and note of each core value that was rated."""
        data = self.cleaned_data
        return {
            code: (data[f"rating_{code}"], data[f"note_{code}"])
            for code in Behaviour.values
            if data[f"rating_{code}"]
        }


class ObjectionForm(forms.Form):
    """Why the person does not agree, and what she holds to be right."""

    reason = words(_("Why I do not agree"))
    result = forms.ChoiceField(
        label=_("Work results, as I see them"), choices=Rating.choices
    )
    behaviour = forms.ChoiceField(
        label=_("Work behaviour, as I see it"), choices=Rating.choices
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="objection", **kwargs)


class DecisionForm(forms.Form):
    """A decision with its reason; whoever declines writes one."""

    reason = words(_("Reason"), required=False, help_text=_("Needed if you decline."))


class FollowUpForm(forms.Form):
    """An agreed action."""

    text = forms.CharField(label=_("What will be done"), max_length=300)
    owner = forms.ChoiceField(label=_("By"), choices=FollowUp.Owner.choices)
    due_on = day_field(label=_("Until"))

    def __init__(self, *args, side: str = "", **kwargs):
        kwargs.setdefault("initial", {"owner": "leader" if side == LEADER else "person"})
        super().__init__(*args, prefix="action", **kwargs)


class GoalForm(forms.ModelForm):
    """A goal of a unit."""

    class Meta:
        model = UnitGoal
        fields = [
            "measure",
            "wording",
            "indicator_text",
            "expectation",
            "unit_of_measure",
        ]
        widgets = {"wording": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"wording": _("May stay empty for the learning goal.")}

    def __init__(self, *args, plan: UnitPlan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["expectation"].required = False

    def clean(self):
        """What a goal must say is checked by the action, with the remedy in words."""
        return self.cleaned_data


class ShareForm(forms.Form):
    """Whose plans get a line for a goal."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("People"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
