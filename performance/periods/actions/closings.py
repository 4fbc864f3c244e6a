"""A year is closed by two people, and reopened by two."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.checklists import closing_checks
from corpu.lib.clock import today
from corpu.lib.pieces import ranges
from corpu.lib.refusals import Refused
from corpu.lib.seals import may_seal
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Unit
from performance.periods.actions.freezing import standings_in
from performance.periods.actions.telling import tell_second
from performance.periods.models import Closing, ClosingPiece
from performance.periods.permissions import may_act_on, may_close

# People in a piece: few enough for a transaction of a second.
PIECE = 100


@transaction.atomic
def propose(*, year: int, unit: Unit | None, by, note: str = "") -> Closing:
    """Ask for a year to be closed; another person of HR confirms it."""
    if not may_close(by, unit):
        raise PermissionDenied
    if year >= today().year:
        raise Refused(
            "not_ended",
            _("The year %(year)s has not ended: it can be closed from 1 January on.")
            % {"year": year},
            field="year",
        )
    if unit is not None and unit.parent_id is not None:
        message = _("Only a whole institution is closed, not one of its branches.")
        raise Refused("not_an_institution", message, field="unit")
    if Closing.objects.active().over(unit).filter(year=year).exists():
        message = _("This year is closed already, or about to be.")
        raise Refused("closed_already", message)
    _refuse_empty(Closing(year=year, unit=unit))
    before = Closing.objects.filter(year=year, unit=unit).exclude(
        state=Closing.State.WITHDRAWN
    )
    try:
        with transaction.atomic():
            closing = Closing.objects.create(
                year=year,
                unit=unit,
                version=before.count() + 1,
                note=note.strip(),
                proposed_by=by,
            )
    except IntegrityError:
        message = _("This year is closed already, or about to be.")
        raise Refused("closed_already", message) from None
    _log("period.closing_proposed", closing, by, note)
    transaction.on_commit(lambda: tell_second(closing.pk))
    return closing


@transaction.atomic
def withdraw(closing: Closing, *, by) -> Closing:
    """Take back what has been proposed and not confirmed."""
    closing = _held(closing, by, Closing.State.PROPOSED)
    closing.state = Closing.State.WITHDRAWN
    closing.save(update_fields=["state"])
    _log("period.closing_withdrawn", closing, by)
    return closing


@transaction.atomic
def confirm(closing: Closing, *, by) -> Closing:
    """The second person lets it begin: everybody is frozen in pieces from now on."""
    from performance.periods.tasks import freeze_pieces

    closing = _held(closing, by, Closing.State.PROPOSED)
    if closing.proposed_by_id == by.pk:
        message = _("You proposed this closing: ask a second person to confirm it.")
        raise Refused("same_person", message)
    if not may_seal():
        message = _("No key is set with which pages are sealed: tell the operator.")
        raise Refused("no_key", message)
    _refuse_empty(closing)
    counts = loose_ends(closing)
    if any(counts[check.code] for check in closing_checks() if check.blocks):
        message = _("Some results are still being counted. Try again when they are done.")
        raise Refused("still_counting", message)
    closing.state, closing.checklist = Closing.State.RUNNING, counts
    closing.confirmed_by, closing.confirmed_at = by, timezone.now()
    closing.save(update_fields=["state", "checklist", "confirmed_by", "confirmed_at"])
    pieces = _cut(closing)
    _log("period.closing_confirmed", closing, by, loose_ends=counts)
    for _task in range(min(pieces, 8)):
        transaction.on_commit(lambda: freeze_pieces.delay(closing.pk))
    return closing


def loose_ends(closing: Closing) -> dict[str, int]:
    """How many loose ends of each kind there are now."""
    people = closing.people()
    return {
        check.code: check.rows(people, closing.year).count() for check in closing_checks()
    }


@transaction.atomic
def propose_reopening(closing: Closing, *, by, reason: str) -> Closing:
    """Ask for a closed year to be opened again, for a reason that all its pages show."""
    closing = _held(closing, by, Closing.State.CLOSED)
    if not reason.strip():
        message = _("Write why the year has to be opened again.")
        raise Refused("reason_missing", message, field="reason")
    if closing.is_reopening:
        message = _("Its reopening has been proposed: a second person confirms it.")
        raise Refused("proposed_already", message)
    closing.reopening_reason = reason.strip()
    closing.reopening_by, closing.reopening_at = by, timezone.now()
    closing.save(update_fields=["reopening_reason", "reopening_by", "reopening_at"])
    _log("period.reopening_proposed", closing, by, reason)
    transaction.on_commit(lambda: tell_second(closing.pk))
    return closing


@transaction.atomic
def drop_reopening(closing: Closing, *, by) -> Closing:
    """The year stays closed after all."""
    closing = _held(closing, by, Closing.State.CLOSED)
    if not closing.is_reopening:
        raise Refused("not_proposed", _("Nobody has proposed to open this year again."))
    reason = closing.reopening_reason
    closing.reopening_reason, closing.reopening_by = "", None
    closing.reopening_at = None
    closing.save(update_fields=["reopening_reason", "reopening_by", "reopening_at"])
    _log("period.reopening_dropped", closing, by, reason)
    return closing


@transaction.atomic
def confirm_reopening(closing: Closing, *, by) -> Closing:
    """The second person opens the year. Its pages stay readable; the next closing of it
    makes new ones."""
    closing = _held(closing, by, Closing.State.CLOSED)
    if not closing.is_reopening:
        raise Refused("not_proposed", _("Nobody has proposed to open this year again."))
    if closing.reopening_by_id == by.pk:
        message = _("You proposed the reopening: ask a second person to confirm it.")
        raise Refused("same_person", message)
    closing.state = Closing.State.REOPENED
    closing.reopened_by, closing.reopened_at = by, timezone.now()
    closing.save(update_fields=["state", "reopened_by", "reopened_at"])
    _log("period.reopened", closing, by, closing.reopening_reason)
    return closing


def _held(closing: Closing, by, state: str) -> Closing:
    """The closing's row, locked, in the state that the act needs."""
    row = Closing.objects.select_for_update(of=("self",)).get(pk=closing.pk)
    if not may_act_on(by, row):
        raise PermissionDenied
    if row.state != state:
        message = _("Somebody was quicker: look at the page as it is now.")
        raise Refused("wrong_state", message)
    return row


def _refuse_empty(closing: Closing) -> None:
    """A year without a result, or whose results all stand on pages already, is not
    sealed: an empty seal would look like a year in which nobody owed anything."""
    if not standings_in(closing).exists():
        message = _(
            "There is nothing left to close here: every result of the year is on a "
            "closed page already, or there is none."
        )
        raise Refused("nothing_to_close", message, field="year")


def _cut(closing: Closing) -> int:
    """Ranges of everybody with a result in the year; how many."""
    people = standings_in(closing).order_by("person").values_list("person", flat=True)
    ids = people.distinct().iterator(chunk_size=5000)
    pieces = [
        ClosingPiece(closing=closing, place=place, first=first, last=last, people=number)
        for place, (first, last, number) in enumerate(ranges(ids, PIECE), start=1)
    ]
    ClosingPiece.objects.bulk_create(pieces, batch_size=1000)
    return len(pieces)


def _log(act: str, closing: Closing, by, reason: str = "", **data) -> None:
    log_decision(
        act, by=by, subject=closing, reason=reason, closing=closing.pk,
        version=closing.version, **data,
    )  # fmt: skip
