"""Targets are drafted by one person and published by another; what is published is
switched and ended the same way: one proposes, another confirms."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.ledger.actions.dirty import mark_years
from corpu.lib.clock import today
from corpu.lib.guards import ask_guards
from corpu.lib.refusals import Refused
from corpu.lib.rule_rows import let_count
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Appointment, Person
from performance.actions.national import load_national_targets
from performance.models import Standing, Target, TargetChange
from performance.permissions import may_set_targets

__all__ = [
    "answer_change",
    "load_national_targets",
    "propose",
    "publish",
    "withdraw_change",
]
Act, State = TargetChange.Act, TargetChange.State


@transaction.atomic
def publish(target: Target, *, by, reason: str = "") -> Target:
    """Let a draft count. Whoever drafted it cannot publish it; a draft that nobody
    rehearsed as it stands needs a reason. Of two who publish at the same moment, one
    does."""
    _check(by)
    kept = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    target.live, target.drafted_by_id = kept.live, kept.drafted_by_id
    if target.live:
        raise Refused("published_already", _("This target is published already."))
    if target.drafted_by_id == by.pk:
        raise Refused(
            "same_person",
            _("You drafted this target: ask a second person to publish it."),
        )
    ask_guards(target, by=by, reason=reason)
    if not target.is_confirmed:
        target.is_on = False
    let_count(target, by, "is_on")
    _log("target.published", target, by)
    touch(target)
    return target


@transaction.atomic
def propose(
    target: Target, act: str, *, by, reason: str, valid_to=None, activity=None
) -> TargetChange:
    """Propose to switch or end a published target, or to recognise an activity as its
    programme; nothing changes until a second person confirms."""
    _check(by)
    _refuse_senseless(target, act, valid_to, activity)
    if not reason.strip():
        raise Refused(
            "reason_missing",
            _("Say why: the second person decides by it."),
            field="reason",
        )
    try:
        with transaction.atomic():
            change = TargetChange.objects.create(
                target=target, act=act, reason=reason.strip(), proposed_by=by,
                valid_to=valid_to if act == Act.END else None,
                activity=activity if act == Act.RECOGNISE else None,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(
            "change_waits",
            _("Another change of this target waits: answer that one first."),
        ) from None
    _log(f"target.{act}_proposed", target, by, reason=change.reason)
    return change


@transaction.atomic
def answer_change(change: TargetChange, *, by, accept: bool) -> TargetChange:
    """A second person confirms or refuses what another proposed."""
    _check(by)
    if change.proposed_by_id == by.pk:
        raise Refused(
            "same_person", _("You proposed this: a second person has to confirm it.")
        )
    _close(change, State.CONFIRMED if accept else State.REFUSED, by)
    if accept:
        _apply(change)
    act = DONE[change.act] if accept else "target.change_refused"
    _log(act, change.target, by, reason=change.reason, proposed_by=change.proposed_by_id)
    if accept:
        touch(change.target)
    return change


@transaction.atomic
def withdraw_change(change: TargetChange, *, by) -> TargetChange:
    """Whoever proposed it takes it back."""
    _check(by)
    if change.proposed_by_id != by.pk:
        raise Refused("not_yours", _("Only the one who proposed it takes it back."))
    _close(change, State.WITHDRAWN, by)
    _log("target.change_withdrawn", change.target, by, reason=change.reason)
    return change


DONE = {
    Act.SWITCH_ON: "target.switched_on",
    Act.SWITCH_OFF: "target.switched_off",
    Act.END: "target.ended",
    Act.RECOGNISE: "target.activity_recognised",
}


def _refuse_senseless(target: Target, act: str, valid_to, activity) -> None:
    if not target.live:
        raise Refused("draft", _("A draft is changed in the editor, not here."))
    if act == Act.SWITCH_ON and not target.is_confirmed:
        raise Refused(
            "unconfirmed",
            _(
                "Its numbers are still to be confirmed: draft a target with those that hold."
            ),
        )
    if act == Act.END and valid_to is None:
        message = _("Give the last day on which the target applies.")
        raise Refused("day_missing", message, field="valid_to")
    if act == Act.END and valid_to < target.valid_from:
        raise Refused(
            "days_reversed",
            _("The last day is before the first one."),
            field="valid_to",
        )
    if (act == Act.SWITCH_ON and target.is_on) or (
        act == Act.SWITCH_OFF and not target.is_on
    ):
        raise Refused("nothing_to_change", _("It is so already: nothing would change."))
    if act == Act.RECOGNISE and activity is None:
        raise Refused("activity_missing", _("Choose an activity."), field="activity")


def _close(change: TargetChange, state: str, by) -> TargetChange:
    """Of two who answer at the same moment, one answers."""
    rows = TargetChange.objects.waiting().filter(pk=change.pk)
    if not rows.update(state=state, decided_by=by, decided_at=timezone.now()):
        raise Refused("decided_already", _("This change has been answered already."))
    change.refresh_from_db()
    return change


def _apply(change: TargetChange) -> None:
    target = change.target
    if change.act == Act.END:
        target.valid_to = change.valid_to
    elif change.act == Act.RECOGNISE:
        target.activities.add(change.activity)
    else:
        target.is_on = change.act == Act.SWITCH_ON
    target.save(update_fields=["valid_to", "is_on"])


def _check(by) -> None:
    if not may_set_targets(by):
        raise PermissionDenied


def touch(target: Target) -> int:
    """Everybody whom the target concerns is recounted in pieces, from a promise kept
    in rows; returns how many years of people wait."""
    if not target.live:
        return 0
    last = today().year
    first = max(target.valid_from.year, last - 1)
    ids = set(concerned(target, first).order_by().values_list("pk", flat=True))
    held = Standing.objects.filter(target=target).order_by()
    ids.update(held.values_list("person", flat=True).distinct())
    return mark_years(sorted(ids), range(first, last + 1))


def concerned(target: Target, since: int):
    """People in service whom the target is for today, or was since the year `since`."""
    who = Q(staff_class__in=target.staff_classes)
    if target.unit:
        who &= Q(unit__path__startswith=target.unit.path)
    if target.post_kinds:
        who &= Q(post__kind__in=target.post_kinds)
    if target.post_levels:
        levels = Q()
        for level in target.post_levels:
            levels |= Q(post__level__iexact=level)
        who &= levels
    if target.post_ids:
        who &= Q(post__in=target.post_ids)
    begin = today().replace(year=since, month=1, day=1)
    held = Appointment.objects.filter(Q(ended_on=None) | Q(ended_on__gte=begin), who)
    people = Person.objects.employees().filter(who | Q(pk__in=held.values("person")))
    return people.filter(pk__in=target.people_ids) if target.people_ids else people


def _log(act: str, target: Target, by, **data) -> None:
    log_decision(
        act,
        by=by,
        subject=target.code,
        drafted_by=target.drafted_by_id,
        is_on=target.is_on,
        valid_to=str(target.valid_to or ""),
        **data,
    )
