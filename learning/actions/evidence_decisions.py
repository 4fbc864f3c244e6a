"""What others do with a claim: accept, return, pass on after silence, void."""

from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from corpu.ledger.actions import records
from corpu.ledger.models import Basis
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.deciders import next_decider
from corpu.people.actions.decisions import log_decision
from learning.actions.evidence import (
    DAYS_TO_DECIDE,
    add_step,
    rate_of,
    stated,
    tell_decider,
)
from learning.models import Evidence, EvidenceStep
from learning.permissions import may_void_evidence
from learning.rules import after_working_days

State, Act = Evidence.State, EvidenceStep.Act


@transaction.atomic
def decide(
    evidence: Evidence, *, by, accept: bool, reason: str = "", jp: Decimal | None = None
) -> Evidence:
    """Accept the claim into the ledger, or return it to its owner with a reason.

    `jp` is asked for where the form has no conversion of its own (other_* forms).
    """
    _must_wait_for(evidence, by)
    if not accept and not reason.strip():
        raise Refused(
            "reason_needed",
            _("Say why you return it, so that the owner knows what to mend."),
            field="reason",
        )
    state = State.ACCEPTED if accept else State.RETURNED
    _move(evidence, state, by, reason.strip())
    if accept:
        _record(evidence, by, reason.strip(), jp)
    add_step(
        evidence, Act.ACCEPTED if accept else Act.RETURNED, by=by, reason=reason.strip()
    )
    _log(f"evidence.{state}", evidence, by, reason.strip())
    _tell_owner(evidence, f"learning.evidence_{state}", reason.strip())
    return evidence


def _must_wait_for(evidence: Evidence, by) -> None:
    evidence.refresh_from_db(fields=["state", "submitted_at", "decider"])
    if evidence.person_id == by.pk:
        raise Refused("own_evidence", _("Nobody decides about her own evidence."))
    if evidence.state != State.SUBMITTED:
        raise Refused("already_decided", _("This evidence has been decided already."))
    if not Evidence.objects.waiting_for(by).filter(pk=evidence.pk).exists():
        raise Refused("not_yours", _("This evidence waits for somebody else."))


def _move(evidence: Evidence, state: str, by, reason: str) -> None:
    """Of two deciders who press at the same moment, one decides."""
    now = timezone.now()
    rows = Evidence.objects.filter(
        pk=evidence.pk, state=State.SUBMITTED, submitted_at=evidence.submitted_at
    )
    if not rows.update(
        state=state, decided_at=now, decided_by=by, reason=reason, changed_at=now
    ):
        raise Refused("already_decided", _("This evidence has been decided already."))
    evidence.refresh_from_db()


def needs_jp(evidence: Evidence) -> bool:
    """True where the decider must set the JP: the form has no conversion."""
    rate = rate_of(evidence)
    return bool(rate and rate.basis == Basis.APPROVED)


def _record(evidence: Evidence, by, reason: str, jp: Decimal | None) -> None:
    """Post the fact; HR may have voided an earlier one of the same claim."""
    if needs_jp(evidence) and not jp:
        raise Refused(
            "jp_needed",
            _("This form has no conversion: open the evidence and set its JP."),
            field="jp",
        )
    record = records.record(
        person=evidence.person,
        form=evidence.form_id,
        scope=evidence.scope,
        title=evidence.title,
        provider_name=evidence.provider_name,
        started_on=evidence.started_on,
        ended_on=evidence.ended_on,
        certificate_number=evidence.certificate_number,
        source=f"evidence:{evidence.public_id}",
        by=by,
        **stated(evidence),
    )
    if needs_jp(evidence):
        reason = reason or gettext("Set when the evidence was accepted.")
        records.approve_jp(record, jp=jp, by=by, reason=reason)
    Evidence.objects.filter(pk=evidence.pk).update(record=record)
    evidence.record = record


def _log(act: str, evidence: Evidence, by, reason: str) -> None:
    stands_in = by and evidence.decider_id and evidence.decider_id != by.pk
    on_behalf = evidence.decider if stands_in else None
    log_decision(
        act,
        by=by,
        person=evidence.person,
        subject=evidence.title,
        reason=reason,
        on_behalf_of=on_behalf,
        evidence=str(evidence.public_id),
        sha256=evidence.file_sha256,
        **_asked(evidence, by),
    )


def _asked(evidence: Evidence, by) -> dict:
    """Since when a claim waited, for those who look at how long decisions take."""
    if by is None or by.pk == evidence.person_id or not evidence.submitted_at:
        return {}
    return {"asked_at": evidence.submitted_at.isoformat()}


def _tell_owner(evidence: Evidence, kind: str, reason: str) -> None:
    at = f"{evidence.changed_at:%Y%m%d%H%M%S%f}"
    tell(
        evidence.person,
        kind,
        source=f"evidence:{evidence.public_id}:{evidence.state}:{at}",
        url=reverse("learning:evidence_item", args=[evidence.public_id]),
        title=evidence.title,
        reason=reason,
    )


@transaction.atomic
def void(evidence: Evidence, *, by, reason: str) -> Evidence:
    """HR takes an accepted claim out of the ledger again, with a reason."""
    if not may_void_evidence(by, evidence):
        raise Refused("not_hr", _("Only HR may void accepted evidence."))
    if not reason.strip():
        raise Refused("reason_needed", _("Say why it is voided."), field="reason")
    rows = Evidence.objects.filter(pk=evidence.pk, state=State.ACCEPTED)
    if not rows.update(
        state=State.VOIDED, changed_at=timezone.now(), reason=reason.strip()
    ):
        raise Refused("not_accepted", _("Only accepted evidence can be voided."))
    evidence.refresh_from_db()
    records.void(evidence.record, reason=reason.strip(), by=by)
    add_step(evidence, Act.VOIDED, by=by, reason=reason.strip())
    _log("evidence.voided", evidence, by, reason.strip())
    _tell_owner(evidence, "learning.evidence_voided", reason.strip())
    return evidence


def escalate() -> int:
    """Pass on what nobody answered in time, one level up; returns how many."""
    overdue = Evidence.objects.overdue().select_related("decider", "person")
    return sum(_escalate_one(evidence) for evidence in overdue)


@transaction.atomic
def _escalate_one(evidence: Evidence) -> int:
    silent = evidence.decider
    upper = next_decider(silent, evidence.person)
    until = after_working_days(timezone.now(), DAYS_TO_DECIDE)
    rows = Evidence.objects.filter(
        pk=evidence.pk, state=State.SUBMITTED, decide_by=evidence.decide_by
    )
    if not rows.update(decider=upper, decide_by=until):
        return 0
    evidence.refresh_from_db()
    add_step(evidence, Act.ESCALATED, reason="", silent=silent.pk)
    _log("evidence.escalated", evidence, None, "")
    tell_decider(evidence)
    source = f"evidence:{evidence.public_id}:escalated:{until:%Y%m%d%H%M%S}"
    url = reverse("learning:evidence_item", args=[evidence.public_id])
    for reader, who in ((evidence.person, "owner"), (silent, "silent")):
        tell(
            reader,
            f"learning.evidence_escalated_{who}",
            source=f"{source}:{who}",
            url=url,
            title=evidence.title,
            name=evidence.person.full_name,
        )
    return 1
