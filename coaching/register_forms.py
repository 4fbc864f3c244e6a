"""Forms about coaches: entry in the register, application, credentials, programmes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.models import LANGUAGES, Circle, Coach, Credential, Kind, Programme
from corpu.lib.clock import today
from corpu.people.models import Person, Unit


def person_called(text: str):
    """The person in service behind a NIP or an e-mail address, spaces forgiven."""
    key = text.replace(" ", "")
    rows = Person.objects.filter(is_active=True, merged_into=None)
    found = rows.filter(nip=key) if key.isdigit() else rows.filter(email__iexact=key)
    return found.first()


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class EntryForm(forms.ModelForm):
    """What the directory tells of a coach: HR writes it, or she herself."""

    kinds = forms.ModelMultipleChoiceField(
        Kind.objects.none(), label=_("Offers"), widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Coach
        fields = [
            "about", "years", "organisation", "competences", "means", "city",
            "time_zone", "capacity",
        ]  # fmt: skip
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "competences": forms.CheckboxSelectMultiple(),
        }

    field_order = [
        "person", "about", "years", "organisation", "kinds", "competences", "languages",
        "means", "city", "time_zone", "capacity",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].queryset = Kind.objects.filter(is_active=True)
        self.fields["capacity"].min_value = 1
        self.fields["capacity"].widget.attrs["min"] = 1
        if self.instance.pk:
            self.initial["kinds"] = list(self.instance.kinds.all())
        self.initial["languages"] = self.instance.language_codes

    def clean_capacity(self):
        """At least one, at most fifty at a time."""
        capacity = self.cleaned_data["capacity"]
        if not 1 <= capacity <= 50:
            raise forms.ValidationError(_("Give a number from 1 to 50."))
        return capacity


class RegisterForm(EntryForm):
    """HR's entry: as above, with the person."""

    person = forms.CharField(
        label=_("NIP or e-mail"),
        max_length=120,
        help_text=_(
            "One of our own by NIP; an external coach by e-mail, once added under People."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            who = self.instance.person
            self.fields["person"].initial = who.nip or who.email
            self.fields["person"].disabled = True

    def clean_person(self):
        """The person behind the NIP or the address."""
        if self.instance.pk:
            return self.instance.person
        person = person_called(self.cleaned_data["person"])
        if person is None:
            raise forms.ValidationError(
                _("Nobody in service has this NIP or e-mail. Check it under People.")
            )
        return person


class CredentialForm(forms.ModelForm):
    """A credential with its proof."""

    file = forms.FileField(
        label=_("Proof"),
        required=False,
        help_text=_("The certificate as PDF, JPG or PNG."),
    )

    class Meta:
        model = Credential
        fields = ["name", "issuer", "number", "issued_on", "expires_on"]
        widgets = {"issued_on": DayInput(), "expires_on": DayInput()}

    def clean(self):
        """The days follow each other, and it has been issued."""
        data = super().clean()
        issued, expires = data.get("issued_on"), data.get("expires_on")
        if issued and issued > today():
            self.add_error("issued_on", _("This day is still to come."))
        if issued and expires and expires < issued:
            self.add_error("expires_on", _("The last day is before the first one."))
        return data


class _Period(forms.ModelForm):
    def clean(self):
        """The days follow each other."""
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("The last day is before the first one."))
        return data


class ProgrammeForm(_Period):
    """People of a unit are given coaches."""

    class Meta:
        model = Programme
        fields = [
            "name", "unit", "kind", "purpose", "competence", "meetings", "starts_on",
            "ends_on",
        ]  # fmt: skip
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "starts_on": DayInput(),
            "ends_on": DayInput(),
        }

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.managed_by(viewer).open().order_by("path")
        self.fields["unit"].queryset = units
        kinds = Kind.objects.filter(is_active=True, is_group=False)
        self.fields["kind"].queryset = kinds
        self.fields["meetings"].widget.attrs["min"] = 1

    def clean_meetings(self):
        """At least one."""
        meetings = self.cleaned_data["meetings"]
        if meetings < 1:
            raise forms.ValidationError(_("Give a number from 1."))
        return meetings


class CircleForm(_Period):
    """A group that a coach opens."""

    class Meta:
        model = Circle
        fields = [
            "name", "kind", "about", "competence", "places", "starts_on", "ends_on",
        ]  # fmt: skip
        widgets = {
            "about": forms.Textarea(attrs={"rows": 2}),
            "starts_on": DayInput(),
            "ends_on": DayInput(),
        }

    def __init__(self, *args, coach: Coach, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = coach.kinds.filter(is_active=True, is_group=True)
        self.fields["places"].widget.attrs["min"] = 2

    def clean_places(self):
        """A group has two people at least."""
        places = self.cleaned_data["places"]
        if places < 2:
            raise forms.ValidationError(_("A group has places for two or more."))
        return places


class PlaceForm(forms.Form):
    """Whom HR gives which coach."""

    people = forms.CharField(
        label=_("People, one NIP or e-mail a line"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )

    def clean_people(self):
        """The people of the lines, each once; unknown lines are named."""
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines()]
        found, unknown = {}, []
        for line in filter(None, lines):
            person = person_called(line)
            if person:
                found[person.pk] = person
            else:
                unknown.append(line)
        if unknown:
            text = _("Nobody in service has this NIP or e-mail: %(lines)s.")
            raise forms.ValidationError(text % {"lines": ", ".join(unknown)})
        return list(found.values())
