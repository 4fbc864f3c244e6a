"""People × targets: the leader's team in one table, and what she does with many at once."""

from dataclasses import dataclass, field

from django import forms
from django.db.models import Case, F, Max, Min, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from corpu.home.team import Team
from corpu.people.models import Person
from learning.models import Course
from performance.models import Standing, Target
from performance.models.standing import URGENCY


@dataclass
class Row:
    """One person and her standings, one a target that binds her."""

    person: Person
    cells: list[Standing | None] = field(default_factory=list)


class ManyForm(forms.Form):
    """What is done with the people who are ticked."""

    people = forms.ModelMultipleChoiceField(Person.objects.none())
    act = forms.ChoiceField(choices=[("remind", "remind"), ("assign", "assign")])
    course = forms.ModelChoiceField(
        Course.objects.none(),
        label=_("Course"),
        required=False,
        empty_label=_("Choose a course"),
    )
    due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, people: QuerySet[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
        courses = Course.objects.published().order_by("current__title", "pk")
        self.fields["course"].queryset = courses

    def clean(self):
        """A course is assigned with a day."""
        data = super().clean()
        if data.get("act") == "assign":
            for name in ("course", "due_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose it, so that it can be assigned."))
        return data


def people_of(team: Team) -> QuerySet[Person]:
    """Everybody of the team whom the filter leaves, once, in the order asked for."""
    ids = team.chosen().order_by().values("person")
    people = Person.objects.filter(pk__in=ids).select_related("unit", "post")
    order = team.form.data.get("sort")
    if order == "name":
        return people.order_by("name", "pk")
    if order == "unit":
        return people.order_by("unit__path", "name", "pk")
    if order in ("gap", "counted"):
        mine = Q(standings__year=team.year, standings__target__kind="minimum")
        people = people.annotate(most=Max(f"standings__{order}", filter=mine))
        return people.order_by(F("most").desc(nulls_last=True), "name", "pk")
    ranks = [When(standings__status=s, then=Value(i)) for i, s in enumerate(URGENCY)]
    urgency = Min(Case(*ranks, default=Value(9)), filter=Q(standings__year=team.year))
    return people.annotate(urgency=urgency).order_by("urgency", "name", "pk")


def rows_of(people: list[Person], year: int) -> tuple[list[Target], list[Row]]:
    """The targets that bind any of them, and each person's standing against each."""
    found = Standing.objects.filter(person__in=people, year=year).with_target()
    by_key = {(row.person_id, row.target_id): row for row in found}
    targets = sorted(
        {row.target for row in by_key.values()},
        key=lambda target: (target.is_ceiling, target.code),
    )
    rows = [
        Row(person, [by_key.get((person.pk, target.pk)) for target in targets])
        for person in people
    ]
    return targets, rows


def table_of(people: list[Person], year: int) -> tuple[list[str], list[list]]:
    """Header and rows of the download: three columns for each target."""
    targets, rows = rows_of(people, year)
    header = [str(_("Name")), str(_("NIP")), str(_("Unit"))]
    for target in targets:
        words = (_("Counted"), _("Required"), _("Status"))
        header += [f"{target.name}: {word}" for word in words]
    return header, [
        [row.person.full_name, row.person.nip or "", str(row.person.unit or "")]
        + [value for cell in row.cells for value in _values(cell)]
        for row in rows
    ]


def _values(cell: Standing | None) -> tuple:
    if cell is None:
        return ("", "", "")
    return (cell.counted, cell.required, cell.get_status_display())
