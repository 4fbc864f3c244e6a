"""Credentials of coaches: added with their proof, checked by HR, watched to their end."""

import datetime
import uuid

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.models import Coach, Credential
from corpu.lib.clock import today
from corpu.lib.proof_files import EXTENSIONS, ProofFault, inspect_proof
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision

WARN_DAYS = 60


def add_credential(coach: Coach, *, upload=None, **fields) -> Credential:
    """Keep a credential with its proof, which is judged by what is in it."""
    proof = _proof(upload) if upload else None
    with transaction.atomic():
        row = Credential(coach=coach, **fields)
        if proof:
            path = f"credentials/{uuid.uuid4()}.{EXTENSIONS[proof.content_type]}"
            row.file_path = storages["private"].save(path, ContentFile(proof.data))
            row.file_type, row.file_sha256 = proof.content_type, proof.sha256
        row.save()
    return row


def _proof(upload):
    most = settings.MAX_EVIDENCE_BYTES
    if upload.size > most:
        text = _("This file is larger than %(n)s MB. Scan it in lower quality.")
        raise Refused("file_too_large", text % {"n": most // 1_000_000}, field="file")
    try:
        return inspect_proof(upload.read())
    except ProofFault as fault:
        text = _("This file cannot be read as proof. Save it as a plain PDF, JPG or PNG.")
        raise Refused(f"file_{fault.code}", text, field="file") from fault


@transaction.atomic
def check_credential(row: Credential, *, by, accept: bool, reason: str = "") -> None:
    """HR has looked at the proof; nobody checks her own."""
    if row.coach.person_id == by.pk:
        raise Refused("own_entry", _("Another HR officer keeps your own entry."))
    if not accept and not reason:
        raise Refused("reason_missing", _("Please give the reason."), field="reason")
    if accept and not row.file_path:
        raise Refused("proof_missing", _("There is no proof to check. Ask for it first."))
    state = Credential.State.CHECKED if accept else Credential.State.REFUSED
    rows = Credential.objects.filter(pk=row.pk, state=Credential.State.WAITING)
    if not rows.update(
        state=state, checked_by=by, checked_at=timezone.now(), reason=reason[:300]
    ):
        raise Refused("already_decided", _("This credential was decided already."))
    log_decision(
        f"credential.{state}", by=by, person=row.coach.person, subject=row, reason=reason
    )
    tell(
        row.coach.person,
        f"coaching.credential_{state}",
        source=f"credential:{row.pk}:{state}",
        url=reverse("coaching:application"),
        name=row.name,
        reason=reason,
    )


@transaction.atomic
def drop_credential(row: Credential, *, by) -> None:
    """Its owner takes it away, with its proof."""
    path = row.file_path
    row.delete()
    if path:
        transaction.on_commit(lambda: storages["private"].delete(path))


def warn_of_expiry() -> int:
    """Tell coaches of credentials that run out within sixty days, once; how many."""
    day, told = today(), 0
    soon = Credential.objects.expiring(day + datetime.timedelta(days=WARN_DAYS))
    soon = soon.filter(warned_on=None, coach__state=Coach.State.ON)
    for row in soon.select_related("coach__person").order_by("pk")[:500]:
        with transaction.atomic():
            mine = Credential.objects.filter(pk=row.pk, warned_on=None)
            if not mine.update(warned_on=day):
                continue
            tell(
                row.coach.person,
                "coaching.credential_expires",
                source=f"credential:{row.pk}:expires",
                url=reverse("coaching:application"),
                name=row.name,
                expires_on=row.expires_on.isoformat(),
            )
            told += 1
    return told
