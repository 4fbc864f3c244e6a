from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from corpu.people.models import StaffClass, Unit
from performance.models import Status, Target
from performance.rehearsals.actions.drafts import likely_predecessor
from performance.rehearsals.actions.rehearsals import OLDEST


class RehearsalForm(forms.Form):
    """Which year is replayed, for whom, and in whose place the draft comes."""

    year = forms.TypedChoiceField(label=_("Year to replay"), coerce=int)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Institution"),
        required=False,
        empty_label=_("All institutions"),
    )
    replaces = forms.ModelChoiceField(
        Target.objects.none(),
        label=_("In the place of"),
        required=False,
        empty_label=_("nothing: it is one more target"),
        help_text=_("The published target that ends when this one begins."),
    )

    def __init__(self, data=None, *, draft):
        super().__init__(data, initial={"year": today().year - 1})
        last = today().year - 1
        years = range(last, last - OLDEST, -1)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["unit"].queryset = Unit.objects.filter(parent=None).order_by("name")
        if isinstance(draft, Target):
            rows = Target.objects.counting().exclude(pk=draft.pk)
            self.fields["replaces"].queryset = rows
            self.initial["replaces"] = likely_predecessor(draft)
        else:
            del self.fields["replaces"]


class ShiftFilter(forms.Form):
    """Which differences are listed; anything unknown falls back to the flips."""

    q = forms.CharField(label=_("Name or NIP"), required=False, max_length=60)
    before = forms.ChoiceField(label=_("Before"), required=False)
    after = forms.ChoiceField(label=_("After"), required=False)
    staff_class = forms.ChoiceField(
        label=_("Staff class"),
        required=False,
        choices=[("", _("All")), *StaffClass.choices],
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All")
    )
    all = forms.BooleanField(label=_("With those whose status stays"), required=False)

    def __init__(self, data, *, units):
        super().__init__(data)
        choices = [("", _("All")), ("none", _("no target")), *Status.choices]
        self.fields["before"].choices = self.fields["after"].choices = choices
        self.fields["unit"].queryset = units
        self.fields["q"].widget.input_type = "search"

    def value(self, name: str):
        """The cleaned value of a field, or None where it is empty or wrong."""
        self.is_valid()
        return self.cleaned_data.get(name) or None
