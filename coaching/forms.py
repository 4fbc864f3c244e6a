import datetime
import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching import rules
from coaching.models import Coach, Engagement, Session, Topic
from corpu.people.models import Person


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of day and time."""

    input_type = "datetime-local"
    template_name = "django/forms/widgets/input.html"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class LogForm(forms.Form):
    """Three fields and one optional next step; the last values are offered again."""

    engagement = forms.ModelChoiceField(
        Engagement.objects.none(), label=_("With"), to_field_name="public_id"
    )
    started_at = forms.DateTimeField(
        label=_("When"), widget=MomentInput(), input_formats=["%Y-%m-%dT%H:%M"]
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=rules.MIN_MINUTES, max_value=rules.MAX_MINUTES
    )
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
        active = coach.engagements.active().select_related("coachee", "form")
        self.fields["engagement"].queryset = active
        self.fields["engagement"].label_from_instance = lambda row: (
            f"{row.coachee.name} · {row.form}"
        )
        self.fields["topic"].queryset = Topic.objects.filter(is_active=True)
        self.initial = {**self._last_values(coach), **self.initial}

    @staticmethod
    def _last_values(coach: Coach) -> dict:
        last = (
            Session.objects.filter(engagement__coach=coach)
            .select_related("engagement")
            .order_by("-logged_at")
            .first()
        )
        minutes = last.minutes if last else 60
        started = timezone.localtime() - datetime.timedelta(minutes=minutes)
        started = started.replace(minute=started.minute // 5 * 5, second=0)
        values = {"minutes": minutes, "started_at": started, "key": uuid.uuid4()}
        if last:
            values["topic"] = last.topic_id
            values["engagement"] = last.engagement.public_id
        return values


class AskForm(forms.Form):
    """What the coachee wants to work on."""

    form = forms.ChoiceField(label=_("Form"))
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What would you like to be able to do afterwards?"),
    )

    def __init__(self, *args, coach: Coach, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {"coaching": _("Coaching"), "mentoring": _("Mentoring")}
        self.fields["form"].choices = [(code, labels[code]) for code in coach.forms]


class ReasonForm(forms.Form):
    """A sentence that the other side will read."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class MeetingForm(forms.Form):
    """When the pair meets next."""

    starts_at = forms.DateTimeField(
        label=_("Next meeting"),
        widget=MomentInput(),
        input_formats=["%Y-%m-%dT%H:%M"],
    )


class RegisterForm(forms.ModelForm):
    """HR's entry in the register of coaches."""

    nip = forms.CharField(
        label=_("NIP"), max_length=25, help_text=_("The coach must be in the HR data.")
    )

    class Meta:
        model = Coach
        fields = ["about", "capacity", "is_mentor", "competences"]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "competences": forms.CheckboxSelectMultiple(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["capacity"].min_value = 1
        if self.instance.pk:
            self.fields["nip"].initial = self.instance.person.nip
            self.fields["nip"].disabled = True
        self.order_fields(["nip", "about", "capacity", "is_mentor", "competences"])

    def clean_nip(self):
        """The person behind the NIP, spaces forgiven."""
        nip = self.cleaned_data["nip"].replace(" ", "")
        person = Person.objects.filter(nip=nip, is_active=True).first()
        if person is None:
            raise forms.ValidationError(
                _("No active employee has this NIP. Check it in the list of people.")
            )
        self.person = person
        return nip
