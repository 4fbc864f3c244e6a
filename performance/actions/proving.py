"""Every night a sample of people is counted again, and must be what is kept.

Nothing is mended: what differs is a fault of the house, to be looked into. It is logged,
kept as a row that auditors see, and told to HR of the whole installation.
"""

import datetime
import logging

from django.db import transaction
from django.db.models.functions import Mod
from django.utils import timezone

from corpu.ledger.actions import credits
from corpu.ledger.models import Credit
from corpu.lib.clock import today
from corpu.notices.actions import tell
from corpu.people.models import Person, RoleGrant
from performance.actions.standings import differing, years_of
from performance.models import Standing, StandingCheck

log = logging.getLogger("corpu.performance")

# One in so many people each night: after so many nights everybody was counted.
ONE_IN = 100
AT_LEAST = 200
PIECE = 200
NAMED = 20
# A check older than this is missing.
LATE = datetime.timedelta(hours=36)


def prove() -> StandingCheck:
    """Count tonight's sample again, compare, and keep the result."""
    ids, wrong, rows = sample(today()), set(), 0
    for at in range(0, len(ids), PIECE):
        piece = ids[at : at + PIECE]
        rows += Standing.objects.filter(person__in=piece).count()
        wrong |= _differences(piece)
    people = sorted({person for person, _what in wrong})
    check = StandingCheck.objects.create(
        people=len(ids),
        standings=rows,
        differences=len(wrong),
        person_ids=people[:NAMED],
    )
    if wrong:
        log.error("standings differ from a recount", extra={"check": check.pk})
        _alarm(check)
    return check


def sample(day: datetime.date) -> list[int]:
    """One person in a hundred, another hundredth each night; at least two hundred."""
    people = Person.objects.filter(nip__isnull=False)
    turn = people.annotate(turn=Mod("pk", ONE_IN)).filter(turn=day.toordinal() % ONE_IN)
    ids = set(turn.values_list("pk", flat=True))
    if len(ids) < AT_LEAST:
        others = people.exclude(pk__in=ids).order_by("?").values_list("pk", flat=True)
        ids.update(others[: AT_LEAST - len(ids)])
    return sorted(ids)


def _differences(ids: list[int]) -> set[tuple[int, str]]:
    """Count the piece again and undo it: (person, what differed)."""
    with transaction.atomic():
        credits.lock_people(ids)
        years = years_of(ids)
        owners = dict(Standing.objects.filter(person__in=ids).values_list("pk", "person"))
        found = differing(ids, years)
        owners.update(Standing.objects.filter(pk__in=found).values_list("pk", "person"))
        wrong = {(owners[pk], f"standing {pk}") for pk in found}
        kept = _credits(ids)
        credits.recount(ids, years)
        wrong |= {(row[0], f"credit {row[1:3]}") for row in kept ^ _credits(ids)}
        transaction.set_rollback(True)
    return wrong


def _credits(ids: list[int]) -> set[tuple]:
    fields = ["person", "record", "year", "jp_claimed", "jp_recognised", "reason"]
    return set(Credit.objects.filter(person__in=ids).values_list(*fields))


def latest() -> StandingCheck | None:
    """The last check."""
    return StandingCheck.objects.first()


def is_late(check: StandingCheck | None) -> bool:
    """True if the last night brought no check."""
    return check is None or timezone.now() - check.at > LATE


def _alarm(check: StandingCheck) -> None:
    grants = RoleGrant.objects.active().filter(role="hr", unit=None)
    for person in Person.objects.filter(pk__in=grants.values("person"), is_active=True):
        tell(
            person,
            "performance.check_failed",
            source=f"standing-check:{check.pk}",
            people=str(len(check.person_ids)),
            differences=str(check.differences),
            sample=str(check.people),
        )
