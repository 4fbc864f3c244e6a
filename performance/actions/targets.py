"""Targets are drafted by one person and published by another."""

import json
from pathlib import Path

from django.apps import apps as installed
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.ledger.actions.dirty import mark_years
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person
from performance.models import Standing, Target
from performance.permissions import may_set_targets

NATIONAL = Path(__file__).resolve().parent.parent / "fixtures/national_targets.json"


@transaction.atomic
def load_national_targets(*, apps=installed) -> int:
    """Add the national targets that are not there yet; returns how many were added.

    What an agency changed since (switched on or off, ended) stays. `apps` is the
    historical registry in a migration.
    """
    model, added = apps.get_model("performance", "Target"), 0
    for row in json.loads(NATIONAL.read_text()):
        fields = dict(row["fields"])
        code = fields.pop("code")
        _target, is_new = model.objects.get_or_create(code=code, defaults=fields)
        added += is_new
    return added


@transaction.atomic
def publish(target: Target, *, by) -> Target:
    """Let a draft count. Whoever drafted it cannot publish it."""
    _check(by)
    if target.live:
        raise Refused("published_already", _("This target is published already."))
    if target.drafted_by_id == by.pk:
        raise Refused(
            "same_person",
            _("You drafted this target: ask a second person to publish it."),
        )
    target.live, target.published_by, target.published_at = True, by, timezone.now()
    target.save(update_fields=["live", "published_by", "published_at"])
    _log("target.published", target, by)
    _touch(target)
    return target


@transaction.atomic
def switch(target: Target, *, by, is_on: bool) -> Target:
    """Switch a published target on or off for everybody it applies to."""
    _check(by)
    if target.is_on != is_on:
        target.is_on = is_on
        target.save(update_fields=["is_on"])
        _log("target.switched_on" if is_on else "target.switched_off", target, by)
        _touch(target)
    return target


@transaction.atomic
def end(target: Target, *, by, valid_to) -> Target:
    """Give a published target its last day; a change of rule is a new target."""
    _check(by)
    if valid_to < target.valid_from:
        raise Refused(
            "days_reversed",
            _("The last day is before the first one."),
            field="valid_to",
        )
    target.valid_to = valid_to
    target.save(update_fields=["valid_to"])
    _log("target.ended", target, by)
    _touch(target)
    return target


def _check(by) -> None:
    if not may_set_targets(by):
        raise PermissionDenied


def _touch(target: Target) -> None:
    """Everybody whom the target concerns is recounted in pieces, from a promise kept
    in rows."""
    if not target.live:
        return
    people = Person.objects.employees().filter(staff_class__in=target.staff_classes)
    if target.unit:
        people = people.in_subtree(target.unit)
    ids = set(people.order_by().values_list("pk", flat=True))
    held = Standing.objects.filter(target=target).order_by()
    ids.update(held.values_list("person", flat=True).distinct())
    first = max(target.valid_from.year, today().year - 1)
    mark_years(sorted(ids), range(first, today().year + 1))


def _log(act: str, target: Target, by) -> None:
    log_decision(
        act,
        by=by,
        subject=target.code,
        drafted_by=target.drafted_by_id,
        is_on=target.is_on,
        valid_to=str(target.valid_to or ""),
    )
