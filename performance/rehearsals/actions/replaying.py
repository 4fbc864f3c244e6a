"""Counting people twice, as it is and under a draft, and undoing both.

The draft is put in force inside a savepoint, the real functions of the ledger and the
standings count the people, the result is read, and the savepoint is rolled back: there
is no second rule that could disagree with the first (`docs/decisions/rehearsals.md`).
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from corpu.ledger.actions import credits
from corpu.ledger.actions.credits import lock_people
from corpu.ledger.models import Rate
from performance.actions import standings
from performance.models import Standing, Target
from performance.rehearsals.models import Rehearsal, Shift
from performance.rehearsals.rules import replayed

DAY = datetime.timedelta(days=1)


class _Undo(Exception):
    """Rolls the savepoint back."""


@dataclass(frozen=True)
class Result:
    """One standing as it was read inside the savepoint."""

    status: str
    required: Decimal
    counted: Decimal
    unit_id: int
    staff_class: str

    @property
    def figures(self) -> tuple:
        """What a difference is looked for in."""
        return self.status, self.required, self.counted


# (person, target) -> result
Results = dict[tuple[int, int], Result]


def shifts_of(rehearsal: Rehearsal, people: list[int]) -> list[Shift]:
    """The differences that the draft would make for these people, not yet saved."""
    before, after = replay(rehearsal, people)
    swap = {rehearsal.replaces_id: rehearsal.target_id} if rehearsal.replaces_id else {}
    before = {(who, swap.get(what, what)): row for (who, what), row in before.items()}
    rows = []
    for person, target in sorted(before.keys() | after.keys()):
        was, now = before.get((person, target)), after.get((person, target))
        if was is None or now is None or was.figures != now.figures:
            rows.append(_shift(rehearsal, person, target, was, now))
    return [row for row in rows if row is not None]


def replay(rehearsal: Rehearsal, people: list[int]) -> tuple[Results, Results]:
    """The results of these people as it is and under the draft; nothing of it stays."""
    before: Results = {}
    after: Results = {}
    try:
        with transaction.atomic():
            lock_people(people)
            before = _counted(rehearsal, people)
            put_in_force(rehearsal)
            after = _counted(rehearsal, people)
            raise _Undo
    except _Undo:
        return before, after


def put_in_force(rehearsal: Rehearsal) -> None:
    """Let the draft hold in the year of the rehearsal, in the place of what it follows.

    Only ever called inside a savepoint that is rolled back.
    """
    if rehearsal.target_id:
        _put_target(rehearsal)
    else:
        _put_rate(rehearsal)


def _put_target(rehearsal: Rehearsal) -> None:
    draft = Target.objects.get(pk=rehearsal.target_id)
    first, last = replayed(draft.valid_from, draft.valid_to, rehearsal.year)
    Target.objects.filter(pk=draft.pk).update(
        live=True, is_on=True, valid_from=first, valid_to=last
    )
    if rehearsal.replaces_id:
        Target.objects.filter(pk=rehearsal.replaces_id, valid_from__lt=first).update(
            valid_to=first - DAY
        )
        Target.objects.filter(pk=rehearsal.replaces_id, valid_from__gte=first).update(
            live=False
        )


def _put_rate(rehearsal: Rehearsal) -> None:
    """As publishing does: the open predecessor ends the day before, and whatever else
    would overlap gives way."""
    draft = Rate.objects.get(pk=rehearsal.rate_id)
    first, last = replayed(draft.valid_from, draft.valid_to, rehearsal.year)
    others = Rate.objects.published().filter(
        form=draft.form_id, scope=draft.scope, role=draft.role
    )
    others = others.exclude(pk=draft.pk).exclude(valid_to__lt=first)
    if last:
        others = others.exclude(valid_from__gt=last)
    begun = list(others.filter(valid_from__lt=first).values_list("pk", flat=True))
    others.filter(valid_from__gte=first).update(live=False)
    Rate.objects.filter(pk__in=begun).update(valid_to=first - DAY)
    Rate.objects.filter(pk=draft.pk).update(live=True, valid_from=first, valid_to=last)


def _counted(rehearsal: Rehearsal, people: list[int]) -> Results:
    """Count the people's year by the real functions, and read what came of it."""
    year = rehearsal.year
    if rehearsal.rate_id:
        credits.recount(people, [year])
    standings.recount(people, [year])
    rows = Standing.objects.filter(person__in=people, ends_on__year=year)
    if rehearsal.unit:
        rows = rows.in_subtree(rehearsal.unit)
    return {
        (row.person_id, row.target_id): Result(
            row.status, row.required, row.counted, row.unit_id, row.staff_class
        )
        for row in rows.order_by("year")
    }


def _shift(rehearsal, person: int, target: int, was, now) -> Shift:
    place = now or was
    return Shift(
        rehearsal=rehearsal,
        person_id=person,
        target_id=target,
        unit_id=place.unit_id,
        staff_class=place.staff_class,
        before_status=was.status if was else "",
        before_required=was.required if was else None,
        before_counted=was.counted if was else None,
        after_status=now.status if now else "",
        after_required=now.required if now else None,
        after_counted=now.counted if now else None,
    )
