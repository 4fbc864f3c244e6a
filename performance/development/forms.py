from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningForm
from corpu.people.models import Provider, Unit
from corpu.skills.models import Competence
from performance.development.models import PerformanceGap, PlanLine
from performance.development.totals import quarter_name


class LineForm(forms.ModelForm):
    """A line of the plan; `change_reason` is asked where it was agreed already."""

    change_reason = forms.CharField(
        label=_("Why does what was agreed change?"), max_length=300, required=False
    )

    class Meta:
        model = PlanLine
        fields = [
            "title", "competence", "target_level", "form", "provider", "jp", "quarter",
            "month", "cost", "reason", "gap",
        ]  # fmt: skip
        help_texts = {
            "month": _("If it is known: 1 to 12. It decides the quarter."),
            "reason": _("For example the gap that it closes."),
            "jp": _("Learning hours of 45 minutes."),
        }

    def __init__(self, *args, person, was_agreed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["competence"].queryset = Competence.objects.all()
        self.fields["form"].queryset = LearningForm.objects.filter(is_active=True)
        self.fields["provider"].queryset = Provider.objects.filter(is_active=True)
        gaps = PerformanceGap.objects.filter(person=person, closed_at=None)
        self.fields["gap"].queryset = gaps
        if not gaps.exists():
            del self.fields["gap"]
        self.fields["quarter"].choices = [(n, quarter_name(n)) for n in (1, 2, 3, 4)]
        self.fields["change_reason"].required = was_agreed
        if not was_agreed:
            del self.fields["change_reason"]

    def _post_clean(self):
        """The action writes the row and checks it; the form only cleans its cells."""

    def clean(self):
        """A level is reached in a competence."""
        data = super().clean()
        if data.get("target_level") and not data.get("competence"):
            self.add_error("competence", _("Choose the competence of this level."))
        for name in set(self._meta.fields) & set(self.fields):
            self._check_range(name, data.get(name))
        return data

    def _check_range(self, name: str, value) -> None:
        """What the row takes: months from 1 to 12, levels that there are."""
        if value is None:
            return
        try:
            PlanLine._meta.get_field(name).run_validators(value)
        except forms.ValidationError as error:
            self.add_error(name, error)


class AssessForm(forms.Form):
    """One field for each competence: the level that shows, 0 to 5."""

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            name = f"level-{row.competence.pk}"
            self.fields[name] = forms.TypedChoiceField(
                label=row.competence.name,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("not assessed now")), *self._choices(row)],
                widget=forms.RadioSelect,
            )
            self.fields[f"note-{row.competence.pk}"] = forms.CharField(
                label=_("What shows it"), required=False, max_length=300
            )

    def _choices(self, row):
        levels = {one.level: one.behaviour for one in row.competence.levels.all()}
        none = _("0 – none of the behaviours below")
        found = [(0, none)]
        for level in range(1, 6):
            text = levels.get(level)
            found.append((level, f"{level} – {text}" if text else str(level)))
        return found

    def pairs(self):
        """For the page: each competence with its two bound fields."""
        for row in self.rows:
            pk = row.competence.pk
            yield row, self[f"level-{pk}"], self[f"note-{pk}"]

    def found(self) -> tuple[dict, dict]:
        """Levels and notes by competence, of what was filled in."""
        levels, notes = {}, {}
        for row in self.rows:
            level = self.cleaned_data.get(f"level-{row.competence.pk}")
            if level is not None:
                levels[row.competence] = level
                notes[row.competence] = self.cleaned_data[f"note-{row.competence.pk}"]
        return levels, notes


class GapForm(forms.ModelForm):
    """A result that fell short of its target."""

    class Meta:
        model = PerformanceGap
        fields = ["title", "detail", "competence"]
        widgets = {"detail": forms.Textarea(attrs={"rows": 3})}


class CommentForm(forms.Form):
    """A word in the dialogue."""

    text = forms.CharField(
        label=_("Comment"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecideForm(forms.Form):
    """The leader's word with her signature."""

    reason = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where the plan is returned: what should change?"),
    )


class ReasonForm(forms.Form):
    """Why an agreed line shall go."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class BudgetForm(forms.Form):
    """The most that the plans of a unit may cost."""

    ceiling = forms.IntegerField(
        label=_("Budget in rupiah"),
        min_value=0,
        max_value=10**15,
        required=False,
        help_text=_("Empty takes the limit away."),
    )


class DemandForm(forms.Form):
    """Which demand to look at."""

    competence = forms.ModelChoiceField(
        Competence.objects.all(),
        label=_("Competence"),
        required=False,
        empty_label=_("all"),
    )
    form = forms.ModelChoiceField(
        LearningForm.objects.filter(is_active=True),
        label=_("Form of learning"),
        required=False,
        empty_label=_("all"),
    )
    place = forms.ModelChoiceField(
        Unit.objects.filter(parent=None),
        label=_("Institution"),
        required=False,
        empty_label=_("all"),
    )
    quarter = forms.ChoiceField(label=_("Quarter"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        quarters = [(str(n), quarter_name(n)) for n in (1, 2, 3, 4)]
        self.fields["quarter"].choices = [("", _("all")), *quarters]
