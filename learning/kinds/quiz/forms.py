"""Shape and cleaning of what instructors type."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _


class MarkForm(forms.Form):
    """What one essay is worth."""

    percent = forms.DecimalField(
        label=_("Worth (%)"), min_value=Decimal(0), max_value=Decimal(100), max_digits=5,
        decimal_places=2,
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note to the learner"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was good, and what would make it better."),
    )
