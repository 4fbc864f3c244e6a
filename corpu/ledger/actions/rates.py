"""Publishes conversions: dated rows that never change once they count."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from corpu.ledger.actions.dirty import mark_dirty
from corpu.ledger.models import LearningForm, Rate, Record
from corpu.ledger.permissions import may_publish_rates
from corpu.lib.guards import ask_guards
from corpu.lib.refusals import Refused
from corpu.lib.rule_rows import let_count
from corpu.people.actions.decisions import log_decision

DAY = datetime.timedelta(days=1)


@transaction.atomic
def publish_rate(rate: Rate, *, by, reason: str = "") -> Rate:
    """Let a drafted rate count from its `valid_from` on.

    The rate that was in force until then gets its `valid_to`, the one change that a
    published row may have. Refused for whoever drafted it, and where it would overlap
    another published rate. The people and years it touches are counted again in the
    background; screens say so until that is done.
    """
    LearningForm.objects.select_for_update().get(pk=rate.form_id)
    rate = Rate.objects.select_for_update().get(pk=rate.pk)
    if rate.live:
        raise Refused("already_published", _("This conversion has been published."))
    if not may_publish_rates(by):
        raise Refused("not_allowed", _("Only HR of the whole installation may publish."))
    if rate.drafted_by_id == by.pk:
        message = _("Whoever drafted a conversion does not publish it: ask another.")
        raise Refused("own_draft", message)
    if not rate.legal_basis.strip():
        message = _("Name the rule that this conversion rests on.")
        raise Refused("legal_basis_missing", message, field="legal_basis")
    ask_guards(rate, by=by, reason=reason)
    closed = _make_room_for(rate)
    let_count(rate, by)
    touched = _mark_touched(rate)
    log_decision(
        "rate.published", by=by, subject=rate, reason=reason, rate=rate.pk,
        closed=closed, people_touched=touched,
    )  # fmt: skip
    return rate


def overlapping(rate: Rate):
    """Published rates of the same form, scope and role that share a day with `rate`."""
    others = Rate.objects.published().filter(
        form=rate.form_id, scope=rate.scope, role=rate.role
    )
    others = others.exclude(pk=rate.pk).exclude(valid_to__lt=rate.valid_from)
    if rate.valid_to:
        others = others.exclude(valid_from__gt=rate.valid_to)
    return others


def _make_room_for(rate: Rate) -> list[int]:
    """Close the open predecessor the day before; refuse whatever else is in the way.

    Conversions that were never confirmed have credited nothing: one that begins on the
    same day or later is withdrawn in favour of the new one.
    """
    unconfirmed = overlapping(rate).filter(
        confirmed=False, valid_from__gte=rate.valid_from
    )
    unconfirmed.update(live=False)
    before = overlapping(rate).filter(valid_to=None, valid_from__lt=rate.valid_from)
    closed = list(before.values_list("pk", flat=True))
    Rate.objects.filter(pk__in=closed).update(valid_to=rate.valid_from - DAY)
    if overlapping(rate).exists():
        message = _(
            "Another published conversion of this form is in force on some of these "
            "days: choose days that follow it."
        )
        raise Refused("overlap", message, field="valid_from")
    return closed


def _mark_touched(rate: Rate) -> int:
    """Everybody with a fact of this form on a day that the rate now rules."""
    facts = Record.objects.facts().filter(
        form=rate.form_id, scope=rate.scope, role=rate.role, ended_on__gte=rate.valid_from
    )
    if rate.valid_to:
        facts = facts.filter(started_on__lte=rate.valid_to)
    return mark_dirty(facts)
