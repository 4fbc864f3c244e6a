from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Activity
from performance.models import Measure, Petition, TargetChange

# What a decision says is read by more than the two.
PUBLIC = _(
    "The person, those who lead her and the auditor read it, and it is frozen on the "
    "signed page of the year: leave out private matters, such as health."
)


def _day(label, **more) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def _reason(help_text) -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class ExemptionForm(forms.Form):
    """Why a person need not reach a target this year."""

    reason = _reason(PUBLIC)


class ChangeForm(forms.Form):
    """A change of a published target, for a second person to confirm."""

    act = forms.ChoiceField(
        label=_("Change"), choices=TargetChange.Act.choices, widget=forms.RadioSelect
    )
    valid_to = _day(
        _("Last day"),
        required=False,
        help_text=_("A year is judged by the targets in force on its last day."),
    )
    activity = forms.ModelChoiceField(
        label=_("Activity"),
        queryset=Activity.objects.none(),
        required=False,
        help_text=_("Learning of this activity then counts as the programme."),
    )
    reason = _reason(_("The second person decides by it, and it stays in the log."))

    def __init__(self, *args, target, **kwargs):
        super().__init__(*args, **kwargs)
        act, skipped = TargetChange.Act, set()
        skipped.add(act.SWITCH_ON if target.is_on else act.SWITCH_OFF)
        if target.measure == Measure.PROGRAMME:
            rows = Activity.objects.exclude(pk__in=target.activities.all())
            forms_of = target.activities.values("form")
            self.fields["activity"].queryset = rows.filter(form__in=forms_of)
        else:
            skipped.add(act.RECOGNISE)
            del self.fields["activity"]
        self.fields["act"].choices = [c for c in act.choices if c[0] not in skipped]


class LastDayForm(forms.Form):
    """The last day of a published rule, for a second person to confirm."""

    valid_to = _day(_("Last day"))
    reason = _reason(_("The second person decides by it, and it stays in the log."))


class PetitionForm(forms.Form):
    """What a person asks about a target of hers."""

    kind = forms.ChoiceField(
        label=_("I ask for"), choices=Petition.Kind.choices, widget=forms.RadioSelect
    )
    wanted_on = _day(
        _("Until when"), required=False, help_text=_("Only if you ask for more time.")
    )
    wanted = forms.DecimalField(
        label=_("The amount that would be right"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        help_text=_(
            "Only for an objection: what the rule asks of you by your reckoning."
        ),
    )
    reason = _reason(_("Whoever decides reads it; it stays in the log."))


class AnswerForm(forms.Form):
    """The answer to a request."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Needed for a refusal. The person and those who lead her read it, and what is "
            "granted is frozen on the signed page of the year: leave out private matters, "
            "such as health."
        ),
    )


class RepairForm(forms.Form):
    """How a target that cannot be met as set is mended for one person."""

    repair = forms.ChoiceField(
        choices=[
            ("extend", _("Move the last day")),
            ("prorate", _("Scale to the time left")),
            ("exempt", _("Exempt")),
        ]
    )
    ends_on = _day(_("New last day"), required=False)
    reason = _reason(PUBLIC)
