"""A month of an institution: counted in pieces, opened, proposed, locked by another.

The row is the promise: a worker claims a run by conditional update and renews the claim
with each piece; a sweep takes up what a worker that died left behind.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Unit
from performance.allowance.actions.gathering import candidates
from performance.allowance.actions.lines import reckon_piece, save_piece
from performance.allowance.models import Formula, Line, Run, Scheme
from performance.allowance.permissions import keeps

PIECE = 200
CLAIM_LASTS = datetime.timedelta(minutes=5)
State = Run.State


def held(run: Run) -> Run:
    """The run as it is now, its row held until the transaction ends."""
    rows = Run.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "formula").get(pk=run.pk)


@transaction.atomic
def start(unit: Unit, *, month: datetime.date, by) -> Run:
    """Count a month, or count it again; what is proposed or locked stays."""
    if not keeps(by, unit):
        raise PermissionDenied
    scheme = Scheme.objects.select_for_update().filter(unit=unit, is_on=True).first()
    if scheme is None:
        raise Refused(
            "switched_off",
            _("Recommendations are off: give the legal basis first."),
        )
    formula = _formula(unit, month)
    run = Run.objects.filter(unit=unit, month=month).first()
    if run is None:
        run = Run(unit=unit, month=month, formula=formula, started_by=by)
    elif run.state in (State.PROPOSED, State.LOCKED):
        raise Refused(
            "run_closed",
            _("This month is proposed or locked; later facts appear as differences."),
        )
    run.formula, run.state, run.started_by = formula, State.COUNTING, by
    run.started_at, run.claimed_at = timezone.now(), None
    run.round, run.cursor, run.people_done = run.round + 1, 0, 0
    run.people_total = candidates(unit, month).count()
    run.save()
    log_decision(
        "allowance.run_started", by=by, subject=str(run), run=run.pk, unit=unit.pk,
        round=run.round, formula=formula.pk,
    )  # fmt: skip
    nudge(run.pk)
    return run


def _formula(unit: Unit, month: datetime.date) -> Formula:
    if month.day != 1 or month > today():
        raise Refused("month_ahead", _("Choose a month that has begun."), field="month")
    formula = Formula.objects.in_force(unit, month).first()
    if formula is None:
        raise Refused(
            "no_formula",
            _("No published formula is in force in this month."),
            field="month",
        )
    return formula


def nudge(run_id: int) -> None:
    """Wake a worker when the row is committed."""
    from performance.allowance.tasks import count_run

    transaction.on_commit(lambda: count_run.delay(run_id))


def work_on(run_id: int) -> bool:
    """Count the run to its end if nobody else is at it; False if there is nothing to do."""
    claim = _claim(run_id)
    if claim is None:
        return False
    while claim is not None:
        claim = _count_piece(run_id, claim)
    return True


def work_on_waiting() -> int:
    """Take up every run that waits or was left behind; returns how many."""
    waiting = Run.objects.to_work_on(timezone.now() - CLAIM_LASTS)
    return sum(work_on(pk) for pk in list(waiting.values_list("pk", flat=True)))


def _claim(run_id: int) -> datetime.datetime | None:
    now = timezone.now()
    free = Run.objects.to_work_on(now - CLAIM_LASTS).filter(pk=run_id)
    return now if free.update(claimed_at=now) else None


@transaction.atomic
def _count_piece(run_id: int, claim: datetime.datetime) -> datetime.datetime | None:
    """One piece in one transaction; the next claim, or None when there is no more."""
    rows = Run.objects.select_for_update(of=("self",)).select_related("unit", "formula")
    run = rows.filter(pk=run_id, state=State.COUNTING, claimed_at=claim).first()
    if run is None:
        return None  # taken over by another worker, or started anew
    ids = list(candidates(run.unit, run.month).filter(pk__gt=run.cursor)[:PIECE])
    if not ids:
        _open(run)
        return None
    save_piece(reckon_piece(run, ids))
    run.cursor, run.people_done = ids[-1], run.people_done + len(ids)
    run.claimed_at = timezone.now()
    run.save(update_fields=["cursor", "people_done", "claimed_at"])
    return run.claimed_at


def _open(run: Run) -> None:
    """All are counted: those who no longer belong leave, and objections may come."""
    Line.objects.filter(run=run, round__lt=run.round).delete()
    scheme = Scheme.objects.get(unit=run.unit)
    run.state, run.counted_at, run.claimed_at = State.OPEN, timezone.now(), None
    run.people_done = run.people_total
    run.object_until = today() + datetime.timedelta(days=scheme.objection_days)
    run.save()
    _tell_later(run.pk)


def _tell_later(run_id: int) -> None:
    from performance.allowance.tasks import look_again, tell_lines

    transaction.on_commit(lambda: tell_lines.delay(run_id))
    transaction.on_commit(lambda: look_again.delay(run_id))
