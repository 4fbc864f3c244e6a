"""A bulk file on its way: uploaded, read, previewed, confirmed, applied.

A run is claimed by conditional update; every piece renews the claim, so a worker that
died is followed by another after a few minutes, which goes on where it stopped.
"""

import datetime
import logging

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.imports.contract import RawRow, kind_class
from corpu.people.imports.tables import read_table
from corpu.people.models import ImportRow, ImportRun

log = logging.getLogger("corpu.people.imports")
PIECE = 500
CLAIM_LASTS = datetime.timedelta(minutes=5)
State = ImportRun.State
# What a worker does next, and what the run is called meanwhile.
NEXT = {State.UPLOADED: State.READING, State.CONFIRMED: State.APPLYING}


@transaction.atomic
def upload(*, kind: str, file, by) -> ImportRun:
    """Keep the file and have it read in the background."""
    if file.size > settings.MAX_IMPORT_BYTES:
        raise Refused(
            "file_too_big",
            _("The file is larger than %(most)s MB. Divide it into several files.")
            % {"most": settings.MAX_IMPORT_BYTES // 1_000_000},
            field="file",
        )
    if not file.size:
        raise Refused("file_empty", _("The file is empty."), field="file")
    run = ImportRun(kind=kind, filename=file.name[:200], started_by=by)
    # The name that the file came with is shown, never used as a path.
    run.file.save(f"{run.public_id}.bin", file, save=False)
    run.save()
    nudge(run.pk)
    return run


def nudge(run_id: int) -> None:
    """Wake a worker when the row is committed."""
    from corpu.people.tasks import work_on_import

    transaction.on_commit(lambda: work_on_import.delay(run_id))


def confirm(run: ImportRun, *, by, moves_seen: bool = False) -> None:
    """Apply what the preview shows. Pressing twice is once.

    `moves_seen`: the owner ticked that many people change institution by this file.
    """
    if run.moves_many and not moves_seen:
        raise Refused(
            "moves_not_confirmed",
            _(
                "%(people)s people would change institution. Look at the units that move, "
                "and tick that this is meant, or correct the file."
            )
            % {"people": run.people_moving},
            field="moves_seen",
        )
    changed = ImportRun.objects.filter(pk=run.pk, state=State.PREVIEW).update(
        state=State.CONFIRMED, rows_done=0, claimed_at=None
    )
    if not changed:
        raise Refused(
            "import_not_ready",
            _("This file is not waiting for your decision (any more)."),
        )
    log_decision(
        f"import.{run.kind}.confirmed", by=by, subject=run.filename,
        run=str(run.public_id), **counts(run),
        **({"moves": run.moves} if run.moves else {}),
    )  # fmt: skip
    nudge(run.pk)


def cancel(run: ImportRun, *, by) -> None:
    """Stop. Rows that were applied stay applied; loading the file again finishes it."""
    ended = [State.DONE, State.FAILED, State.CANCELLED]
    changed = (
        ImportRun.objects.filter(pk=run.pk)
        .exclude(state__in=ended)
        .update(state=State.CANCELLED, finished_at=timezone.now())
    )
    if changed:
        log_decision(
            f"import.{run.kind}.cancelled", by=by, subject=run.filename,
            run=str(run.public_id), applied=run.rows.exclude(applied_at=None).count(),
        )  # fmt: skip


def counts(run: ImportRun) -> dict[str, int]:
    """Number of rows by what they do."""
    rows = run.rows.order_by().values_list("act").annotate(Count("pk"))
    return dict.fromkeys(ImportRow.Act.values, 0) | dict(rows)


def work_on_waiting() -> int:
    """Take up every run that waits or was left behind; returns how many."""
    left = Q(state__in=NEXT.values(), claimed_at__lt=timezone.now() - CLAIM_LASTS)
    waiting = ImportRun.objects.filter(Q(state__in=NEXT.keys()) | left)
    return sum(work_on(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


def work_on(run_id: int) -> bool:
    """Read or apply the run if it is due and nobody else is at it."""
    run = _claim(run_id)
    if run is None:
        return False
    with translation.override(run.started_by.language):
        try:
            if run.state == State.READING:
                _read(run)
            else:
                _apply(run)
        except Refused as refusal:
            _fail(run, str(refusal.message))
        except _Stopped:
            return False
        except Exception:
            log.exception("Import %s stopped; it will be taken up again.", run_id)
            _fail_after_tries(run)
    return True


class _Stopped(Exception):
    """The run was cancelled, or another worker took it over."""


def _claim(run_id: int) -> ImportRun | None:
    run = ImportRun.objects.select_related("started_by").filter(pk=run_id).first()
    if run is None:
        return None
    now, old = timezone.now(), run.claimed_at
    busy = run.state in NEXT.values()
    if busy and old and old > now - CLAIM_LASTS:
        return None
    if not busy and run.state not in NEXT:
        return None
    state = NEXT.get(run.state, run.state)
    mine = ImportRun.objects.filter(pk=run_id, state=run.state, claimed_at=old)
    if not mine.update(state=state, claimed_at=now, tries=run.tries + 1):
        return None
    run.state, run.claimed_at, run.tries = state, now, run.tries + 1
    return run


def _hold(run: ImportRun, **fields) -> None:
    """Renew the claim and note the progress, or stop if it is no longer ours."""
    now = timezone.now()
    mine = ImportRun.objects.filter(pk=run.pk, state=run.state, claimed_at=run.claimed_at)
    if not mine.update(claimed_at=now, **fields):
        raise _Stopped
    run.claimed_at = now


def _fail(run: ImportRun, problem: str) -> None:
    ImportRun.objects.filter(pk=run.pk, state=run.state).update(
        state=State.FAILED, problem=problem, finished_at=timezone.now()
    )


def _fail_after_tries(run: ImportRun, most: int = 3) -> None:
    """A run that fails again and again is given up, with a sentence for its owner."""
    if run.tries >= most:
        _fail(
            run, _("Something of ours went wrong. Nothing was lost: tell the operator.")
        )
        return
    again = timezone.now() - CLAIM_LASTS
    ImportRun.objects.filter(pk=run.pk, state=run.state).update(claimed_at=again)


# -- reading -------------------------------------------------------------------------


def _read(run: ImportRun) -> None:
    """Fill the preview. Reading again begins anew."""
    run.rows.all().delete()
    kind = kind_class(run.kind)(run)
    with run.file.open("rb") as stream:
        table = read_table(stream, kind.columns)
    _hold(
        run, rows_total=len(table.rows), rows_done=0, unknown_columns=table.unknown[:50]
    )
    kind.begin(table.rows)
    for start in range(0, len(table.rows), PIECE):
        piece = table.rows[start : start + PIECE]
        with transaction.atomic():
            _hold(run, rows_done=start + len(piece))
            _keep_previews(run, piece, kind.preview_rows(piece))
    _hold(
        run, state=State.PREVIEW, rows_done=len(table.rows), tries=0, moves=kind.moves()
    )


def _keep_previews(run: ImportRun, piece: list[RawRow], previews) -> None:
    ImportRow.objects.bulk_create(
        ImportRow(
            run=run, number=row.number, act=preview.act, label=preview.label[:200],
            data=preview.data, changes=preview.changes,
            problems=[problem.as_json() for problem in preview.problems],
        )
        for row, preview in zip(piece, previews, strict=True)
    )  # fmt: skip


# -- applying ------------------------------------------------------------------------


def _apply(run: ImportRun) -> None:
    """Apply what is not yet applied, a piece a transaction."""
    kind = kind_class(run.kind)(run)
    due = run.rows.filter(act__in=[ImportRow.Act.ADD, ImportRow.Act.CHANGE])
    total = due.count()
    _hold(run, rows_total=total, rows_done=due.exclude(applied_at=None).count())
    kind.begin_apply()
    while _apply_piece(run, kind, due):
        pass
    kind.finish_apply()
    _hold(run, state=State.DONE, finished_at=timezone.now(), rows_done=total)


@transaction.atomic
def _apply_piece(run: ImportRun, kind, due) -> bool:
    """One piece; the claim is renewed first, so that two workers cannot be at it."""
    _hold(run)
    rows = list(due.filter(applied_at=None).order_by("number")[:PIECE])
    if not rows:
        return False
    for row in rows:
        row.run = run
    kind.apply_rows(rows)
    now = timezone.now()
    for row in rows:
        if row.act == ImportRow.Act.REFUSE:
            row.save(update_fields=["act", "problems"])
    applied = [row.pk for row in rows if row.act != ImportRow.Act.REFUSE]
    ImportRow.objects.filter(pk__in=applied).update(applied_at=now)
    ImportRun.objects.filter(pk=run.pk).update(
        rows_done=due.exclude(applied_at=None).count()
    )
    return True
