from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Record
from corpu.people.models import Person, Post, Unit
from performance.careers.models import Answer


class AimForm(forms.Form):
    """The post that a person aims at."""

    post = forms.ModelChoiceField(Post.objects.order_by("name"), label=_("Post"))


class AskForm(forms.Form):
    """A check by hand of one requirement."""

    key = forms.RegexField(r"^\d{1,10}(:\d{1,10})?$", widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What should HR look at?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    record = forms.ModelChoiceField(
        Record.objects.none(),
        label=_("The record that proves it"),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Record.objects.standing().filter(person=person).order_by("-ended_on")
        self.fields["record"].queryset = mine


class DecideForm(forms.Form):
    """HR's answer after a check by hand."""

    accept = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Accept")), ("no", _("Refuse"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it, and so does the auditor."),
    )
    valid_until = forms.DateField(
        label=_("Holds until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ListForm(forms.Form):
    """Whose people are looked at, for which post."""

    post = forms.ModelChoiceField(Post.objects.order_by("name"), label=_("Post"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        help_text=_("With all units below it."),
    )

    def __init__(self, *args, viewer: Person, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.managed_by(viewer).open().order_by("path")
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = _indented


def _indented(unit: Unit) -> str:
    return "\u2003" * (unit.depth - 1) + unit.name


SORTS = {
    "closest": _("Fewest steps missing"),
    "name": _("Name"),
    "unit": _("Unit"),
    "post": _("Present post"),
}
ORDERS = {
    "closest": ["not_met", "check_by_hand", "person__name", "pk"],
    "name": ["person__name", "pk"],
    "unit": ["person__unit__path", "person__name", "pk"],
    "post": ["person__post__name", "person__name", "pk"],
}


class CandidateFilter(forms.Form):
    """What HR wants to see of a list; anything unknown falls back to everything."""

    q = forms.CharField(label=_("Name or NIP"), required=False, max_length=60)
    answer = forms.ChoiceField(
        label=_("Answer"), required=False, choices=[("", _("All")), *Answer.choices]
    )
    level = forms.ChoiceField(label=_("Level of the present post"), required=False)
    sort = forms.ChoiceField(label=_("Sorted by"), required=False, choices=SORTS.items)

    def __init__(self, data):
        super().__init__(data)
        levels = Post.objects.exclude(level="").order_by("level")
        levels = levels.values_list("level", flat=True).distinct()
        self.fields["level"].choices = [("", _("All")), *((n, n) for n in levels)]
        self.fields["q"].widget.input_type = "search"

    def chosen(self, rows):
        """The rows that the filter leaves, in its order."""
        self.is_valid()
        data = self.cleaned_data
        if data.get("answer"):
            rows = rows.filter(answer=data["answer"])
        if data.get("level"):
            rows = rows.filter(person__post__level=data["level"])
        if data.get("q"):
            rows = rows.filter(person__in=Person.objects.search(data["q"]))
        return rows.order_by(*ORDERS.get(data.get("sort") or "closest"))


class TalentFilter(forms.Form):
    """Which people stand in the nine-box, and which of its boxes is opened."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All")
    )
    kind = forms.ChoiceField(
        label=_("Kind of post"),
        required=False,
        choices=[("", _("All")), *Post.Kind.choices],
    )
    show = forms.ChoiceField(
        label=_("People"),
        required=False,
        choices=[
            ("", _("All")),
            ("pool", _("Talent pool")),
            ("none", _("Without a box")),
        ],
    )

    def __init__(self, data, *, viewer: Person):
        super().__init__(data)
        units = Unit.objects.managed_by(viewer, "hr", "auditor").open().order_by("path")
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = _indented
        boxes = [(str(n), _("Box %(n)s") % {"n": n}) for n in range(1, 10)]
        self.fields["show"].choices = [*self.fields["show"].choices, *boxes]

    def group(self, rows):
        """The people of the unit and the kind of post."""
        self.is_valid()
        if unit := self.cleaned_data.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        if kind := self.cleaned_data.get("kind"):
            rows = rows.filter(person__post__kind=kind)
        return rows

    def chosen(self, rows):
        """Those of the opened box."""
        show = self.cleaned_data.get("show")
        if show == "pool":
            return rows.filter(is_in_pool=True)
        if show == "none":
            return rows.filter(box=None)
        return rows.filter(box=int(show)) if show else rows
