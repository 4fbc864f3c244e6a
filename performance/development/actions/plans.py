"""The development plan in dialogue: proposed by the person, agreed by her leader."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.deciders import decider_for, next_decider
from corpu.people.actions.decisions import log_decision
from performance.development.actions.realisation import realise_lines
from performance.development.models import Comment, Plan, PlanLine
from performance.development.permissions import may_write_plan

# A plan that nobody answers is passed on after this long.
TIME_TO_DECIDE = datetime.timedelta(days=7)


def plan_for(person, year: int) -> Plan:
    """The person's plan of the year; made where there is none."""
    try:
        with transaction.atomic():
            values = {"post": person.post}
            return Plan.objects.get_or_create(person=person, year=year, defaults=values)[
                0
            ]
    except IntegrityError:  # another tab was first
        return Plan.objects.get(person=person, year=year)


@transaction.atomic
def propose(plan: Plan, *, by, text: str = "") -> Plan:
    """The person signs and hands the plan to her leader."""
    if by.pk != plan.person_id:
        raise PermissionDenied
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.state == Plan.State.PROPOSED:
        return plan
    if not _changes(plan):
        raise Refused(
            "nothing_to_propose", _("Add or change a line first, then propose the plan.")
        )
    now = timezone.now()
    plan.state, plan.reason = Plan.State.PROPOSED, ""
    plan.person_signed_at, plan.post_id = now, plan.person.post_id
    plan.decider, plan.decide_by = decider_for(plan.person), now + TIME_TO_DECIDE
    plan.save()
    say(plan, by=by, text=text, act="proposed")
    log_decision(
        "development.proposed", by=by, person=plan.person, subject=plan, plan=plan.pk
    )
    _tell_decider(plan, now)
    return plan


def _changes(plan: Plan) -> bool:
    rows = PlanLine.objects.filter(plan=plan)
    asked = rows.current().filter(retire_asked_at__isnull=False)
    return rows.pending().exists() or asked.exists()


@transaction.atomic
def decide(plan: Plan, *, by, accept: bool, reason: str = "") -> Plan:
    """The leader signs what was proposed, or returns it with a reason."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.state != Plan.State.PROPOSED:
        raise Refused(
            "not_waiting", _("This plan does not wait for a decision any more.")
        )
    if not Plan.objects.waiting_for(by).filter(pk=plan.pk).exists():
        raise PermissionDenied
    if not accept and not reason.strip():
        raise Refused(
            "no_reason", _("Say what should change, so that it can."), field="reason"
        )
    asked = {}
    if plan.person_signed_at:
        asked["asked_at"] = plan.person_signed_at.isoformat()
    _agree(plan, by) if accept else _return(plan, reason)
    act = "agreed" if accept else "returned"
    say(plan, by=by, text=reason, act=act)
    log_decision(
        f"development.{act}", by=by, person=plan.person, subject=plan, reason=reason,
        on_behalf_of=plan.decider if plan.decider_id not in (None, by.pk) else None,
        plan=plan.pk, **asked,
    )  # fmt: skip
    moment = timezone.now()
    tell(
        plan.person,
        f"development.{act}",
        source=f"plan:{plan.pk}:{act}:{moment:%Y%m%d%H%M%S%f}",
        url=plan.get_absolute_url(),
        year=plan.year,
        name=by.full_name,
        reason=reason,
    )
    return plan


def _agree(plan: Plan, by) -> None:
    now = timezone.now()
    rows = PlanLine.objects.filter(plan=plan)
    replaced = rows.pending().exclude(replaces=None).values("replaces")
    rows.agreed().filter(pk__in=list(replaced.values_list("replaces", flat=True))).update(
        retired_at=now, record=None, realised_at=None
    )
    rows.agreed().filter(retire_asked_at__isnull=False).update(retired_at=now)
    rows.pending().update(agreed_at=now)
    plan.state, plan.reason = Plan.State.AGREED, ""
    plan.leader_signed_at, plan.leader_signed_by = now, by
    plan.save()
    realise_lines([plan.person_id], [plan.year])


def _return(plan: Plan, reason: str) -> None:
    plan.state, plan.reason = Plan.State.RETURNED, reason
    plan.save(update_fields=["state", "reason"])


@transaction.atomic
def say(plan: Plan, *, by, text: str, act: str = "") -> Comment | None:
    """A word in the dialogue; acts are noted even without words."""
    if not act and not text.strip():
        raise Refused("no_text", _("Write something first."), field="text")
    if not act and not may_write_plan(by, plan.person):
        raise PermissionDenied
    row = Comment.objects.create(plan=plan, by=by, text=text[:1000], act=act)
    other = plan.person if by.pk != plan.person_id else decider_for(plan.person)
    if not act and other:
        tell(
            other,
            "development.comment",
            source=f"plan-comment:{row.pk}",
            url=plan.get_absolute_url(),
            name=by.full_name,
            year=plan.year,
        )
    return row


def pass_on_silent(now) -> int:
    """Move proposed plans that nobody answered one level up; returns how many."""
    silent = Plan.objects.filter(
        state=Plan.State.PROPOSED, decider__isnull=False, decide_by__lte=now
    )
    return sum(_pass_on(pk, now) for pk in silent.values_list("pk", flat=True))


@transaction.atomic
def _pass_on(pk: int, now) -> bool:
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .filter(pk=pk, state=Plan.State.PROPOSED, decide_by__lte=now)
        .first()
    )
    if plan is None:
        return False
    before = plan.decider
    plan.decider = next_decider(before, plan.person)
    plan.decide_by = now + TIME_TO_DECIDE
    plan.save(update_fields=["decider", "decide_by"])
    log_decision(
        "development.passed_on", by=None, person=plan.person, subject=plan,
        before=before.pk if before else None, after=plan.decider_id,
    )  # fmt: skip
    _tell_decider(plan, now)
    return True


def _tell_decider(plan: Plan, moment) -> None:
    if plan.decider:
        tell(
            plan.decider,
            "development.proposed",
            source=f"plan:{plan.pk}:proposed:{moment:%Y%m%d%H%M%S%f}",
            url=plan.get_absolute_url(),
            name=plan.person.full_name,
            year=plan.year,
        )
