from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from corpu.people.forms.fields import DayField, PersonField, UnitField
from corpu.people.forms.post import PostFields
from corpu.people.models import Absence, Appointment, Person, StaffClass, Unit


class ReasonForm(forms.Form):
    """An act that is logged with its reason."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Kept in the decision log."),
    )

    field_order: list[str] | None = None

    def order_fields(self, field_order):
        """The reason comes last."""
        names = [name for name in self.fields if name != "reason"]
        super().order_fields(field_order or [*names, "reason"])

    def without_reason(self) -> dict:
        """What was entered, without the reason."""
        return {k: v for k, v in self.cleaned_data.items() if k != "reason"}


class PersonForm(ReasonForm):
    """What HR keeps of a person herself."""

    name = forms.CharField(label=_("Name"), max_length=150)
    title_before = forms.CharField(
        label=_("Title before the name"), max_length=50, required=False
    )
    title_after = forms.CharField(
        label=_("Title after the name"), max_length=50, required=False
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    appointed_on = DayField(label=_("In service since"), required=False)
    leader = PersonField(
        label=_("Direct leader"),
        required=False,
        help_text=_("NIP or name. Empty: the head of her unit."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = Person.objects.filter(is_active=True)


class NewPersonForm(PostFields, PersonForm):
    """A civil servant and her first appointment."""

    nip = forms.CharField(
        label=_("NIP"), max_length=30, help_text=_("18 digits; spaces do no harm.")
    )
    staff_class = forms.ChoiceField(label=_("Staff class"), choices=StaffClass.choices)
    unit = UnitField(label=_("Unit"))
    started_on = DayField(label=_("In this post since"), initial=today)
    leads = forms.BooleanField(label=_("Heads the unit"), required=False)

    field_order = [
        "nip", "name", "title_before", "title_after", "staff_class", "unit",
        "post_name", "post_kind", "post_level", "leads", "started_on", "leader", "email",
        "phone", "appointed_on",
    ]  # fmt: skip

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)
        del self.fields["reason"]


class NewStaffForm(forms.Form):
    """Staff of a provider: no NIP, signs in by e-mail."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"))


class NipForm(ReasonForm):
    """A new number."""

    nip = forms.CharField(label=_("New NIP"), max_length=30)


class LeaveForm(ReasonForm):
    """The last day."""

    on = DayField(label=_("Last day of service"), initial=today)


class DuplicateForm(forms.Form):
    """The other row of the same person."""

    duplicate = PersonField(
        label=_("The row that is given up"),
        help_text=_("NIP or name of the other row of the same person."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["duplicate"].queryset = people


class MergeForm(DuplicateForm, ReasonForm):
    """The same once more, with the reason: it cannot be undone."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.other = person, None
        self.fields["reason"].required = True

    def clean(self):
        """Two dates of birth are two people, unless HR says that one is a mistake."""
        data = super().clean()
        self.other = other = data.get("duplicate")
        born = other and other.born_on, self.person.born_on
        if all(born) and born[0] != born[1]:
            self.fields["is_same"] = forms.BooleanField(
                label=_("It is the same person; one date of birth is a mistake"),
                required=False,
            )
            if not self.data.get("is_same"):
                self.add_error("duplicate", self._two_people(other))
        return data

    def _two_people(self, other: Person) -> str:
        return _(
            "%(other)s was born on %(day)s, %(name)s on another day. Look again whether "
            "it is the same person: a merge cannot be undone."
        ) % {
            "other": other.full_name,
            "day": date_format(other.born_on, "j F Y"),
            "name": self.person.full_name,
        }


class AppointmentForm(PostFields, ReasonForm):
    """A place, definitive or acting."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Appointment.Kind.choices)
    unit = UnitField(label=_("Unit"))
    staff_class = forms.ChoiceField(label=_("Staff class"), choices=StaffClass.choices)
    leads = forms.BooleanField(label=_("Heads the unit"), required=False)
    started_on = DayField(label=_("From"), initial=today)
    ended_on = DayField(
        label=_("Until"), required=False, help_text=_("Empty: without an end.")
    )

    field_order = [
        "kind", "unit", "post_name", "post_kind", "post_level", "staff_class", "leads",
        "started_on", "ended_on", "reason",
    ]  # fmt: skip

    def __init__(self, *args, units, is_new=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)
        if not is_new:
            del self.fields["kind"]


class EndForm(ReasonForm):
    """The last day of an appointment."""

    ended_on = DayField(label=_("Last day"), initial=today)


class AbsenceForm(ReasonForm):
    """Days away."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Absence.Kind.choices)
    started_on = DayField(label=_("From"), initial=today)
    ended_on = DayField(label=_("Until"), initial=today)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class PeopleFilter(forms.Form):
    """The list of people."""

    STATES = [("", _("in service")), ("left", _("left")), ("all", _("all"))]

    q = forms.CharField(label=_("Name or NIP"), required=False, max_length=100)
    unit = UnitField(label=_("Unit"), required=False, empty_label=_("all units"))
    staff_class = forms.ChoiceField(
        label=_("Staff class"),
        required=False,
        choices=[("", _("all classes")), *StaffClass.choices],
    )
    state = forms.ChoiceField(label=_("Status"), required=False, choices=STATES)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)

    def apply(self, people):
        """The people that the filter leaves."""
        data = self.cleaned_data if self.is_valid() else {}
        if data.get("q"):
            people = people.search(data["q"])
        if isinstance(data.get("unit"), Unit):
            people = people.in_subtree(data["unit"])
        if data.get("staff_class"):
            people = people.filter(staff_class=data["staff_class"])
        if data.get("state") != "all":
            people = people.filter(is_active=data.get("state") != "left")
        return people
