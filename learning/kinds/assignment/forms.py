"""Shape and cleaning of what instructors type."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _


class MarkForm(forms.Form):
    """Points for each line of the rubric, and a note."""

    note = forms.CharField(
        label=_("Note to the learner"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was good, and what would make it better."),
    )

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for number, criterion in enumerate(criteria, 1):
            self.fields[f"points{number}"] = forms.DecimalField(
                label=f"{criterion['name']} (0–{criterion['points']})",
                min_value=Decimal(0),
                max_value=Decimal(criterion["points"]),
                max_digits=5,
                decimal_places=2,
                help_text=criterion["guide"],
            )
        self.order_fields([f"points{n}" for n in range(1, len(criteria) + 1)])

    def points(self) -> dict[str, Decimal]:
        """By the keys of the rubric."""
        return {
            criterion["key"]: self.cleaned_data[f"points{number}"]
            for number, criterion in enumerate(self.criteria, 1)
        }
