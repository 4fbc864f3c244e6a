"""What people type about learning from outside, and about the claims of others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningClass, LearningForm, Rate
from corpu.lib.clock import today
from learning.models import Evidence
from learning.rules import quantities_shown

QUANTITIES = ("jp_stated", "minutes", "days", "sessions", "semesters")
NEEDED = ("title", "provider_name", "form", "scope", "started_on", "ended_on")
HELP = {
    "title": _("As it stands on the certificate."),
    "provider_name": _("Who held it."),
    "jp_stated": _("Learning hours (JP, 45 minutes) if the certificate states them."),
    "minutes": _("Only if the certificate states no JP: all minutes together."),
    "days": _(
        "On how many days you were there; empty means every day between the dates."
    ),
    "sessions": _("How many sessions, within one month."),
    "semesters": _("How many semesters you completed."),
    "certificate_number": _("Leave empty if there is none. Each number counts once."),
    "note": _("What your leader should know, for example why the topic matters at work."),
}


class EvidenceForm(forms.ModelForm):
    """The claim. A draft needs a title only; the rest is asked for before sending."""

    class Meta:
        model = Evidence
        fields = [
            "title", "provider_name", "form", "scope", "started_on", "ended_on",
            *QUANTITIES, "certificate_number", "note",
        ]  # fmt: skip
        help_texts = HELP
        widgets = {
            "started_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ended_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    use_required_attribute = False
    gaps: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        field.queryset = LearningForm.objects.filter(is_active=True)
        field.choices = _grouped(field.queryset)
        for name in self.fields:
            self.fields[name].required = name in NEEDED and not self.is_bound
        self.fields["title"].required = True
        latest = today().isoformat()
        for name in ("started_on", "ended_on"):
            self.fields[name].widget.attrs["max"] = latest
            self.fields[name].input_formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
        for name in QUANTITIES:
            self.fields[name].widget.attrs["inputmode"] = "decimal"
            self.fields[name].min_value = 0

    def full_clean(self):
        """A draft may have gaps; its labels still say what is needed in the end."""
        super().full_clean()
        for name in NEEDED:
            self.fields[name].required = True

    def clean_scope(self):
        """National unless said otherwise."""
        return self.cleaned_data.get("scope") or "national"

    def clean(self):
        """What can be told at once; the rest is asked before sending."""
        data = super().clean()
        start, end = data.get("started_on"), data.get("ended_on")
        if start and end and end < start:
            self.add_error(
                "ended_on", _("The end lies before the start: exchange the two days.")
            )
        for name in ("started_on", "ended_on"):
            if data.get(name) and data[name] > today():
                self.add_error(
                    name, _("This day lies in the future: claim it once it is over.")
                )
        return data


def _grouped(forms_of_learning) -> list:
    """The forms below their classes, an empty choice first."""
    groups: dict[str, list] = {}
    for form in forms_of_learning:
        groups.setdefault(form.learning_class, []).append((form.pk, form.name))
    labels = dict(LearningClass.choices)
    return [("", "—"), *((str(labels[key]), rows) for key, rows in groups.items())]


def shown_by_form() -> dict[str, list[str]]:
    """For each form of learning, the quantities that it is counted by (for the script)."""
    rates = Rate.objects.on(today()).filter(role="learner", scope="national")
    bases = dict(rates.values_list("form", "basis"))
    codes = LearningForm.objects.filter(is_active=True).values_list("pk", flat=True)
    return {code: list(quantities_shown(bases.get(code))) for code in codes}


class ProofForm(forms.Form):
    """The file: chosen, or taken with the camera."""

    file = forms.FileField(
        label=_("Choose a file"),
        required=False,
        widget=forms.ClearableFileInput(
            attrs={"accept": "application/pdf,image/jpeg,image/png"}
        ),
    )
    photo = forms.FileField(
        label=_("Or take a photo"),
        required=False,
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png", "capture": "environment"}
        ),
    )

    def clean(self):
        """One of the two."""
        data = super().clean()
        data["upload"] = data.get("file") or data.get("photo")
        if not data["upload"] and not self.errors:
            self.add_error("file", _("Choose a file, or take a photo."))
        return data


class DecisionForm(forms.Form):
    """Accept, or return with a reason; JP where the form has no conversion."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        help_text=_("Needed if you return it: what should be mended?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    jp = forms.DecimalField(
        label=_("JP that you recognise"),
        required=False,
        min_value=0,
        max_value=1000,
        decimal_places=2,
        help_text=_("This form has no conversion of its own: whoever accepts sets it."),
    )

    def __init__(self, *args, needs_jp=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not needs_jp:
            del self.fields["jp"]
        elif not self.is_bound:
            self.fields["jp"].required = True

    def full_clean(self):
        """JP are asked of who accepts alone; the label says that they are needed."""
        super().full_clean()
        if "jp" in self.fields:
            self.fields["jp"].required = True
