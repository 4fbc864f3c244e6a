"""Competence gaps of the posts held, as needs for those who plan learning."""

from collections.abc import Iterator

from django.db import transaction

from corpu.agenda.actions import replace_needs
from corpu.agenda.models import Need
from corpu.lib.clock import today
from corpu.people.models import Person
from corpu.skills.models import Assessment, PostStandard
from performance.development.actions.levels import levels_of
from performance.development.rules import gap_of
from performance.rules import last_day

PREFIX = "development:"
PIECE = 400


@transaction.atomic
def refresh_needs(person_ids) -> int:
    """Write what these people lack of the standard of the post they hold; returns how
    many needs. What was never assessed is no need."""
    people = Person.objects.filter(pk__in=person_ids).select_related("post")
    people = [person for person in people if person.post_id and person.is_active]
    required = PostStandard.objects.required_by({person.post for person in people})
    held = levels_of([person.pk for person in people])
    needs = [
        need
        for person in people
        for need in _needs(person, required[person.post_id], held.get(person.pk, {}))
    ]
    replace_needs(list(person_ids), needs, prefix=PREFIX)
    return len(needs)


def _needs(person, required, held) -> Iterator[Need]:
    by = last_day(today().year)
    for competence, asked in required.items():
        found = held.get(competence)
        if found and gap_of(asked.level, found.level):
            yield Need(
                source=f"{PREFIX}{person.pk}:{competence}",
                person=person,
                competence_id=competence,
                gap_jp=0,
                level_held=found.level,
                level_wanted=asked.level,
                by=by,
            )


def nudge_needs(person_ids) -> None:
    """Have the needs counted again when the row is committed."""
    from performance.development.tasks import refresh_piece

    ids = sorted(person_ids)
    transaction.on_commit(lambda: refresh_piece.delay(ids))


def assessed_pieces() -> Iterator[list[int]]:
    """Everybody who was ever assessed, or has a need, in pieces."""
    last = 0
    seen = Assessment.objects.values("person")
    needy = Need.objects.filter(source__startswith=PREFIX).values("person")
    people = Person.objects.filter(pk__in=seen) | Person.objects.filter(pk__in=needy)
    ids = people.order_by("pk").values_list("pk", flat=True)
    while piece := list(ids.filter(pk__gt=last)[:PIECE]):
        yield piece
        last = piece[-1]
