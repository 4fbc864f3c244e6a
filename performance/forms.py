from django import forms
from django.utils.translation import gettext_lazy as _


class ExemptionForm(forms.Form):
    """Why a person need not reach a target this year."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it, and so does the auditor."),
    )


class EndTargetForm(forms.Form):
    """The last day on which a target holds."""

    valid_to = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A year is judged by the targets in force on its last day."),
    )
