"""Findings about people's competences: each is a new row, none is changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.skills.models import Assessment, Competence

Source = Assessment.Source


@transaction.atomic
def assess(person, *, levels: dict[Competence, int], by, notes=None) -> list[Assessment]:
    """Note what `by` finds about `person`: about herself, or as her leader.

    An equal finding of the same day and source is not written twice.
    """
    source = Source.SELF if by.pk == person.pk else Source.LEADER
    if any(not 0 <= level <= 5 for level in levels.values()):
        raise Refused("wrong_level", _("A level is a whole number from 0 to 5."))
    day, notes = today(), notes or {}
    known = set(
        Assessment.objects.filter(
            person=person, source=source, assessed_on=day, by=by
        ).values_list("competence", "level", "note")
    )
    rows = [
        Assessment(
            person=person,
            competence=competence,
            level=level,
            source=source,
            assessed_on=day,
            by=by,
            note=notes.get(competence, "")[:300],
        )
        for competence, level in levels.items()
        if (competence.pk, level, notes.get(competence, "")[:300]) not in known
    ]
    return Assessment.objects.bulk_create(rows)
