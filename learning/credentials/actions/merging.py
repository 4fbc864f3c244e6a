"""Two rows of one person: her certificates and evidence follow the moved facts."""

from corpu.ledger.models import Record
from corpu.notices.models import Notice
from learning.credentials.models import Certificate
from learning.models import Evidence


def merge_person(duplicate, keep, by, reason: str) -> None:
    """Point them at the facts as they were recorded again for `keep`.

    Called inside the merge, after the ledger has moved its facts: voiding the old ones
    withdrew the certificates, which is undone here before anybody hears of it.
    """
    for certificate in Certificate.objects.filter(record__person=duplicate):
        if new := _moved(certificate.record_id):
            Certificate.objects.filter(pk=certificate.pk).update(
                record=new, person=keep, withdrawn_at=None, withdrawn_reason=""
            )
            source = f"certificate:{certificate.number}:withdrawn"
            Notice.objects.filter(source=source).delete()
    for claim in Evidence.objects.filter(record__person=duplicate):
        if new := _moved(claim.record_id):
            Evidence.objects.filter(pk=claim.pk).update(record=new)


def _moved(record_id: int) -> Record | None:
    """The fact that a merge recorded in the place of another."""
    old = Record.objects.get(pk=record_id)
    return Record.objects.filter(source=f"merge:{old.public_id}").first()
