"""Decisions that change what one person owes: made by another, undone by another."""

import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.lib.templatetags.components import jp_number
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision
from performance.actions.standings import recount
from performance.models import Adjustment, Standing
from performance.permissions import may_exempt
from performance.rules.fairness import CENT, length

Kind = Adjustment.Kind


@transaction.atomic
def extend(standing: Standing, *, ends_on: datetime.date, by, reason: str) -> Adjustment:
    """HR gives the person of `standing` a later last day."""
    _check(standing, by)
    return put_extension(standing, ends_on=ends_on, by=by, reason=reason)


@transaction.atomic
def prorate(standing: Standing, *, by, reason: str) -> Adjustment:
    """HR scales the target to the days that are left of its period."""
    _check(standing, by)
    _refuse_ended(standing)
    amount = share_of_days_left(standing, today())
    return _put(standing, Kind.PRORATED, by, reason, required=amount)


def share_of_days_left(standing: Standing, day: datetime.date) -> Decimal:
    """The whole by the days left, today included, of all days; rounded down, and at
    least what is counted already."""
    left = length(max(day, standing.starts_on), standing.ends_on)
    step = standing.target.step if standing.target.measure != "jp" else CENT
    amount = standing.whole * left / standing.period_days // step * step
    return min(max(amount, standing.counted), standing.required)


@transaction.atomic
def undo(adjustment: Adjustment, *, by, reason: str = "") -> Adjustment:
    """The target asks again what her days ask."""
    standing = standing_of(adjustment)
    _check(standing, by)
    rows = Adjustment.objects.holding().filter(pk=adjustment.pk)
    if not rows.update(undone_by=by, undone_at=timezone.now()):
        raise Refused("undone_already", _("This has been undone already."))
    adjustment.refresh_from_db()
    _log("standing.adjustment_undone", standing, by, reason, adjustment)
    recount([standing.person_id], _years(standing))
    _tell(standing, adjustment, "performance.adjustment_undone", reason)
    return adjustment


def put_extension(standing, *, ends_on, by, reason, is_asked=False) -> Adjustment:
    """Give a later last day; who may do so was asked before."""
    if ends_on is None or ends_on <= standing.ends_on:
        raise Refused(
            "not_later",
            _("Choose a day after %(day)s: the target runs until then already.")
            % {"day": date_format(standing.ends_on, "j F Y")},
            field="ends_on",
        )
    if (ends_on - standing.ends_on).days > 366:
        raise Refused(
            "too_late", _("At most one year later can be given."), field="ends_on"
        )
    return _put(standing, Kind.EXTENSION, by, reason, is_asked=is_asked, ends_on=ends_on)


def put_correction(
    standing, *, required: Decimal, by, reason, is_asked=False
) -> Adjustment:
    """Set the amount that an objection proved right; never more than her days ask."""
    if required is None or not 0 <= required < standing.required:
        raise Refused(
            "not_less",
            _("The amount must be below the %(amount)s that are asked now.")
            % {"amount": jp_number(standing.required)},
            field="required",
        )
    return _put(
        standing, Kind.CORRECTED, by, reason, is_asked=is_asked, required=required
    )


def _put(
    standing: Standing, kind: str, by, reason: str, *, is_asked=False, **what
) -> Adjustment:
    """One of a kind holds at a time: a new one takes the place of the old."""
    if not (reason.strip() or is_asked):
        raise Refused(
            "reason_missing", _("Write the reason: the person reads it."), field="reason"
        )
    key = {
        "person": standing.person,
        "target": standing.target,
        "year": standing.year,
        "kind": kind,
    }
    held = Adjustment.objects.holding().filter(**key)
    held.update(undone_by=by, undone_at=timezone.now())
    row = Adjustment.objects.create(**key, **what, reason=reason.strip(), decided_by=by)
    _log(f"standing.{kind}", standing, by, reason, row)
    recount([standing.person_id], _years(standing))
    _tell(standing, row, "performance.adjusted", reason)
    return row


def standing_of(row) -> Standing:
    """The standing of an adjustment or a petition, with its person and target."""
    rows = Standing.objects.select_related("person__unit", "target")
    found = rows.filter(person=row.person_id, target=row.target_id, year=row.year).first()
    if found is None:
        raise Refused(
            "standing_gone", _("This target asks nothing of the person any more.")
        )
    return found


def _years(standing: Standing) -> list[int]:
    return list(range(standing.starts_on.year, standing.year + 1))


def _check(standing: Standing, by) -> None:
    if not may_exempt(by, standing.person):
        raise PermissionDenied


def _refuse_ended(standing: Standing) -> None:
    if standing.ends_on < today():
        raise Refused(
            "period_ended",
            _("The period has ended: move its last day, or exempt the person."),
        )


def _log(act: str, standing: Standing, by, reason: str, row: Adjustment) -> None:
    log_decision(
        act,
        by=by,
        person=standing.person,
        subject=f"{standing.target.code} {standing.year}",
        reason=reason,
        status_before=standing.status,
        required_before=str(standing.required),
        ends_on_before=str(standing.ends_on),
        adjustment=row.pk,
        required=str(row.required or ""),
        ends_on=str(row.ends_on or ""),
    )


def _tell(standing: Standing, row: Adjustment, kind: str, reason: str) -> None:
    if standing.person_id == row.decided_by_id and not row.undone_at:
        return
    with override(standing.person.language):
        target = standing.target.name
        day = date_format(row.ends_on, "j F Y") if row.ends_on else ""
        what = day or jp_number(row.required)
        told = reason.strip() or row.public_reason
    tell(
        standing.person,
        kind,
        source=f"adjustment:{row.pk}:{'undone' if row.undone_at else 'made'}",
        url=standing.get_absolute_url(),
        target=target,
        what=what,
        reason=told,
    )
