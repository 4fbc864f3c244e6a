from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corpu.people.acts import act_choices
from corpu.people.forms.fields import DayField
from corpu.people.models import Person
from corpu.people.rules import clean_nip


class LogFilter(forms.Form):
    """What the auditor searches the decision log by."""

    person = forms.CharField(label=_("About (name or NIP)"), required=False)
    by = forms.CharField(label=_("Decided by (name or NIP)"), required=False)
    act = forms.ChoiceField(label=_("Act"), required=False)
    words = forms.CharField(
        label=_("Words in subject or reason"), required=False, max_length=100
    )
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("Until"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [("", _("all acts")), *act_choices()]

    def apply(self, decisions):
        """The lines that the filter leaves."""
        data = self.cleaned_data if self.is_valid() else {}
        if data.get("person"):
            decisions = decisions.filter(person__in=_people(data["person"]))
        if data.get("by"):
            decisions = decisions.filter(by__in=_people(data["by"]))
        if data.get("act"):
            decisions = decisions.filter(act__startswith=data["act"])
        if data.get("words"):
            said = Q(subject__icontains=data["words"])
            decisions = decisions.filter(said | Q(reason__icontains=data["words"]))
        if data.get("first"):
            decisions = decisions.filter(at__date__gte=data["first"])
        if data.get("last"):
            decisions = decisions.filter(at__date__lte=data["last"])
        return decisions


def _people(text: str):
    """People by name or (also former) NIP."""
    digits = clean_nip(text)
    if digits.isdigit() and len(digits) == 18:
        known = Person.objects.filter(nip=digits)
        if known.exists():
            return known
        former = Person.objects.exclude(former_nips=[]).values_list("pk", "former_nips")
        return Person.objects.filter(pk__in=[pk for pk, old in former if digits in old])
    return Person.objects.search(text)
