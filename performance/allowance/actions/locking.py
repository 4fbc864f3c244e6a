"""A month is locked by two people, and sealed: after that nothing in it changes."""

import hashlib
import json
from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from performance.allowance.actions.differences import give_back, take_up
from performance.allowance.actions.runs import held
from performance.allowance.models import Run, Seal
from performance.allowance.permissions import keeps

State = Run.State
RECOMMENDATION, CORRECTION = "recommendation", "correction"


@transaction.atomic
def propose(run: Run, *, by) -> Run:
    """The first signature: everything is answered and nothing is missing."""
    if not keeps(by, run.unit):
        raise PermissionDenied
    run = held(run)
    if run.state != State.OPEN:
        raise Refused("run_not_open", _("This month is not open (any more)."))
    _refuse_unfinished(run)
    run.state, run.proposed_by, run.proposed_at = State.PROPOSED, by, timezone.now()
    run.save(update_fields=["state", "proposed_by", "proposed_at"])
    take_up(run)
    _log("allowance.lock_proposed", run, by)
    return run


def what_hinders(run: Run) -> list[tuple[str, str]]:
    """What must still happen before the month can be proposed: code and sentence."""
    found = []
    if run.object_until is None or today() <= run.object_until:
        found.append(("time_to_object", _("The time to object has not passed yet.")))
    if run.objections.waiting().exists():
        found.append(
            ("objections_waiting", _("Objections wait for an answer. Decide them first."))
        )
    if run.lines.unknown().exists():
        found.append(
            (
                "values_missing",
                _("Some lines lack a value. Load what is missing and count again."),
            )
        )
    if not run.lines.exists():
        found.append(("nobody", _("Nobody was counted in this month.")))
    return found


def _refuse_unfinished(run: Run) -> None:
    for code, sentence in what_hinders(run):
        raise Refused(code, sentence)


@transaction.atomic
def send_back(run: Run, *, by, reason: str) -> Run:
    """Not yet: the month is open again, with a reason."""
    if not keeps(by, run.unit):
        raise PermissionDenied
    run = held(run)
    if run.state != State.PROPOSED:
        raise Refused("run_not_proposed", _("This month is not proposed (any more)."))
    if not reason.strip():
        raise Refused("reason_missing", _("Write the reason."), field="reason")
    give_back(run)
    run.state, run.proposed_by, run.proposed_at = State.OPEN, None, None
    run.save(update_fields=["state", "proposed_by", "proposed_at"])
    _log("allowance.lock_sent_back", run, by, reason)
    return run


@transaction.atomic
def lock(run: Run, *, by) -> Run:
    """The second signature, by another person; from now on nothing changes."""
    if not keeps(by, run.unit):
        raise PermissionDenied
    run = held(run)
    if run.state != State.PROPOSED:
        raise Refused("run_not_proposed", _("This month is not proposed (any more)."))
    if run.proposed_by_id == by.pk:
        raise Refused(
            "same_person",
            _("You proposed this month: ask a second person to lock it."),
        )
    run.state, run.locked_by, run.locked_at = State.LOCKED, by, timezone.now()
    run.save(update_fields=["state", "locked_by", "locked_at"])
    digest, rows = digest_of(run)
    seal = Seal.objects.create(
        run=run, number=_number(run), digest=digest, rows=rows,
        proposed_by_id=run.proposed_by_id, locked_by=by,
    )  # fmt: skip
    _log("allowance.locked", run, by, number=seal.number, digest=digest)
    return run


def _number(run: Run) -> str:
    return f"{run.unit.code}/TK/{run.month:%Y-%m}/{run.round}"


def digest_of(run: Run) -> tuple[str, int]:
    """SHA-256 over everything that payroll is given, and the number of rows."""
    sha, count = hashlib.sha256(), 0
    for row in canonical_rows(run):
        sha.update(json.dumps(row, sort_keys=True).encode() + b"\n")
        count += 1
    return sha.hexdigest(), count


def canonical_rows(run: Run) -> Iterator[list]:
    """The rows of a month without names and words: what its seal is made of."""
    for line in run.lines.order_by("nip").iterator(chunk_size=2000):
        month = f"{line.month:%Y-%m}"
        yield [line.nip, month, RECOMMENDATION, _text(line.percent), line.steps]
    taken = run.corrections.select_related("line").order_by("line__nip", "line__month")
    for row in taken.iterator(chunk_size=2000):
        month = f"{row.line.month:%Y-%m}"
        yield [row.line.nip, month, CORRECTION, _text(row.points), row.steps]


def check_seal(run: Run) -> Seal:
    """The seal, if the lines still are what was sealed."""
    seal = run.seal
    if digest_of(run) != (seal.digest, seal.rows):
        raise Refused(
            "seal_broken",
            _(
                "The lines of this month no longer agree with their seal. Nothing is "
                "exported: tell the operator and the auditor."
            ),
        )
    return seal


def _text(value) -> str:
    return format(value, ".2f")


def _log(act: str, run: Run, by, reason: str = "", **data) -> None:
    log_decision(
        act, by=by, subject=str(run), reason=reason, run=run.pk, unit=run.unit_id, **data
    )
