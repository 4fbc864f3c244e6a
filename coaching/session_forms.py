"""What is typed about a session: by the coach in seconds, by the coachee with a reason."""

import datetime
import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching import rules
from coaching.actions.sessions import Entry
from coaching.forms import MomentInput
from coaching.models import (
    Circle,
    Coach,
    Engagement,
    Note,
    Rating,
    Session,
    TimeZone,
    Topic,
)
from corpu.lib import vault

MOMENT = "%Y-%m-%dT%H:%M"
ROWS = 6


def _minutes(**more) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Minutes"),
        min_value=rules.MIN_MINUTES,
        max_value=rules.MAX_MINUTES,
        **more,
    )


class ClockField(forms.DateTimeField):
    """A moment by the coach's own clock (WIB, WITA or WIT), whatever the server's."""

    clock = TimeZone.WIB

    def keep(self, clock: str) -> None:
        """Read and show by this clock, and say which."""
        self.clock = TimeZone(clock)
        self.help_text = self.clock.name

    def to_python(self, value):
        """What was typed, by that clock."""
        moment = super().to_python(value)
        if moment is None or isinstance(value, datetime.datetime):
            return moment
        return timezone.make_naive(moment).replace(tzinfo=self.clock.tz)

    def prepare_value(self, value):
        """A moment as that clock shows it."""
        if isinstance(value, datetime.datetime) and timezone.is_aware(value):
            return value.astimezone(self.clock.tz).replace(tzinfo=None)
        return value


def _moment() -> ClockField:
    return ClockField(label=_("When"), widget=MomentInput(), input_formats=[MOMENT])


class LogForm(forms.Form):
    """Three fields and one optional next step; the last values are offered again."""

    engagement = forms.ModelChoiceField(
        Engagement.objects.none(), label=_("With"), to_field_name="public_id"
    )
    circle = forms.ModelChoiceField(
        Circle.objects.none(),
        label=_("All of this group"),
        to_field_name="public_id",
        required=False,
        empty_label=_("no group"),
    )
    others = forms.ModelMultipleChoiceField(
        Engagement.objects.none(),
        label=_("Also took part"),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Each of them confirms for herself, and is credited by herself."),
    )
    started_at = _moment()
    minutes = _minutes()
    topic = forms.ModelChoiceField(Topic.objects.none(), label=_("Topic"))
    next_step = forms.CharField(
        label=_("Next step"),
        required=False,
        max_length=200,
        help_text=_("What you agreed, if anything. Only the two of you see it."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput())

    def __init__(self, *args, coach: Coach, **kwargs):
        super().__init__(*args, **kwargs)
        active = coach.engagements.active().select_related("coachee", "kind", "circle")
        active = active.order_by("coachee__name", "pk")
        for name in ("engagement", "others"):
            self.fields[name].queryset = active
            self.fields[name].label_from_instance = name_of
        circles = coach.circles.filter(engagements__in=active).distinct()
        self.fields["circle"].queryset = circles.order_by("name", "pk")
        self.fields["topic"].queryset = Topic.objects.filter(is_active=True)
        self.fields["started_at"].keep(coach.time_zone)
        if not vault.may_seal():
            del self.fields["next_step"]
        if not self.is_bound:
            self.initial = {**last_values(coach), **self.initial}

    def entry(self, *, is_kept: bool = False) -> Entry:
        """What was logged, once the form is valid."""
        data = self.cleaned_data
        chosen = [data["engagement"], *data["others"]]
        if data["circle"]:
            chosen += self.fields["engagement"].queryset.filter(circle=data["circle"])
        with_whom = {each.pk: each for each in chosen}
        return Entry(
            key=data["key"],
            engagements=tuple(with_whom.values()),
            started_at=data["started_at"],
            minutes=data["minutes"],
            topic=data["topic"],
            next_step=data.get("next_step", ""),
            is_kept=is_kept,
        )


def name_of(pair: Engagement) -> str:
    """An engagement in a list of the coach."""
    return f"{pair.coachee.name} · {pair.circle.name if pair.circle else pair.kind}"


def last_values(coach: Coach) -> dict:
    """What the coach logged last, as far as it is likely to be so again."""
    rows = Session.objects.filter(engagement__coach=coach).select_related("engagement")
    last = rows.order_by("-logged_at", "-pk").first()
    minutes = last.minutes if last else 60
    started = timezone.localtime() - datetime.timedelta(minutes=minutes)
    started = started.replace(minute=started.minute // 5 * 5, second=0)
    values = {"minutes": minutes, "started_at": started, "key": uuid.uuid4()}
    if last:
        values["topic"] = last.topic_id
        values["engagement"] = last.engagement.public_id
    return values


class RowForm(LogForm):
    """One of many sessions after a field trip; a row without a person is left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["others"], self.fields["circle"]
        self.initial = {
            "minutes": self.initial.get("minutes", 60),
            "key": uuid.uuid4(),
        }
        self.fields["engagement"].empty_label = _("nobody")

    def has_changed(self) -> bool:
        """Only the person says whether a row is used."""
        return bool(self.data.get(self.add_prefix("engagement")))

    def entry(self, *, is_kept: bool = False) -> Entry:
        """What this row says."""
        self.cleaned_data |= {"others": [], "circle": None}
        return super().entry(is_kept=is_kept)


RowFormSet = forms.formset_factory(RowForm, extra=ROWS, max_num=30, absolute_max=30)


class CorrectForm(forms.Form):
    """The coach mends what the coachee disputed."""

    started_at = _moment()
    minutes = _minutes()
    topic = forms.ModelChoiceField(Topic.objects.filter(is_active=True), label=_("Topic"))

    def __init__(self, *args, coach: Coach, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["started_at"].keep(coach.time_zone)


class DisputeForm(forms.Form):
    """What is wrong: the minutes as they were, or a sentence."""

    disputed_minutes = _minutes(required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the two of you read it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["disputed_minutes"].label = _("How many minutes it was")
        if not vault.may_seal():  # no words without a key, but the minutes still
            del self.fields["reason"]
            self.fields["disputed_minutes"].required = True


class NoteForm(forms.Form):
    """Words of the pair, or of the coach alone."""

    text = forms.CharField(
        label=_("Note"), max_length=8000, widget=forms.Textarea(attrs={"rows": 5})
    )
    kind = forms.ChoiceField(
        label=_("Who reads it"),
        choices=Note.Kind.choices,
        widget=forms.RadioSelect(),
        initial=Note.Kind.PAIR,
    )
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args, with_private: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not with_private:
            del self.fields["kind"]


class RatingForm(forms.ModelForm):
    """One to five, in words."""

    class Meta:
        model = Rating
        fields = ["stars"]
        widgets = {
            "stars": forms.RadioSelect(
                choices=[
                    (5, _("very helpful")),
                    (4, _("helpful")),
                    (3, _("so-so")),
                    (2, _("of little help")),
                    (1, _("no help")),
                ]
            )
        }
