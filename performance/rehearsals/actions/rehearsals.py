"""Rehearsing a draft: asked for by the office, worked off in pieces."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.ledger.models import Rate
from corpu.lib.clock import today
from corpu.lib.pieces import ranges
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person, Unit
from performance.models import Standing, Target
from performance.rehearsals.actions.drafts import fingerprint_of
from performance.rehearsals.actions.replaying import shifts_of
from performance.rehearsals.models import Rehearsal, RehearsalPiece, Shift
from performance.rehearsals.permissions import may_rehearse

# People in a piece: their rows are held while they are counted twice.
PIECE = 100
OLDEST = 5


@transaction.atomic
def rehearse(
    draft: Target | Rate,
    *,
    year: int,
    by,
    unit: Unit | None = None,
    replaces: Target | None = None,
) -> Rehearsal:
    """Replay a past year under the draft, in the background."""
    from performance.rehearsals.tasks import work_on

    if not may_rehearse(by, draft):
        raise PermissionDenied
    if draft.live:
        message = _("It has been published: only drafts are rehearsed.")
        raise Refused("published_already", message)
    if not today().year - OLDEST <= year < today().year:
        message = _("Choose a year that has ended, one of the last five.")
        raise Refused("not_a_past_year", message, field="year")
    if replaces is not None and not replaces.live:
        message = _("Choose a published target.")
        raise Refused("not_published", message, field="replaces")
    is_target = isinstance(draft, Target)
    rehearsal = Rehearsal.objects.create(
        target=draft if is_target else None,
        rate=None if is_target else draft,
        replaces=replaces if is_target else None,
        year=year,
        unit=unit,
        fingerprint=fingerprint_of(draft),
        asked_by=by,
    )
    pieces = _cut(rehearsal)
    log_decision(
        "rule.rehearsed", by=by, subject=draft, rehearsal=rehearsal.pk, year=year,
        unit=unit.code if unit else None,
    )  # fmt: skip
    for _task in range(min(pieces, 4)):
        transaction.on_commit(lambda: work_on.delay(rehearsal.pk))
    if not pieces:
        finish_if_done(rehearsal.pk)
    return rehearsal


def rehearse_one(rehearsal_id: int) -> bool:
    """Work off one waiting piece; False if none is left to take.

    The rows of the piece and its mark are one transaction: a killed worker leaves the
    piece as it was.
    """
    with transaction.atomic():
        pieces = RehearsalPiece.objects.filter(rehearsal=rehearsal_id)
        piece = pieces.select_related("rehearsal__unit").take()
        if piece is None:
            return False
        rehearsal = piece.rehearsal
        people = _people(rehearsal).filter(pk__range=(piece.first, piece.last))
        ids = list(people.order_by("pk").values_list("pk", flat=True))
        Shift.objects.bulk_create(shifts_of(rehearsal, ids), batch_size=500)
        piece.done_at = timezone.now()
        piece.save(update_fields=["done_at"])
    finish_if_done(rehearsal_id)
    return True


@transaction.atomic
def finish_if_done(rehearsal_id: int) -> bool:
    """Mark a rehearsal whose pieces are all done, and tell who asked for it."""
    rows = Rehearsal.objects.select_for_update(of=("self",))
    rehearsal = rows.get(pk=rehearsal_id)
    if rehearsal.done_at or rehearsal.pieces.waiting().exists():
        return False
    rehearsal.done_at = timezone.now()
    rehearsal.save(update_fields=["done_at"])
    flips = rehearsal.shifts.flips().values("person").distinct().count()
    tell(
        rehearsal.asked_by,
        "rehearsals.done",
        source=f"rehearsal:{rehearsal.pk}:done",
        url=rehearsal.get_absolute_url(),
        draft=str(rehearsal.draft),
        year=str(rehearsal.year),
        people=str(flips),
    )
    return True


def _people(rehearsal: Rehearsal):
    """Everybody with a result in the year, or in service today, in the scope."""
    results = Standing.objects.filter(ends_on__year=rehearsal.year)
    people = Person.objects.filter(nip__isnull=False)
    if rehearsal.unit is None:
        return people.filter(Q(is_active=True) | Q(pk__in=results.values("person")))
    results = results.in_subtree(rehearsal.unit)
    here = Q(is_active=True, unit__path__startswith=rehearsal.unit.path)
    return people.filter(here | Q(pk__in=results.values("person")))


def _cut(rehearsal: Rehearsal) -> int:
    ids = _people(rehearsal).order_by("pk").values_list("pk", flat=True)
    pieces = [
        RehearsalPiece(
            rehearsal=rehearsal, place=place, first=first, last=last, people=number
        )
        for place, (first, last, number) in enumerate(
            ranges(ids.iterator(chunk_size=5000), PIECE), start=1
        )
    ]
    RehearsalPiece.objects.bulk_create(pieces, batch_size=1000)
    return len(pieces)
