"""What is open for one person until a period ends, and why the rest is not."""

import datetime

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from corpu.agenda.models import Commitment, Opening
from corpu.ledger.models import Record
from corpu.lib.clock import local_day, today
from corpu.people.actions.deciders import line_above
from corpu.people.models import Absence, Person
from corpu.skills.models import ActivityCompetence
from performance.models import Standing
from performance.models.filtered import Filtered

# Openings looked at: those that bring most, and those whose worth the rule alone knows.
LARGEST, UNSTATED = 300, 100
CLASH = "clash"


class Field:
    """The openings that a person could take for a standing; `refused` counts the others
    by reason: known, line, full, late, clash."""

    def __init__(self, standing: Standing):
        self.standing, self.person, self.day = standing, standing.person, today()
        promises = Commitment.objects.ahead().filter(person=self.person)
        self.promises = list(promises.select_related("form").order_by("pk"))
        self.away = self._away()
        self.refused: dict[str, int] = {}
        self.openings = self._openings()

    def _openings(self) -> list[Opening]:
        rows = fitting(self.standing.target, Opening.objects.filter(is_open=True))
        rows = rows.annotate(why_not=self._why_not())
        for row in rows.values("why_not").annotate(n=Count("pk")).order_by("why_not"):
            if row["why_not"]:
                self.refused[row["why_not"]] = row["n"]
        free = rows.filter(why_not="").select_related("activity", "form")
        stated = free.exclude(jp=None).order_by(
            "-jp", F("starts_on").asc(nulls_last=True), "pk"
        )
        unstated = free.filter(jp=None).order_by(
            F("starts_on").asc(nulls_last=True), "pk"
        )
        taken, never_here = self._taken_days(), self._is_away_throughout()
        found = []
        for row in [*stated[:LARGEST], *unstated[:UNSTATED]]:
            if _clashes(row, taken) or (row.starts_on is None and never_here):
                self.refused[CLASH] = self.refused.get(CLASH, 0) + 1
            else:
                found.append(row)
        return found

    def _why_not(self) -> Case:
        """The first reason for which she cannot take a row; "" if she can."""
        late = Q(enrol_by__lte=timezone.now()) | Q(starts_on__lt=self.day)
        late |= Q(ends_on__gt=self.standing.ends_on)
        reasons = [
            # An hour with the same coach can be taken again.
            ("known", Q(activity__in=self._known(), host=None)),
            ("line", Q(host__in=self._line())),
            ("full", Q(places_free=0)),
            ("late", late),
        ]
        cases = [When(stands, then=Value(reason)) for reason, stands in reasons]
        return Case(*cases, default=Value(""), output_field=CharField())

    def _known(self) -> set[int]:
        """What she has learnt in the period, or promised."""
        facts = Record.objects.standing().filter(
            person=self.person, ended_on__gte=self.standing.starts_on
        )
        learnt = facts.exclude(activity=None).values_list("activity", flat=True)
        return {row.activity_id for row in self.promises} - {None} | set(learnt)

    def _line(self) -> set[int]:
        """Those whose time she is not given: herself, and whom she reports to or leads."""
        above = {person.pk for person in line_above(self.person, self.day)}
        led = Person.objects.led_by(self.person).values_list("pk", flat=True)
        return {self.person.pk, *above, *led}

    def _is_away_throughout(self) -> bool:
        """True if she has no day left in the period on which she is at her post: then
        nothing can be learnt at one's own pace either."""
        day = self.day
        for first, last in self.away:
            if first > day:
                return False
            day = max(day, last + datetime.timedelta(days=1))
        return day > self.standing.ends_on

    def _away(self) -> list[tuple[datetime.date, datetime.date]]:
        rows = Absence.objects.over(self.day, self.standing.ends_on)
        rows = rows.filter(person=self.person).order_by("started_on", "ended_on")
        return list(rows.values_list("started_on", "ended_on"))

    def _taken_days(self) -> list[tuple[datetime.date, datetime.date]]:
        return [
            (local_day(row.starts_at), local_day(row.ends_at))
            for row in self.promises
            if row.starts_at and row.ends_at
        ] + self.away


def _clashes(row: Opening, taken) -> bool:
    if row.starts_on is None:
        return False
    last = row.ends_on or row.starts_on
    return any(a <= last and row.starts_on <= b for a, b in taken)


def fitting(filters: Filtered, rows: QuerySet) -> QuerySet:
    """The rows (openings or commitments) of learning that a target, or a part of one,
    counts."""
    if filters.form_id:
        rows = rows.filter(form=filters.form_id)
    elif filters.learning_class:
        rows = rows.filter(form__learning_class=filters.learning_class)
    if activities := set(filters.activities.values_list("pk", flat=True)):
        rows = rows.filter(activity__in=activities)
    if competences := set(filters.competences.values_list("pk", flat=True)):
        teaching = ActivityCompetence.objects.filter(competence__in=competences)
        rows = rows.filter(activity__in=teaching.values("activity"))
    return rows
