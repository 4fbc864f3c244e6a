"""What learners say afterwards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.evaluation.models import BEST, Use


class OpinionForm(forms.Form):
    """1 to 5."""

    stars = forms.TypedChoiceField(
        coerce=int, choices=[(n, n) for n in range(1, BEST + 1)], label=_("useful")
    )


class UseForm(forms.Form):
    """One sentence."""

    text = forms.CharField(
        label=_("What did you do with it at work?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HurdleForm(forms.Form):
    """What was in the way."""

    hurdle = forms.ChoiceField(
        label=_("What was in the way?"), choices=Use.Hurdle.choices
    )
