"""Forms of a pair: the request, the agreement, goals, fit and closing."""

import datetime

from django import forms
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coaching.forms import MomentInput
from coaching.models import Agreement, Coach, Fit, Goal, Kind, TimeZone
from coaching.register_forms import DayInput
from corpu.agenda.models import Need
from corpu.lib import vault
from corpu.lib.clock import today
from corpu.lib.templatetags.components import jp_number


def _no_words_without_a_key(form, name: str) -> None:
    """What cannot be sealed is not asked for."""
    if not vault.may_seal():
        del form.fields[name]


class AskForm(forms.Form):
    """What the coachee wants to work on, and what happens if nobody answers."""

    kind = forms.ModelChoiceField(Kind.objects.none(), label=_("Kind"), empty_label=None)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What would you like to be able to do afterwards? "
            "Only you and the coach who is asked read it."
        ),
    )
    passes_on = forms.BooleanField(
        label=_("Without an answer in time, ask the next coach who fits"),
        required=False,
        initial=True,
    )

    def __init__(self, *args, coach: Coach, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = coach.kinds.filter(is_active=True, is_group=False)
        self.fields["kind"].queryset = kinds
        _no_words_without_a_key(self, "purpose")


class JoinForm(forms.Form):
    """What a member wants from a group."""

    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "What would you like to be able to do afterwards? "
            "Only you and the one who accompanies the group read it."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _no_words_without_a_key(self, "purpose")


class AgreementForm(forms.ModelForm):
    """The terms of a pair."""

    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the two of you read it."),
    )

    class Meta:
        model = Agreement
        fields = [
            "meetings", "starts_on", "ends_on", "means", "confidence",
            "leader_at_start", "leader_at_end",
        ]  # fmt: skip
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}

    field_order = ["purpose"]

    def __init__(self, *args, purpose: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meetings"].widget.attrs["min"] = 1
        self.initial.setdefault("purpose", purpose)
        _no_words_without_a_key(self, "purpose")

    def clean(self):
        """A period that is one, and a meeting in it."""
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("The last day is before the first one."))
        if data.get("meetings") is not None and not 1 <= data["meetings"] <= 100:
            self.add_error("meetings", _("Give a number from 1 to 100."))
        return data


class GoalForm(forms.ModelForm):
    """One goal, and what it is for: a competence, or something she still lacks."""

    text = forms.CharField(
        label=_("Goal"),
        max_length=200,
        help_text=_("Only the two of you read it."),
    )
    source = forms.ChoiceField(
        label=_("Comes from"),
        required=False,
        help_text=_("What your targets and your development plan still ask of you."),
    )

    class Meta:
        model = Goal
        fields = ["competence"]

    field_order = ["text", "source", "competence"]

    def __init__(self, *args, coachee, **kwargs):
        super().__init__(*args, **kwargs)
        needs = Need.objects.filter(person=coachee).select_related("form", "competence")
        choices = [(need.source, need_label(need)) for need in needs.order_by("by", "pk")]
        self.fields["source"].choices = [("", _("my own wish")), *choices]
        _no_words_without_a_key(self, "text")
        if "text" not in self.fields:
            self.fields["competence"].required = True


def need_label(need: Need) -> str:
    """What is lacking, as a sentence: a level of a competence, or JP by a day."""
    day = formats.date_format(need.by, "j F Y")
    if need.level_wanted:
        return gettext("%(competence)s: from level %(held)s to %(wanted)s") % {
            "competence": need.competence,
            "held": need.level_held or 0,
            "wanted": need.level_wanted,
        }
    name = str(need.form) if need.form_id else gettext("any form of learning")
    return gettext("Target: %(jp)s JP of %(form)s by %(day)s") % {
        "jp": jp_number(need.gap_jp),
        "form": name,
        "day": day,
    }


class MarkForm(forms.Form):
    """Where she sees herself today."""

    mark = forms.TypedChoiceField(
        label=_("Where are you today, from 1 to 10?"),
        choices=[(n, str(n)) for n in range(1, 11)],
        coerce=int,
    )


class FitForm(forms.Form):
    """How it fits, after the first session."""

    answer = forms.ChoiceField(
        label=_("Does it fit?"), choices=Fit.Answer.choices, widget=forms.RadioSelect
    )


class ReviewForm(forms.Form):
    """Where each goal stands at the end."""

    def __init__(self, *args, goals: list[Goal], **kwargs):
        super().__init__(*args, **kwargs)
        states = [row for row in Goal.State.choices if row[0] != Goal.State.OPEN]
        for goal in goals:
            self.fields[f"goal{goal.pk}"] = forms.ChoiceField(
                label=goal.words, choices=states, widget=forms.RadioSelect
            )

    @property
    def states(self) -> dict[str, str]:
        """The chosen state of each goal, by its id."""
        return {name[4:]: value for name, value in self.cleaned_data.items()}


class SlotForm(forms.Form):
    """Times that a coach offers: once, or on the same day of several weeks."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput({"type": "time"}))
    minutes = forms.TypedChoiceField(
        label=_("Minutes of a meeting"),
        choices=[(n, n) for n in (30, 45, 60, 90, 120)],
        coerce=int,
        initial=60,
    )
    count = forms.IntegerField(
        label=_("Meetings in a row"), min_value=1, max_value=8, initial=1
    )
    weeks = forms.IntegerField(
        label=_("For so many weeks"), min_value=1, max_value=12, initial=1
    )
    place = forms.CharField(label=_("Room or link"), max_length=200, required=False)

    def clean_day(self) -> datetime.date:
        """A day of the coming year."""
        return _soon(self.cleaned_data["day"])


def _soon(day: datetime.date) -> datetime.date:
    if abs(day - today()) > datetime.timedelta(days=366):
        raise forms.ValidationError(_("Choose a day within the next year."))
    return day


class MeetingForm(forms.Form):
    """A date that the pair has made by itself, in the clock that is shown."""

    starts_at = forms.DateTimeField(
        label=_("When"), widget=MomentInput(), input_formats=["%Y-%m-%dT%H:%M"]
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=15, max_value=480, initial=60
    )
    place = forms.CharField(label=_("Room or link"), max_length=200, required=False)

    def clean_starts_at(self) -> datetime.datetime:
        """A moment of the coming year."""
        _soon(self.cleaned_data["starts_at"].date())
        return self.cleaned_data["starts_at"]

    def moment(self, clock: TimeZone) -> datetime.datetime:
        """The moment by that clock."""
        return self.cleaned_data["starts_at"].replace(tzinfo=clock.tz)
