"""Fields for people, units and days, as every form of this app asks for them."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.models import Person, Unit
from corpu.people.rules import clean_nip

MOST_OPTIONS = 300


class DayField(forms.DateField):
    """A day, with the device's own calendar."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, **kwargs})


class UnitField(forms.ModelChoiceField):
    """A unit: a list where the tree is small, its code where it is large."""

    def __init__(self, queryset=None, **kwargs):
        queryset = Unit.objects.none() if queryset is None else queryset
        super().__init__(queryset, **kwargs)

    def offer(self, queryset) -> None:
        """Choose among these units."""
        self.queryset = queryset
        if queryset[: MOST_OPTIONS + 1].count() > MOST_OPTIONS:
            self.to_field_name = "code"
            self.widget = forms.TextInput()
            self.help_text = self.help_text or _("Enter the code of the unit.")

    def label_from_instance(self, unit) -> str:
        """Indented by level."""
        return f"{'  ' * (unit.depth - 1)}{unit.name} ({unit.code})"


class PersonInput(forms.TextInput):
    """A text box that suggests people while one types, where script runs."""

    def render(self, name, value, attrs=None, renderer=None):
        """The box and the list that suggestions go into."""
        box_id = (attrs or {}).get("id", f"id_{name}")
        attrs = {
            **(attrs or {}),
            "list": f"{box_id}_list",
            "autocomplete": "off",
            "hx-get": str(reverse_lazy("people:suggest")),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{box_id}_list",
            "hx-vals": f'{{"field": "{name}"}}',
        }
        box = super().render(name, value, attrs, renderer)
        return format_html('{}<datalist id="{}_list"></datalist>', box, box_id)


def line_of(person: Person) -> str:
    """A person as a suggestion says her; understood again by `PersonField`."""
    return f"{person.full_name} — {person.unit}" if person.unit else person.full_name


class PersonField(forms.CharField):
    """A person by NIP, e-mail, or name (and unit), among `queryset`."""

    widget = PersonInput

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.queryset = Person.objects.none()

    def prepare_value(self, value):
        """A person as her line; text as it was typed."""
        return line_of(value) if isinstance(value, Person) else value

    def clean(self, value):
        """The person, or None for an empty box that may be empty."""
        text = super().clean(value).strip()
        if not text:
            return None
        found = list(self._matches(text)[:6])
        if not found:
            raise ValidationError(
                _("Nobody is found by “%(text)s”. Enter the NIP or the whole name."),
                code="person_unknown", params={"text": text},
            )  # fmt: skip
        if len(found) > 1:
            names = "; ".join(line_of(person) for person in found[:5])
            raise ValidationError(
                _("Several people match: %(names)s. Enter the NIP."),
                code="person_ambiguous", params={"names": names},
            )  # fmt: skip
        return found[0]

    def _matches(self, text: str):
        people = self.queryset.select_related("unit")
        digits = clean_nip(text)
        if digits.isdigit():
            return people.filter(nip=digits)
        if "@" in text:
            return people.filter(email=text.lower())
        name, _dash, unit = text.partition(" — ")
        if unit:
            exact = people.filter(unit__name=unit)
            ids = [person.pk for person in exact if person.full_name == name]
            return people.filter(pk__in=ids)
        exact = people.filter(name__iexact=name)
        return exact if exact.exists() else people.search(name)


def refuse_in(form: forms.Form, refusal: Refused) -> None:
    """Show a refusal beside the field at fault, or above the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, ValidationError(str(refusal.message), code=refusal.code))
