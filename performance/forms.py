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
