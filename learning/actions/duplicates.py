"""One proof counts once: the same file or number is caught, by whomever it is used."""

from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from corpu.ledger.models import Record
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from learning.credentials.models import Certificate
from learning.models import Evidence, EvidenceStep
from learning.rules import number_key, overlap, same_organiser


def refuse_known_file(evidence: Evidence, sha256: str) -> None:
    """Refuse a file that proves another claim already, or that we issued ourselves."""
    ours = Certificate.objects.filter(pdf_sha256=sha256).first()
    if ours:
        _refuse_own_certificate()
    same = Evidence.objects.filter(file_sha256=sha256).exclude(pk=evidence.pk)
    own = same.filter(person=evidence.person).exclude(state=Evidence.State.WITHDRAWN)
    if first := own.exclude(state=Evidence.State.VOIDED).first():
        raise Refused(
            "own_file_twice",
            _linked(
                _("You have used this file already, for {first}. One proof counts once."),
                first,
            ),
            field="file",
        )
    if other := same.claiming().exclude(person=evidence.person).first():
        _flag(evidence, other, "file")
        raise Refused(
            "file_of_another",
            _(
                "This file has been used as proof by somebody else. Upload the "
                "certificate that was issued to you; if it is yours, ask your HR office."
            ),
            field="file",
        )


def refuse_known_number(evidence: Evidence) -> None:
    """Refuse a certificate number that stands in another claim or in the ledger."""
    if not evidence.number_key:
        return
    if Certificate.objects.filter(number=evidence.certificate_number.strip()).exists():
        _refuse_own_certificate()
    same = Evidence.objects.claiming().filter(number_key=evidence.number_key)
    same = same.exclude(pk=evidence.pk)
    if first := same.filter(person=evidence.person).first():
        raise Refused(
            "own_number_twice",
            _linked(
                _(
                    "You have used this number already, for {first}. One proof counts once."
                ),
                first,
            ),
            field="certificate_number",
        )
    _refuse_recorded_number(evidence)
    for other in same.exclude(person=evidence.person):
        if _is_same_certificate(evidence, other):
            _flag(evidence, other, "number")
            raise Refused(
                "number_of_another",
                _(
                    "This certificate number has been used by somebody else. Check the "
                    "number; if it is yours, ask your HR office."
                ),
                field="certificate_number",
            )


def _refuse_own_certificate() -> None:
    raise Refused(
        "own_certificate",
        _("This certificate was issued here, so it has been counted already."),
        field="file",
    )


def _refuse_recorded_number(evidence: Evidence) -> None:
    """The same number among one's own records, however it came there."""
    records = Record.objects.standing().filter(person=evidence.person)
    records = records.exclude(certificate_number="")
    for record in records.only("public_id", "title", "certificate_number"):
        if number_key(record.certificate_number) == evidence.number_key:
            url = reverse("ledger:record", args=[record.public_id])
            raise Refused(
                "own_number_recorded",
                _with_link(
                    _("This number is in your learning record already: {first}."),
                    url,
                    record.title,
                ),
                field="certificate_number",
            )


def _is_same_certificate(one: Evidence, other: Evidence) -> bool:
    """Numbers repeat between organisers: the same one, or days that meet, must agree."""
    days = (one.started_on, one.ended_on), (other.started_on, other.ended_on)
    return same_organiser(one.provider_name, other.provider_name) or overlap(*days)


def _linked(sentence: str, first: Evidence):
    url = reverse("learning:evidence_item", args=[first.public_id])
    return _with_link(sentence, url, first.title)


def _with_link(sentence: str, url: str, title: str):
    return format_html(sentence, first=format_html('<a href="{}">{}</a>', url, title))


@transaction.atomic
def _flag(evidence: Evidence, other: Evidence, what: str) -> None:
    """The decider of the first claim and the auditor learn that it was offered twice."""
    done = EvidenceStep.objects.filter(
        evidence=evidence, act=EvidenceStep.Act.REFUSED, data__other=str(other.public_id)
    )
    Evidence.objects.filter(pk=other.pk).update(flag=f"same_{what}")
    if done.exists():
        return
    EvidenceStep.objects.create(
        evidence=evidence,
        act=EvidenceStep.Act.REFUSED,
        data={"other": str(other.public_id), "what": what},
    )
    log_decision(
        f"evidence.duplicate_{what}",
        by=None,
        person=evidence.person,
        subject=evidence.title,
        evidence=str(evidence.public_id),
        first_claim=str(other.public_id),
    )
