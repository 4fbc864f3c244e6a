"""Lists of candidates: a unit's people against the gates of a post, counted in pieces.

A page over 50,000 people reads what was counted: one row a person, kept with its answer
and reasons, so filtering, sorting and paging are the database's work and take a constant
number of statements. Counting walks the people by id, `PIECE` at a time, each piece with
a constant number of statements; the row of the list is the promise, and any worker goes
on where another stopped. What explains one person is always counted anew.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person, Post, Unit
from performance.careers.actions.judging import Verdict, verdicts
from performance.careers.models import Candidate, CandidateList
from performance.careers.permissions import may_ask_lists
from performance.careers.rules import CHECK, MET, NOT_MET

PIECE = 500
CLAIM_LASTS = datetime.timedelta(minutes=5)


@transaction.atomic
def ask_list(*, post: Post, unit: Unit, by: Person) -> CandidateList:
    """Have the people of `unit` counted against `post`, from the beginning."""
    care = Unit.objects.managed_by(by)
    if not (may_ask_lists(by) and care.filter(pk=unit.pk).exists()):
        raise PermissionDenied
    fields = {
        "asked_by": by,
        "begun_at": timezone.now(),
        "reached": 0,
        "claimed_at": None,
        "counted_at": None,
    }
    sheet, _created = CandidateList.objects.update_or_create(
        post=post, unit=unit, defaults=fields
    )
    log_decision("candidates.listed", by=by, subject=post, unit=unit.code)
    nudge(sheet.pk)
    return sheet


def nudge(pk: int) -> None:
    """Wake a worker when the row is committed."""
    from performance.careers.tasks import count_list

    transaction.on_commit(lambda: count_list.delay(pk))


def left_behind() -> list[int]:
    """Lists that wait, or whose worker has been silent for five minutes."""
    old = timezone.now() - CLAIM_LASTS
    rows = CandidateList.objects.counting()
    rows = rows.filter(Q(claimed_at=None) | Q(claimed_at__lt=old))
    return list(rows.order_by("begun_at").values_list("pk", flat=True))


@transaction.atomic
def count_piece(pk: int) -> bool:
    """Count the next piece of a list; False when there is nothing left to do."""
    sheet = CandidateList.objects.select_related("post", "unit")
    sheet = sheet.select_for_update(of=("self",)).counting().filter(pk=pk).first()
    if sheet is None:
        return False
    people = Person.objects.employees().in_subtree(sheet.unit).order_by("pk")
    people = people.filter(pk__gt=sheet.reached).values_list("pk", flat=True)
    ids = list(people[:PIECE])
    _keep(sheet, ids)
    if len(ids) < PIECE:
        sheet.counted_at = timezone.now()
    else:
        sheet.reached = ids[-1]
    sheet.claimed_at = timezone.now()
    sheet.save(update_fields=["reached", "claimed_at", "counted_at"])
    return sheet.counted_at is None


def _keep(sheet: CandidateList, ids: list[int]) -> None:
    """Write the piece, and drop rows of people who are no longer among these ids."""
    rows = [
        _row(sheet, pk, one) for pk, one in verdicts(sheet.post, ids).items()
    ] if ids else []  # fmt: skip
    span = sheet.candidates.filter(person__gt=sheet.reached)
    if len(ids) == PIECE:
        span = span.filter(person__lte=ids[-1])
    span.exclude(person__in=ids).delete()
    Candidate.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["sheet", "person"],
        update_fields=["answer", "met", "check_by_hand", "not_met", "findings"],
    )


def _row(sheet: CandidateList, person_id: int, verdict: Verdict) -> Candidate:
    counts = verdict.counts
    return Candidate(
        sheet=sheet,
        person_id=person_id,
        answer=verdict.answer,
        met=counts[MET],
        check_by_hand=counts[CHECK],
        not_met=counts[NOT_MET],
        findings=[
            [line.asked.rule.key, line.answer, line.finding.reason]
            for line in verdict.lines
        ],
    )
