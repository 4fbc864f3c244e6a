from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from corpu.people.models import Person, Unit
from performance.recognition.models import Criterion, Thanks


class ColleagueField(forms.CharField):
    """A colleague by NIP or by her whole name, as far as that names one."""

    def __init__(self, **kwargs):
        self.people = Person.objects.none()
        super().__init__(max_length=150, **kwargs)

    def clean(self, value) -> Person | None:
        """The one person who fits."""
        text = super().clean(value)
        if not text:
            return None
        digits = text.replace(" ", "")
        rows = self.people.filter(nip=digits) if digits.isdigit() else None
        rows = rows if rows is not None else self.people.search(text)
        found = list(rows[:6])
        exact = [person for person in found if person.name.lower() == text.lower()]
        if len(exact) == 1:
            return exact[0]
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                _("Nobody in your institution has this name or NIP.")
            )
        names = "; ".join(f"{p.name} ({p.unit})" for p in found[:5])
        raise forms.ValidationError(
            _("Several people fit: %(names)s. Write the whole name or the NIP.")
            % {"names": names}
        )


class ThanksForm(forms.Form):
    """To whom, for what."""

    person = ColleagueField(
        label=_("Colleague"), required=False, help_text=_("Whole name or NIP.")
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Or a whole unit"),
        required=False,
        empty_label=_("No unit"),
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Thanks.Kind.choices, widget=forms.RadioSelect
    )
    fact = forms.ChoiceField(label=_("About which fact"), required=False)
    reason = forms.CharField(
        label=_("For what"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The receiver, her leaders and HR read it."),
    )

    def __init__(self, *args, people, units, facts=(), may_recognise=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].people = people
        self.fields["unit"].queryset = units
        self.fields["kind"].initial = Thanks.Kind.THANKS
        self.fields["fact"].choices = [("", _("No fact in particular")), *facts]
        if not facts:
            del self.fields["fact"]
        if not may_recognise:
            kinds = [(Thanks.Kind.THANKS.value, Thanks.Kind.THANKS.label)]
            self.fields["kind"].choices = kinds

    def clean(self):
        """One receiver."""
        data = super().clean()
        if self.errors:
            return data
        if bool(data.get("person")) == bool(data.get("unit")):
            self.add_error("person", _("Name a colleague or choose a unit."))
        return data

    @property
    def receiver(self):
        """The person or unit that was chosen."""
        return self.cleaned_data["person"] or self.cleaned_data["unit"]


class WithdrawForm(forms.Form):
    """Why it is withdrawn."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class IssueForm(forms.Form):
    """For which team, year and criterion."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"))
    year = forms.IntegerField(label=_("Year"), min_value=2000)
    criterion = forms.ModelChoiceField(
        Criterion.objects.filter(live=True), label=_("Criterion")
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["year"].initial = today().year
        self.fields["year"].validators.append(MaxValueValidator(today().year))
