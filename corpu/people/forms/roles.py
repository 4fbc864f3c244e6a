from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from corpu.people.forms.fields import DayField, PersonField, UnitField
from corpu.people.forms.person import ReasonForm
from corpu.people.models import Person, Provider, Role


class RoleForm(ReasonForm):
    """A role for a person, over a unit or at a training agency."""

    person = PersonField(label=_("Person"), help_text=_("NIP, e-mail or name."))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = UnitField(
        label=_("Unit"),
        required=False,
        empty_label=_("none"),
        help_text=_("For HR and auditors: the unit and all below it."),
    )
    provider = forms.ModelChoiceField(
        Provider.objects.filter(is_active=True),
        label=_("Training agency"),
        required=False,
        empty_label=_("none"),
        help_text=_("For authors, reviewers, instructors and agency managers."),
    )
    started_on = DayField(label=_("From"), initial=today)
    ended_on = DayField(
        label=_("Until"), required=False, help_text=_("Empty: without an end.")
    )

    def __init__(self, *args, people, units, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)
        self.fields["person"].queryset = people
        if person:
            del self.fields["person"]


class DelegationForm(forms.Form):
    """To whom, from when, until when."""

    deputy = PersonField(label=_("Deputy"), help_text=_("Name or NIP of a colleague."))
    started_on = DayField(label=_("From"), initial=today)
    ended_on = DayField(label=_("Until"), initial=today)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = colleagues_of(person)


def colleagues_of(person: Person):
    """Everyone in service in her institution but herself."""
    people = Person.objects.employees().exclude(pk=person.pk)
    if person.unit is None:
        return people
    root = f"{person.unit.ancestor_ids[0]}/"
    return people.filter(unit__path__startswith=root)
