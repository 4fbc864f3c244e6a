"""The leader's table: every person against every target, filtered and sorted."""

from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from corpu.lib.statuses import status_look
from corpu.people.models import Person, Unit
from performance.closing import suggest
from performance.models import Standing, Status, Target
from performance.teams import direct_reports, team_standings

SORTS = {
    "urgent": _("Most urgent first"),
    "name": _("Name"),
    "gap": _("Largest gap"),
    "counted": _("Most JP"),
    "unit": _("Unit"),
}
ORDERS = {
    "name": ["person__name", "pk"],
    "gap": ["-gap", "person__name", "pk"],
    "counted": ["-counted", "person__name", "pk"],
    "unit": ["unit__path", "person__name", "pk"],
}
KINDS = {"": _("All"), "minimum": _("Minimums"), "ceiling": _("Ceilings")}
LEVELS = {"all": _("All levels below"), "direct": _("My direct reports")}


class TeamFilter(forms.Form):
    """What the leader wants to see; anything unknown falls back to everything."""

    q = forms.CharField(label=_("Name or NIP"), required=False, max_length=60)
    status = forms.ChoiceField(label=_("Status"), required=False)
    target = forms.ModelChoiceField(
        Target.objects.none(), label=_("Target"), required=False, empty_label=_("All")
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All")
    )
    kind = forms.ChoiceField(
        label=_("Kind of target"), required=False, choices=KINDS.items
    )
    levels = forms.ChoiceField(label=_("Levels"), required=False, choices=LEVELS.items)
    sort = forms.ChoiceField(label=_("Sorted by"), required=False, choices=SORTS.items)

    def __init__(self, data, *, units: QuerySet[Unit], targets: QuerySet[Target]):
        super().__init__(data)
        statuses = [(code, status_look(code).label) for code in Status.values]
        self.fields["status"].choices = [
            ("", _("All")),
            ("flagged", _("Unmet or at risk")),
            *statuses,
        ]
        self.fields["unit"].queryset = units
        self.fields["target"].queryset = targets
        self.fields["q"].widget.input_type = "search"

    def value(self, name: str):
        """The cleaned value of a field, or None where it is empty or wrong."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


@dataclass(frozen=True)
class Team:
    """A leader's people in one year, before and after her filter."""

    leader: Person
    year: int
    form: TeamFilter
    standings: QuerySet[Standing]

    def everybody(self) -> QuerySet[Standing]:
        """Every standing of the team, as the figures on top count them."""
        return self.standings.all()

    def chosen(self) -> QuerySet[Standing]:
        """The standings that the filter leaves, in its order."""
        rows = self.everybody()
        if self.form.value("levels") == "direct":
            rows = rows.filter(person__in=direct_reports(self.leader))
        if unit := self.form.value("unit"):
            rows = rows.in_subtree(unit)
        if target := self.form.value("target"):
            rows = rows.filter(target=target)
        if kind := self.form.value("kind"):
            rows = rows.filter(target__kind=kind)
        if text := self.form.value("q"):
            rows = rows.filter(person__in=Person.objects.search(text))
        rows = self._by_status(rows)
        order = ORDERS.get(self.form.value("sort"))
        rows = rows.order_by(*order) if order else rows.most_urgent_first()
        return rows.with_target().select_related("person__post", "person__unit", "unit")

    def share_of(self, number: int) -> int | None:
        """`number` in per cent of the minimums that can be missed, rounded down."""
        judged = self.everybody().minimums().exclude(status=Status.EXEMPT).count()
        return number * 100 // judged if judged else None

    def _by_status(self, rows: QuerySet[Standing]) -> QuerySet[Standing]:
        status = self.form.value("status")
        if status == "flagged":
            return rows.flagged()
        return rows.filter(status=status) if status else rows


def team_of(leader: Person, year: int, data) -> Team:
    """The team with the filter from the address."""
    units = Unit.objects.subtrees_of(leader.led_units()).open().order_by("path")
    standings = team_standings(leader, year)
    targets = Target.objects.filter(pk__in=standings.order_by().values("target"))
    return Team(leader, year, TeamFilter(data, units=units, targets=targets), standings)


def sub_units(leader: Person) -> list[Unit]:
    """The units directly below those that the leader heads."""
    led = leader.led_units()
    below = Unit.objects.filter(parent__in=led).exclude(pk__in=led).open()
    return list(below.order_by("path"))


def with_remedies(rows: list[Standing]) -> list[dict]:
    """Each standing with one real opening that would close its gap or most of it."""
    lacking = [
        row for row in rows if row.year == today().year and row.status != Status.EXEMPT
    ]
    found = suggest(lacking, each=1)
    return [{"row": row, "remedy": found.get(row.pk, [None])[0]} for row in rows]


HEADER = [
    _("Name"),
    _("NIP"),
    _("Unit"),
    _("Staff class"),
    _("Target"),
    _("Year"),
    _("Required JP"),
    _("Counted JP"),
    _("Booked JP"),
    _("Forecast JP"),
    _("Gap JP"),
    _("Status"),
]


def table_rows(standings: QuerySet[Standing]):
    """The rows of a download, in the order of the screen."""
    for row in standings.iterator(chunk_size=2000):
        yield [
            row.person.full_name,
            row.person.nip or "",
            row.unit.name,
            row.get_staff_class_display(),
            row.target.name,
            row.year,
            row.required,
            row.counted,
            row.booked,
            row.forecast,
            row.gap,
            row.get_status_display(),
        ]
