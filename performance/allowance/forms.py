from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from performance.allowance.models import COUNTERS, Attendance, Deduction, Scheme


class MonthField(forms.DateField):
    """A month, kept as its first day."""

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", ["%Y-%m", "%Y-%m-%d"])
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "month"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        """The first day of the month."""
        day = super().to_python(value)
        return day.replace(day=1) if day else day


def reason_field(label="", help_text="") -> forms.CharField:
    """A reason in a few sentences."""
    return forms.CharField(
        label=label or _("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = reason_field(help_text=_("The decision log keeps it."))


class ObjectionForm(forms.Form):
    """What is wrong with a recommendation."""

    reason = reason_field(
        _("What is wrong?"),
        _("Name the step and the day. HR answers, and you are told."),
    )


class LegalBasisForm(forms.Form):
    """The regulation on which an institution may recommend."""

    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kind, number, year and article of the regulation."),
    )


class TermsForm(forms.ModelForm):
    """The days to object and to answer, and who sees."""

    class Meta:
        model = Scheme
        fields = ["objection_days", "decision_days", "leaders_see"]


class RunForm(forms.Form):
    """Which month to count."""

    month = MonthField(label=_("Month"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].initial = f"{today():%Y-%m}"


class CopyForm(forms.Form):
    """A draft of one's own from an example."""

    code = forms.SlugField(
        label=_("Code of the draft"),
        max_length=60,
        help_text=_("Small letters, digits and dashes."),
    )
    valid_from = MonthField(label=_("Valid from"))


class AttendanceForm(forms.ModelForm):
    """One month of one person, corrected by HR."""

    reason = reason_field(help_text=_("The decision log keeps it."))

    class Meta:
        model = Attendance
        fields = ["percent", "days_present", "score"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        counts = self.instance.counts or {}
        for code in COUNTERS:
            self.fields[code] = forms.DecimalField(
                label=Deduction.Counter(code).label,
                required=False,
                min_value=0,
                max_value=100,
                decimal_places=2,
                initial=counts.get(code) or None,
            )
        self.order_fields([*self.Meta.fields, *COUNTERS, "reason"])

    def values(self) -> dict:
        """What the correction writes."""
        data = self.cleaned_data
        values = {name: data[name] for name in self.Meta.fields}
        counts = {code: data[code] for code in COUNTERS if data.get(code)}
        return {**values, "counts": counts}


class LinesFilter(forms.Form):
    """What HR wants to see of a month; anything unknown falls back to everything."""

    q = forms.CharField(label=_("Name or NIP"), required=False, max_length=60)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All")),
            ("below", _("Below 100 per cent")),
            ("band_100", _("100 per cent")),
            ("band_90", _("90 to under 100")),
            ("band_75", _("75 to under 90")),
            ("band_50", _("50 to under 75")),
            ("band_0", _("under 50")),
            ("missing", _("Value missing")),
            ("exception", _("Exception by status")),
            ("objection", _("With an objection")),
        ],
    )

    def value(self, name: str) -> str:
        """The cleaned value of a field, or nothing where it is wrong."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""
