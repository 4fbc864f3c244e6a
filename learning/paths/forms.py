"""What people type about paths."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from learning.models.course import folded
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
    """A mentor by NIP or e-mail and name together, so that no form tells whose they are."""

    mentor = forms.CharField(
        label=_("NIP or e-mail"),
        max_length=254,
        widget=forms.TextInput({"class": "input"}),
    )

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput({"class": "input"}),
    )

    def clean(self) -> dict:
        """Somebody in service whom both mean."""
        data = super().clean()
        if not self.errors:
            data["mentor"] = self._person(data["mentor"].strip(), data["name"])
        return data

    def _person(self, text: str, name: str) -> Person | None:
        people = Person.objects.filter(is_active=True)
        found = people.filter(nip=text.replace(" ", "")).first()
        found = found or people.filter(email__iexact=text).exclude(email="").first()
        name = folded(name).strip()
        if found and name in (folded(found.name), folded(found.full_name)):
            return found
        text = _("Nobody in service has this NIP or e-mail and this name.")
        self.add_error("mentor", text)
        return None
