"""Dated rules are drafted by one person and published by another; what is published gets
its last day the same way: one proposes, another confirms.

Every kind of rule is kept by `Keeping`; a part of performance whose rules are kept by
others, or from which something follows, registers its own when it starts (`keep`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.guards import ask_guards
from corpu.lib.refusals import Refused
from corpu.lib.rule_rows import let_count
from corpu.people.actions.decisions import log_decision
from performance.models import RuleChange
from performance.models.dated import DatedRule
from performance.permissions import may_set_targets

State = RuleChange.State


def _office(by, row) -> bool:
    return may_set_targets(by)


def _no_objection(row, valid_to) -> None:
    return None


def _nothing_follows() -> None:
    return None


def _own_page(row) -> str:
    return row.get_absolute_url()


@dataclass(frozen=True)
class Keeping:
    """How rules of one kind are kept: who publishes and ends them, what speaks against a
    last day (raises `Refused`), what follows a change, where one is read, and how its
    acts begin in the log (else by the name of the model)."""

    may: Callable = _office
    refuse: Callable = _no_objection
    follow: Callable = _nothing_follows
    page: Callable = _own_page
    acts: str = ""


_KEPT: dict[str, Keeping] = {}


def keep(label: str, keeping: Keeping) -> None:
    """Register how rules of the model `label` ("app.model") are kept."""
    _KEPT[label.lower()] = keeping


def keeping_of(row) -> Keeping:
    """How this rule is kept."""
    return _KEPT.get(row._meta.label_lower) or Keeping()


def model_of(kind: str):
    """The model of rules with this label, or None where no rules are kept under it."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    is_kept = issubclass(model, DatedRule) or model._meta.label_lower in _KEPT
    return model if is_kept else None


@transaction.atomic
def publish(row: DatedRule, *, by, reason: str = "") -> DatedRule:
    """Let a draft hold. Whoever drafted it cannot publish it; drafts that were shipped
    with the house were drafted by none of its people. Of two who publish it at the same
    moment, one does."""
    _check(row, by)
    _lock(row)
    if row.live:
        raise Refused("published_already", _("This rule is published already."))
    if row.drafted_by_id == by.pk:
        raise Refused(
            "same_person",
            _("You drafted this rule: ask a second person to publish it."),
        )
    ask_guards(row, by=by, reason=reason)
    let_count(row, by)
    _log("published", row, by, reason)
    keeping_of(row).follow()
    return row


@transaction.atomic
def propose_end(row, *, by, valid_to, reason: str) -> RuleChange:
    """Propose the last day of a published rule; nothing changes until a second person
    confirms. A change of rule is a new row that begins after it."""
    _check(row, by)
    _lock(row)
    _refuse_day(row, valid_to)
    if not reason.strip():
        raise Refused(
            "reason_missing",
            _("Say why: the second person decides by it."),
            field="reason",
        )
    try:
        with transaction.atomic():
            change = RuleChange.objects.create(
                kind=row._meta.label_lower, rule=row.pk, valid_to=valid_to,
                reason=reason.strip(), proposed_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(
            "change_waits", _("A last day waits to be confirmed: answer that one first.")
        ) from None
    _log("end_proposed", row, by, change.reason, wanted=str(valid_to))
    return change


@transaction.atomic
def answer_end(change: RuleChange, *, by, accept: bool):
    """A second person confirms or refuses the last day that another proposed; returns
    the rule."""
    row = rule_of(change)
    _check(row, by)
    if change.proposed_by_id == by.pk:
        raise Refused(
            "same_person", _("You proposed this: a second person has to confirm it.")
        )
    _lock(row)
    _close(change, State.CONFIRMED if accept else State.REFUSED, by)
    if accept:
        _refuse_day(row, change.valid_to)
        row.valid_to = change.valid_to
        row.save(update_fields=["valid_to"])
        keeping_of(row).follow()
    act = "ended" if accept else "end_refused"
    _log(act, row, by, change.reason, proposed_by=change.proposed_by_id)
    return row


@transaction.atomic
def withdraw_end(change: RuleChange, *, by):
    """Whoever proposed it takes it back; returns the rule."""
    row = rule_of(change)
    _check(row, by)
    if change.proposed_by_id != by.pk:
        raise Refused("not_yours", _("Only the one who proposed it takes it back."))
    _close(change, State.WITHDRAWN, by)
    _log("end_withdrawn", row, by, change.reason)
    return row


def rule_of(change: RuleChange):
    """The rule that the change is about."""
    return model_of(change.kind)._base_manager.get(pk=change.rule)


def waiting_for(viewer) -> list[tuple]:
    """(rule, change) of every last day that `viewer` can confirm: nobody's own."""
    waiting = RuleChange.objects.waiting().exclude(proposed_by=viewer)
    pairs = [(rule_of(change), change) for change in waiting]
    return [(row, change) for row, change in pairs if keeping_of(row).may(viewer, row)]


def _lock(row) -> None:
    """Hold the row, and read what it says now."""
    kept = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    for name in ("live", "valid_to", "drafted_by_id"):
        setattr(row, name, getattr(kept, name))


def _refuse_day(row, valid_to) -> None:
    if not row.live:
        raise Refused("draft", _("A draft is changed in the editor, not here."))
    if valid_to < row.valid_from:
        raise Refused(
            "days_reversed", _("The last day is before the first one."), field="valid_to"
        )
    keeping_of(row).refuse(row, valid_to)


def _close(change: RuleChange, state: str, by) -> None:
    """Of two who answer at the same moment, one answers."""
    rows = RuleChange.objects.waiting().filter(pk=change.pk)
    if not rows.update(state=state, decided_by=by, decided_at=timezone.now()):
        raise Refused("decided_already", _("This change has been answered already."))
    change.refresh_from_db()


def _check(row, by) -> None:
    if not keeping_of(row).may(by, row):
        raise PermissionDenied


def _log(act: str, row, by, reason: str, **data) -> None:
    acts = keeping_of(row).acts or f"{row._meta.model_name}."
    log_decision(
        f"{acts}{act}",
        by=by,
        subject=str(row),
        reason=reason,
        rule=row.pk,
        drafted_by=row.drafted_by_id,
        valid_to=str(row.valid_to or ""),
        **data,
    )
