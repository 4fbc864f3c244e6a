"""Openings of the agenda that would close a competence gap, each with its reason."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import ngettext

from corpu.agenda.models import Opening
from corpu.skills.models import ActivityCompetence
from performance.development.profile import Profile, Row
from performance.development.rules import closed_levels

FOR_EACH = 2


@dataclass(frozen=True)
class Suggestion:
    """An opening, the gap it is for, and how many levels of it it closes."""

    row: Row
    opening: Opening
    levels: int
    taught: int

    @property
    def reason(self) -> str:
        """ "Closes 2 levels of Communication", in the reader's language."""
        text = ngettext(
            "Closes %(levels)s level of %(competence)s",
            "Closes %(levels)s levels of %(competence)s",
            self.levels,
        )
        return text % {"levels": self.levels, "competence": self.row.competence}


def suggestions_for(profile: Profile, year: int, *, without=()) -> list[Suggestion]:
    """At most two openings for each gap, those that close most first; activities
    `without` are planned already. Two queries."""
    gaps = {row.competence.pk: row for row in profile.all_gaps}
    if not gaps:
        return []
    teaching = ActivityCompetence.objects.filter(competence__in=gaps)
    teaching = teaching.exclude(activity__in=without)
    taught = defaultdict(list)
    for activity, competence, level in teaching.values_list(
        "activity", "competence", "level"
    ):
        row = gaps[competence]
        levels = closed_levels(level, row.level or 0, row.wanted)
        if levels:
            taught[activity].append((row, levels, level))
    openings = Opening.objects.takeable(by=datetime.date(year, 12, 31))
    openings = openings.filter(activity__in=taught).select_related(
        "activity__form", "activity__provider", "form"
    )
    found = [
        Suggestion(row, opening, levels, level)
        for opening in _one_each(openings)
        for row, levels, level in taught[opening.activity_id]
    ]
    found.sort(key=lambda one: (-one.levels, one.opening.starts_on or datetime.date.max))
    return _best(found)


def _one_each(openings) -> list[Opening]:
    """The soonest opening of each activity."""
    soonest: dict[int, Opening] = {}
    for opening in openings.order_by("starts_on", "pk"):
        soonest.setdefault(opening.activity_id, opening)
    return list(soonest.values())


def _best(found: list[Suggestion]) -> list[Suggestion]:
    count: dict[int, int] = defaultdict(int)
    kept = []
    for one in found:
        pk = one.row.competence.pk
        if count[pk] < FOR_EACH:
            count[pk] += 1
            kept.append(one)
    return kept
