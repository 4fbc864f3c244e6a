"""What the owner does with her evidence: write, attach, send, withdraw."""

import uuid

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.actions import previews
from corpu.ledger.models import Rate
from corpu.lib.clock import today
from corpu.lib.proof_files import EXTENSIONS, ProofFault, inspect_proof
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.deciders import decider_for
from learning.actions import duplicates
from learning.models import Evidence, EvidenceStep
from learning.rules import (
    after_working_days,
    number_key,
    quantities_needed,
    quantities_shown,
)

State, Act = Evidence.State, EvidenceStep.Act
DAYS_TO_DECIDE = 5
FIELDS = [
    "title",
    "provider_name",
    "form",
    "scope",
    "started_on",
    "ended_on",
    "jp_stated",
    "minutes",
    "days",
    "sessions",
    "semesters",
    "certificate_number",
    "note",
]
FAULTS = {
    "empty": _("This file is empty. Choose the file again."),
    "wrong_type": _("This is not a PDF, JPG or PNG. Save it as one of them, or take a "
                    "photo of the certificate."),
    "archive": _("This is an archive or an office document. Upload the certificate "
                 "itself as PDF, JPG or PNG."),
    "heic": _("This photo is in HEIC format. Take it with the camera button, or save it "
              "as JPG."),
    "broken": _("This file is damaged or incomplete. Open it on your device to check, "
                "then upload it again."),
    "encrypted": _("This PDF asks for a password. Save a copy without one."),
    "too_many_pages": _("This PDF has more than 50 pages. Upload only the certificate."),
    "too_many_pixels": _("This picture is too large. Take it with fewer megapixels."),
    "active_content": _("This PDF contains scripts or starts programs. Print it to a new "
                        "PDF and upload that."),
    "two_in_one": _("Something else is hidden in this file. Print it to a new PDF or "
                    "take a photo, and upload that."),
}  # fmt: skip


@transaction.atomic
def save_draft(*, person, evidence: Evidence | None = None, **fields) -> Evidence:
    """Keep what `person` has typed so far; nothing needs to be complete yet."""
    evidence = evidence or Evidence(person=person)
    if evidence.pk:
        _hold(evidence)
    for name in FIELDS:
        if name in fields:
            setattr(evidence, name, fields[name])
    evidence.number_key = number_key(evidence.certificate_number)
    evidence.changed_at = timezone.now()
    evidence.save()
    return evidence


def _hold(evidence: Evidence) -> None:
    """Read the claim again and hold it until the transaction ends: it may have been
    sent, and even decided, since it was read."""
    evidence.refresh_from_db(from_queryset=Evidence.objects.select_for_update())
    _must_be_editable(evidence)


def _must_be_editable(evidence: Evidence) -> None:
    if not evidence.is_editable:
        raise Refused(
            "evidence_sent",
            _("This evidence has been sent. Withdraw it first if you want to change it."),
        )


def attach_file(evidence: Evidence, *, upload) -> Evidence:
    """Check an uploaded file by its content and keep it with the claim."""
    _must_be_editable(evidence)
    if upload.size > settings.MAX_EVIDENCE_BYTES:
        raise Refused("file_too_large", _("This file is larger than %(megabytes)s MB. Scan it in lower quality, or take a photo.") % {"megabytes": settings.MAX_EVIDENCE_BYTES // 1_000_000}, field="file")  # fmt: skip
    try:
        proof = inspect_proof(upload.read())
    except ProofFault as fault:
        raise Refused(f"file_{fault.code}", FAULTS[fault.code], field="file") from fault
    duplicates.refuse_known_file(evidence, proof.sha256)
    return _keep_file(evidence, proof, upload.name)


@transaction.atomic
def _keep_file(evidence: Evidence, proof, name: str) -> Evidence:
    _hold(evidence)
    if evidence.file_sha256 == proof.sha256:
        return evidence
    if evidence.file_path and evidence.state == State.RETURNED:
        add_step(evidence, Act.REPLACED, by=evidence.person, was=evidence.file_sha256)
    path = f"evidence/{uuid.uuid4()}.{EXTENSIONS[proof.content_type]}"
    evidence.file_path = storages["private"].save(path, ContentFile(proof.data))
    evidence.file_name = name[-200:]
    evidence.file_type = proof.content_type
    evidence.file_bytes = len(proof.data)
    evidence.file_sha256 = proof.sha256
    evidence.changed_at = timezone.now()
    evidence.save()
    return evidence


def add_step(evidence: Evidence, act, *, by=None, reason="", **data) -> EvidenceStep:
    """One more line of the claim's trail."""
    return EvidenceStep.objects.create(
        evidence=evidence, act=act, by=by, reason=reason, data=data
    )


def rate_of(evidence: Evidence) -> Rate | None:
    """The rate that a claim falls under, by its form, scope and last day."""
    if not evidence.form_id:
        return None
    rates = Rate.objects.on(evidence.ended_on or today())
    return rates.filter(
        form=evidence.form_id, scope=evidence.scope, role="learner"
    ).first()


def stated(evidence: Evidence) -> dict:
    """The quantities that count under the form's basis, others left out."""
    rate = rate_of(evidence)
    shown = quantities_shown(rate.basis if rate else None)
    return {name: getattr(evidence, name) for name in shown if getattr(evidence, name)}


def missing(evidence: Evidence) -> dict:
    """What still has to be filled before it can be sent: field -> sentence."""
    gaps = {}
    for name in ("title", "provider_name", "form", "started_on", "ended_on"):
        if not getattr(evidence, name):
            gaps[name] = _("Please fill this in.")
    if evidence.ended_on and evidence.ended_on > today():
        gaps["ended_on"] = _("Learning that has not ended cannot be claimed yet.")
    gaps.update(_missing_quantity(evidence))
    if not evidence.file_path:
        gaps["file"] = _("Attach the certificate or another proof.")
    return gaps


def _missing_quantity(evidence: Evidence) -> dict:
    rate = rate_of(evidence)
    needed = quantities_needed(rate.basis if rate else None)
    if not evidence.form_id:
        return {}
    if needed and not any(getattr(evidence, name) for name in needed):
        return {needed[0]: _("This form of learning is counted by this figure.")}
    start, end = evidence.started_on, evidence.ended_on
    if not (start and end):
        return {}
    if evidence.days and evidence.days > (end - start).days + 1:
        return {"days": _("That is more days than there are between the two dates.")}
    several = "sessions" in needed and (evidence.sessions or 0) > 1
    if several and (start.year, start.month) != (end.year, end.month):
        return {"sessions": _("Claim the sessions of each month by themselves: the limit "
                              "is counted by month.")}  # fmt: skip
    return {}


def worth_of(evidence: Evidence):
    """What the claim would count on top of what is recorded, and why (a `Worth`)."""
    gaps = missing(evidence)
    if set(gaps) - {"file", "provider_name"}:
        return None
    draft = previews.Draft(
        person_id=evidence.person_id,
        form=evidence.form_id,
        scope=evidence.scope,
        role="learner",
        started_on=evidence.started_on,
        ended_on=evidence.ended_on,
        **{k: v for k, v in stated(evidence).items() if k != "semesters"},
    )
    return previews.preview([draft])[0]


def submit(evidence: Evidence, *, by) -> Evidence:
    """Send the claim to whoever decides about its owner; sending twice is harmless."""
    if evidence.state == State.SUBMITTED:
        return evidence
    _must_be_editable(evidence)
    if gaps := missing(evidence):
        field, message = next(iter(gaps.items()))
        raise Refused("evidence_incomplete", message, field=field)
    duplicates.refuse_known_file(evidence, evidence.file_sha256)
    duplicates.refuse_known_number(evidence)
    try:
        return _send(evidence, by)
    except IntegrityError:  # another took the same file in this very moment
        duplicates.refuse_known_file(evidence, evidence.file_sha256)
        raise


@transaction.atomic
def _send(evidence: Evidence, by) -> Evidence:
    now = timezone.now()
    fields = {
        "state": State.SUBMITTED,
        "decider": decider_for(evidence.person),
        "decide_by": after_working_days(now, DAYS_TO_DECIDE),
        "submitted_at": now,
        "decided_at": None,
        "changed_at": now,
    }
    rows = Evidence.objects.filter(pk=evidence.pk, state__in=Evidence.EDITABLE)
    if rows.update(**fields):
        add_step(evidence, Act.SUBMITTED, by=by)
        evidence.refresh_from_db()
        tell_decider(evidence)
    evidence.refresh_from_db()
    return evidence


def tell_decider(evidence: Evidence) -> None:
    """The decider hears that something waits; HR sees it in the queue."""
    if not evidence.decider:
        return
    sent = f"{evidence.submitted_at:%Y%m%d%H%M%S}"
    tell(
        evidence.decider,
        "learning.evidence_waiting",
        source=f"evidence:{evidence.public_id}:{sent}:to:{evidence.decider_id}",
        url=reverse("learning:evidence_item", args=[evidence.public_id]),
        name=evidence.person.full_name,
        title=evidence.title,
        until_on=evidence.decide_by.date().isoformat(),
    )


@transaction.atomic
def withdraw(evidence: Evidence, *, by) -> Evidence:
    """Take the claim back, before it is decided; a draft is simply dropped."""
    open_states = [State.DRAFT, State.SUBMITTED, State.RETURNED]
    rows = Evidence.objects.filter(pk=evidence.pk, state__in=open_states)
    if not rows.update(state=State.WITHDRAWN, changed_at=timezone.now()):
        evidence.refresh_from_db()
        if evidence.state == State.WITHDRAWN:
            return evidence
        raise Refused("already_decided", _("This evidence has been decided already."))
    add_step(evidence, Act.WITHDRAWN, by=by)
    evidence.refresh_from_db()
    return evidence


@transaction.atomic
def reopen(evidence: Evidence, *, by) -> Evidence:
    """Begin again from a claim that was withdrawn: what was typed is still there."""
    rows = Evidence.objects.filter(pk=evidence.pk, state=State.WITHDRAWN)
    rows.update(state=State.DRAFT, changed_at=timezone.now(), decider=None, reason="")
    evidence.refresh_from_db()
    return evidence
