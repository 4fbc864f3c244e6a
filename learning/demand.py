"""What the page of demand shows: figures of many people, never of fewer than five."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import StrIndex, Substr

from corpu.agenda.models import Need
from corpu.ledger.models import LearningForm
from corpu.people.models import Unit
from corpu.skills.models import ActivityCompetence, Competence
from learning.models import Course, FailedSearch, Interest

# Figures of fewer people than this are not shown: they could tell of one.
FEWEST = 5
KEEP_SECONDS = 300


@dataclass(frozen=True)
class Gap:
    """What people of one institution lack: a competence, JP of a form, or JP at all."""

    unit: Unit
    competence: Competence | None
    form: LearningForm | None
    people: int
    jp: object
    courses: int

    @property
    def key(self) -> str:
        """Names the gap in a form: "c12-3"."""
        kind = f"c{self.competence.pk}" if self.competence else (
            f"f{self.form.pk}" if self.form else "a"
        )  # fmt: skip
        return f"{self.unit.pk}-{kind}"


def gaps(most: int = 50) -> list[Gap]:
    """Unmet needs by institution and by competence or form, the largest first: one
    statement over the needs, kept for five minutes."""
    rows = cache.get("demand.gaps")
    if rows is None:
        rows = _gap_rows(most)
        cache.set("demand.gaps", rows, KEEP_SECONDS)
    units = Unit.objects.in_bulk({int(row["root"]) for row in rows})
    competences = Competence.objects.in_bulk({row["competence"] for row in rows})
    forms = LearningForm.objects.in_bulk({row["form"] for row in rows})
    taught = _courses_teaching(competences)
    return [
        Gap(
            unit=units[int(row["root"])],
            competence=competences.get(row["competence"]),
            form=forms.get(row["form"]),
            people=row["people"],
            jp=row["jp"],
            courses=taught.get(row["competence"], 0),
        )
        for row in rows
        if int(row["root"]) in units
    ]


def _gap_rows(most: int) -> list[dict]:
    path = F("person__unit__path")
    root = Substr(path, 1, StrIndex(path, Value("/")) - 1)
    rows = Need.objects.lacking().filter(
        person__unit__isnull=False, activity=None, learning_class=""
    )
    rows = rows.order_by().annotate(root=root).values("root", "competence", "form")
    rows = rows.annotate(people=Count("person", distinct=True), jp=Sum("gap_jp"))
    found = rows.filter(people__gte=FEWEST)
    return list(found.order_by("-people", "root", "competence", "form")[:most])


def _courses_teaching(competences) -> dict[int, int]:
    rows = ActivityCompetence.objects.filter(
        competence__in=list(competences), activity__course__is_published=True
    )
    counted = rows.order_by().values("competence").annotate(many=Count("activity"))
    return dict(counted.values_list("competence", "many"))


def searches(most: int = 30) -> list[dict]:
    """What two people or more searched for in vain, the most wanted first."""
    rows = FailedSearch.objects.order_by().values("key")
    latest = FailedSearch.objects.filter(key=OuterRef("key")).order_by("-searched_at")
    rows = rows.annotate(people=Count("person"))
    rows = rows.annotate(text=Subquery(latest.values("text")[:1]))
    return list(rows.filter(people__gte=2).order_by("-people", "key")[:most])


def wishes(providers, most: int = 30) -> list[Course]:
    """Courses of the agencies for which people wait for a date."""
    rows = Interest.objects.filter(course__provider__in=providers, told_at=None)
    counted = rows.order_by().values("course").annotate(people=Count("person"))
    counted = dict(
        counted.order_by("-people", "course").values_list("course", "people")[:most]
    )
    courses = Course.objects.in_bulk(counted)
    for pk, people in counted.items():
        courses[pk].wanted_by = people
    return [courses[pk] for pk in counted]
