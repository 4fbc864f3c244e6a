"""Dated rules are drafted by one person and published by another."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from performance.models.dated import DatedRule
from performance.permissions import may_set_targets


@transaction.atomic
def publish(row: DatedRule, *, by) -> DatedRule:
    """Let a draft hold. Whoever drafted it cannot publish it; drafts that were shipped
    with the house were drafted by none of its people."""
    _check(by)
    if row.live:
        raise Refused("published_already", _("This rule is published already."))
    if row.drafted_by_id == by.pk:
        raise Refused(
            "same_person",
            _("You drafted this rule: ask a second person to publish it."),
        )
    row.live, row.published_by, row.published_at = True, by, timezone.now()
    row.save(update_fields=["live", "published_by", "published_at"])
    _log("published", row, by)
    return row


@transaction.atomic
def end(row: DatedRule, *, by, valid_to) -> DatedRule:
    """Give a published rule its last day; a change of rule is a new row."""
    _check(by)
    if valid_to < row.valid_from:
        raise Refused(
            "days_reversed", _("The last day is before the first one."), field="valid_to"
        )
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    _log("ended", row, by)
    return row


def _check(by) -> None:
    if not may_set_targets(by):
        raise PermissionDenied


def _log(act: str, row: DatedRule, by) -> None:
    log_decision(
        f"{row._meta.model_name}.{act}",
        by=by,
        subject=str(row),
        rule=row.pk,
        drafted_by=row.drafted_by_id,
        valid_to=str(row.valid_to or ""),
    )
