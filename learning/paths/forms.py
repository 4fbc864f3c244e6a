"""What people type about paths."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from learning.paths.models import Cohort


class JoinForm(forms.Form):
    """In which cohort; nothing to choose where there is none."""

    cohort = forms.ModelChoiceField(
        label=_("Cohort"), queryset=Cohort.objects.none(), required=False
    )

    def __init__(self, *args, path, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = path.cohorts.joinable()


class HandInForm(forms.Form):
    """A milestone in the member's words."""

    text = forms.CharField(
        label=_("What you did"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "class": "input"}),
    )


class LeaveForm(forms.Form):
    """Why she stops."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2, "class": "input"}),
    )


class AnswerForm(forms.Form):
    """Confirmed, or sent back with a reason."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2, "class": "input"}),
    )


class MentorForm(forms.Form):
    """A mentor by NIP or e-mail."""

    mentor = forms.CharField(
        label=_("NIP or e-mail"),
        max_length=254,
        widget=forms.TextInput({"class": "input"}),
    )

    def clean_mentor(self) -> Person:
        """Somebody in service with this NIP or address."""
        text = self.cleaned_data["mentor"].strip()
        people = Person.objects.filter(is_active=True)
        found = people.filter(nip=text.replace(" ", "")).first() if text else None
        found = found or people.filter(email__iexact=text).exclude(email="").first()
        if found is None:
            raise forms.ValidationError(_("Nobody in service has this NIP or e-mail."))
        return found
