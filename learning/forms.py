"""Shape and cleaning of what people type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningClass, LearningForm
from corpu.people.models import Person, Provider
from corpu.skills.models import Competence
from learning.models.course import folded

JP_RANGES = {
    "2": (None, 2),
    "5": (2, 5),
    "10": (5, 10),
    "more": (10, None),
}


# Minutes: an hour, half a day, a day of eight hours, and more.
LENGTHS = {
    "hour": (None, 60),
    "half": (60, 240),
    "day": (240, 480),
    "more": (480, None),
}


class CatalogueForm(forms.Form):
    """The catalogue's query, as it stands in the address. What makes no sense is left
    out, so that an old or mistyped link still shows courses."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    form = forms.ModelChoiceField(
        LearningForm.objects.filter(is_active=True),
        label=_("Form"),
        required=False,
        empty_label=_("All forms"),
    )
    cls = forms.ChoiceField(
        label=_("Class"),
        required=False,
        choices=[("", _("All classes")), *LearningClass.choices],
    )
    jp = forms.ChoiceField(
        label=_("JP"),
        required=False,
        choices=[
            ("", _("Any length")),
            ("2", _("up to 2 JP")),
            ("5", _("2 to 5 JP")),
            ("10", _("5 to 10 JP")),
            ("more", _("10 JP and more")),
        ],
    )
    competence = forms.ModelChoiceField(
        Competence.objects.all(),
        label=_("Competence"),
        required=False,
        to_field_name="code",
        empty_label=_("All competences"),
    )
    provider = forms.ModelChoiceField(
        Provider.objects.filter(is_active=True),
        label=_("Training agency"),
        required=False,
        to_field_name="code",
        empty_label=_("All agencies"),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[
            ("", _("All languages")),
            ("id", _("Indonesian")),
            ("en", _("English")),
        ],
    )
    when = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[
            ("", _("Any time")),
            ("now", _("Begin at once")),
            ("class", _("With a class")),
            ("seats", _("With free seats")),
        ],
    )
    length = forms.ChoiceField(
        label=_("Duration"),
        required=False,
        choices=[
            ("", _("Any duration")),
            ("hour", _("up to an hour")),
            ("half", _("1 to 4 hours")),
            ("day", _("4 to 8 hours")),
            ("more", _("more than 8 hours")),
        ],
    )
    month = forms.RegexField(
        r"20\d\d-(0[1-9]|1[0-2])", label=_("Class in"), required=False
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=100)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("", _("Closes my gap")),
            ("match", _("Best match")),
            ("new", _("Newest")),
            ("class", _("Next class")),
            ("title", _("Title")),
        ],
    )


class ReasonForm(forms.Form):
    """Why somebody does what cannot be taken back silently."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class InviteForm(forms.Form):
    """A civil servant by NIP and name together, so that no form tells whose a NIP is."""

    nip = forms.CharField(label=_("NIP"), max_length=25)
    name = forms.CharField(label=_("Name"), max_length=200)

    def person(self) -> Person | None:
        """The one whom both mean."""
        nip = "".join(self.cleaned_data["nip"].split())
        found = Person.objects.employees().filter(nip=nip).first()
        name = folded(self.cleaned_data["name"]).strip()
        known = found and name in (folded(found.name), folded(found.full_name))
        return found if known else None
