"""What people enter about facts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningClass, LearningForm, Record
from corpu.ledger.models.credit import Reason
from corpu.lib.clock import today


class RecordFilter(forms.Form):
    """Narrows a list of facts by form, class and reason."""

    form = forms.ModelChoiceField(
        LearningForm.objects.all(),
        required=False,
        label=_("Form"),
        empty_label=_("Every form"),
    )
    learning_class = forms.ChoiceField(required=False, label=_("Class of learning"))
    share = forms.ChoiceField(
        required=False,
        label="10-20-70",
        choices=[("", _("All")), *((n, n) for n in ("10", "20", "70"))],
    )
    reason = forms.ChoiceField(required=False, label=_("Counted"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["learning_class"].choices = [
            ("", _("Every class")), *LearningClass.choices
        ]  # fmt: skip
        self.fields["reason"].choices = [("", _("However counted")), *Reason.choices]

    def apply(self, rows, year=None):
        """The facts that match what was chosen; wrong choices narrow nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("form"):
            rows = rows.filter(form=chosen["form"])
        if chosen.get("learning_class"):
            rows = rows.filter(form__learning_class=chosen["learning_class"])
        if chosen.get("share"):
            rows = rows.filter(form__share=chosen["share"])
        if chosen.get("reason"):
            condition = {"credits__reason": chosen["reason"]}
            if year:
                condition["credits__year"] = year
            rows = rows.filter(**condition).distinct()
        return rows


class RecordSearch(RecordFilter):
    """Finds facts by words of the title, name, NIP, certificate number or source."""

    q = forms.CharField(
        required=False,
        max_length=100,
        label=_("Search"),
        help_text=_("Title, name, NIP, certificate number or source."),
    )
    year = forms.IntegerField(required=False, min_value=1970, label=_("Year"))
    field_order = ["q", "year", "form", "learning_class", "share", "reason"]

    def apply(self, rows, year=None):
        """See `RecordFilter.apply`."""
        self.is_valid()
        year = self.cleaned_data.get("year")
        if year:
            rows = rows.in_year(year)
        if text := self.cleaned_data.get("q"):
            rows = rows.matching(text)
        return super().apply(rows, year)


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ApprovalForm(ReasonForm):
    """How many JP a fact without conversion is worth, and what they rest on."""

    jp = forms.DecimalField(
        label=_("JP"), max_digits=6, decimal_places=2, min_value=0, localize=True
    )
    field_order = ["jp", "reason"]


class PeriodForm(forms.Form):
    """From when to when the facts of an export ended."""

    start = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    @classmethod
    def this_year(cls) -> "PeriodForm":
        """Filled with the year until today."""
        return cls({"start": today().replace(month=1, day=1), "end": today()})

    def clean(self):
        """The end does not lie before the start."""
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error(
                "end", _("The end lies before the start: exchange the two days.")
            )
        return data


def years_of(person) -> list[int]:
    """The calendar years in which a person has facts, and this one; latest first."""
    ended = Record.objects.facts().filter(person=person).dates("ended_on", "year")
    return sorted({day.year for day in ended} | {today().year}, reverse=True)
