"""The form in which the Corpu office drafts a target."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Activity
from corpu.lib.drafting import DraftForm
from corpu.people.models import Absence, Person, Post, StaffClass
from corpu.skills.models import Competence
from performance.models import Measure, Target


def _boxes(label, choices, **more) -> forms.MultipleChoiceField:
    more.setdefault("required", False)
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **more
    )


def levels_in_use() -> list[tuple[str, str]]:
    """The levels of post that the HR data knows."""
    rows = Post.objects.exclude(level="").order_by("level")
    return [(level, level) for level in rows.values_list("level", flat=True).distinct()]


class TargetForm(DraftForm):
    """A draft of a target with everything that it may say."""

    staff_classes = _boxes(_("Applies to"), StaffClass.choices, required=True)
    post_kinds = _boxes(
        _("Kinds of post"), Post.Kind.choices, help_text=_("Empty means all.")
    )
    post_levels = _boxes(
        _("Levels of post"), levels_in_use, help_text=_("Empty means all.")
    )
    absences = _boxes(
        _("Absences that shorten service"),
        Absence.Kind.choices,
        help_text=_("Days of these kinds of leave are not days of service."),
    )
    named = forms.CharField(
        label=_("Named people"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "The NIP of each, one a line. These people alone; empty means everybody whom "
            "the rest fits."
        ),
    )
    competences = forms.ModelMultipleChoiceField(
        label=_("Competences"),
        queryset=Competence.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Count what teaches one of these; empty means everything."),
    )
    activities = forms.ModelMultipleChoiceField(
        label=_("Activities"),
        queryset=Activity.objects.all(),
        required=False,
        help_text=_("Count these alone; empty means everything."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "named" in self.fields:
            nips = self.instance.people.values_list("nip", flat=True)
            self.initial["named"] = "\n".join(nip for nip in nips if nip)

    def clean_named(self) -> list[Person]:
        """The people behind the numbers; a number that nobody has is named."""
        text = self.cleaned_data["named"].replace(",", "\n").split("\n")
        nips = {line.replace(" ", "").strip() for line in text} - {""}
        found = list(Person.objects.filter(nip__in=nips))
        missing = sorted(nips - {person.nip for person in found})
        if missing:
            names = ", ".join(missing)
            raise forms.ValidationError(_("Nobody here has the NIP %s.") % names)
        return found

    def clean(self):
        """The parts of the rule fit together."""
        data = super().clean()
        if data.get("form") and data.get("learning_class"):
            message = _("Choose a form or a class of learning, not both.")
            self.add_error("learning_class", message)
        self._check_period(data)
        self._check_measure(data)
        return data

    def _check_period(self, data) -> None:
        is_yearly = data.get("period") == Target.Period.YEAR
        if not is_yearly and not data.get("months"):
            self.add_error("months", _("Say within how many months after the event."))
        if is_yearly and data.get("months"):
            self.add_error("months", _("A calendar year has no number of months."))
        if not is_yearly and data.get("carry_over"):
            message = _("Only a calendar year carries over into the next one.")
            self.add_error("carry_over", message)

    def _check_measure(self, data) -> None:
        whole = data.get("required")
        if data.get("measure") == Measure.PROGRAMME:
            if not data.get("activities"):
                self.add_error("activities", _("Choose the programme."))
            if whole is not None and whole != 1:
                self.add_error("required", _("A programme is taken once: write 1."))
        elif data.get("measure") != Measure.JP and whole is not None and whole % 1:
            self.add_error("required", _("Sessions and courses are whole numbers."))
        if data.get("is_prorated") and data.get("kind") == Target.Kind.CEILING:
            message = _("A ceiling is not scaled: a smaller one would ask for more.")
            self.add_error("is_prorated", message)

    def is_valid(self) -> bool:
        """The parts of the whole fit inside it as well."""
        valid = super().is_valid()
        quotas = getattr(self, "formsets", {}).get("quotas")
        if not (valid and quotas is not None):
            return valid
        rows = [form.cleaned_data for form in quotas.forms if form.cleaned_data]
        rows = [row for row in rows if not row.get("DELETE")]
        parts = [row["required"] for row in rows if row["kind"] == Target.Kind.MINIMUM]
        if sum(parts) > self.cleaned_data["required"]:
            self.add_error("required", _("Its parts together are more than the whole."))
        if any(row.get("form") and row.get("learning_class") for row in rows):
            message = _("Choose a form or a class of learning for a part, not both.")
            self.add_error(None, message)
        return not self.errors

    def save(self, commit=True):
        """Note the people whom it names."""
        row = super().save(commit)
        if commit and "named" in self.cleaned_data:
            row.people.set(self.cleaned_data["named"])
        return row
