"""What leaders ask for, and what agencies answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningForm
from corpu.people.models import Person
from corpu.skills.models import Competence
from learning.models import Course

MOST_PEOPLE = 200


class AskForm(forms.Form):
    """Learning that a team needs."""

    title = forms.CharField(label=_("What do they need to learn?"), max_length=200)
    detail = forms.CharField(
        label=_("What for"),
        help_text=_("What should they be able to do at work afterwards?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    competence = forms.ModelChoiceField(
        Competence.objects.all(), label=_("Competence"), required=False, empty_label="–"
    )
    form = forms.ModelChoiceField(
        LearningForm.objects.filter(is_active=True),
        label=_("Form"),
        required=False,
        empty_label=_("Any form"),
    )
    wanted_by = forms.DateField(
        label=_("Needed by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("For whom"),
        help_text=_("In the order of the list; the first must have learnt it before the "
                    "request counts as answered."),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        ids = list(team.values_list("pk", flat=True)[:MOST_PEOPLE])
        self.fields["people"].queryset = team.filter(pk__in=ids)

    def clean_people(self) -> list[Person]:
        """As a list, in the order of names."""
        return list(self.cleaned_data["people"])


class AnswerForm(forms.Form):
    """The course with which an agency answers."""

    course = forms.ModelChoiceField(
        Course.objects.none(), label=_("Course"), empty_label="–"
    )
    proposed_on = forms.DateField(
        label=_("Proposed date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args, provider, **kwargs):
        super().__init__(*args, **kwargs)
        courses = Course.objects.published().filter(provider=provider)
        self.fields["course"].queryset = courses.order_by("title")
