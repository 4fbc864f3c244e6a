from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Unit
from performance.models import Status, Target


class ScopeForm(forms.Form):
    """Which year of which institution is to be closed."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Institution"),
        required=False,
        empty_label=_("All institutions"),
    )

    def __init__(self, data=None, *, years: list[int], units, may_all: bool):
        super().__init__(data)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["unit"].queryset = units
        if not may_all:
            self.fields["unit"].required = True
            self.fields["unit"].empty_label = None


class NoteForm(forms.Form):
    """What the second person and the auditor should know."""

    note = forms.CharField(
        label=_("Note for the second person"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReopeningForm(forms.Form):
    """Why a closed year has to be opened again."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The second person reads it, and so do the auditor and the log."),
    )


class PageFilter(forms.Form):
    """Which pages of a closing are listed; anything unknown falls back to all."""

    q = forms.CharField(label=_("Name or NIP"), required=False, max_length=60)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *Status.choices]
    )
    target = forms.ModelChoiceField(
        Target.objects.none(), label=_("Target"), required=False, empty_label=_("All")
    )
    changed = forms.BooleanField(label=_("With addenda alone"), required=False)

    def __init__(self, data, *, targets):
        super().__init__(data)
        self.fields["target"].queryset = targets
        self.fields["q"].widget.input_type = "search"

    def value(self, name: str):
        """The cleaned value of a field, or None where it is empty or wrong."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


class FileForm(forms.Form):
    """The file of a frozen page, to be checked."""

    MOST = 1_000_000

    file = forms.FileField(
        label=_("File of the page"), help_text=_("The .json file saved from a page.")
    )

    def clean_file(self):
        """A page is a few kilobytes."""
        file = self.cleaned_data["file"]
        if file.size > self.MOST:
            raise forms.ValidationError(_("The file is too large for a page."))
        return file
