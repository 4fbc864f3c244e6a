"""What people type around a class: reasons, and marks of attendance."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why a class is cancelled, a booking taken back, or a mark corrected."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BookForm(forms.Form):
    """What a participant tells when she books."""

    adjustments = forms.CharField(
        label=_("What I need to take part (optional)"),
        help_text=_(
            "A ramp, a sign interpreter, large print ... Only those who run this class "
            "read it."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReserveForm(forms.Form):
    """How many seats a leader holds for her team."""

    seats = forms.IntegerField(label=_("Seats to reserve"), min_value=1, max_value=500)


class ResultsForm(forms.Form):
    """A file with the results of a class."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV. Nothing changes before you have seen the preview."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class MarkForm(forms.Form):
    """One mark that a phone kept."""

    id = forms.UUIDField()
    sitting = forms.IntegerField()
    booking = forms.UUIDField()
    is_present = forms.TypedChoiceField(
        choices=[("true", ""), ("false", "")], coerce=lambda value: value == "true"
    )
    at = forms.DateTimeField(input_formats=["iso-8601"])


class MarksForm(forms.Form):
    """One choice for each participant of a sitting: present, absent, or not marked."""

    CHOICES = [("1", _("Present")), ("0", _("Absent"))]

    def __init__(self, *args, bookings, marks, needs_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.bookings = list(bookings)
        for booking in self.bookings:
            mark = marks.get(booking.pk)
            self.fields[f"mark_{booking.pk}"] = forms.ChoiceField(
                choices=self.CHOICES,
                required=False,
                initial=None if mark is None else str(int(mark)),
                widget=forms.RadioSelect,
            )
        if needs_reason:
            self.fields["reason"] = forms.CharField(
                label=_("Why is it corrected?"), max_length=500
            )

    def rows(self) -> list[dict]:
        """Each participant with her two buttons."""
        rows = []
        for number, booking in enumerate(self.bookings, start=1):
            bound = self[f"mark_{booking.pk}"]
            value = bound.value()
            rows.append(
                {"number": number, "booking": booking, "name": bound.html_name,
                 "value": "" if value is None else str(value)}
            )  # fmt: skip
        return rows

    def marks(self) -> dict[int, bool]:
        """What was chosen, by booking id; those without a mark are left out."""
        chosen = {
            booking.pk: self.cleaned_data.get(f"mark_{booking.pk}")
            for booking in self.bookings
        }
        return {pk: value == "1" for pk, value in chosen.items() if value}
