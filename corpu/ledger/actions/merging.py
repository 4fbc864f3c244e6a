"""Two rows of one person: her facts move by voiding and recording again.

A record is append-only, so it cannot be pointed at another person. The old one is voided
with a reason that names the merge, and the same fact is recorded for the row that stays,
under a source that names the old record: an auditor sees both, a replay changes nothing.
See `docs/decisions/merging-people.md`.
"""

from corpu.ledger.actions import credits
from corpu.ledger.actions.records import record, void
from corpu.ledger.models import Approval, Record

SAME = (
    "form", "scope", "role", "title", "provider_name", "provider", "activity",
    "started_on", "ended_on", "jp_stated", "minutes", "days", "sessions", "semesters",
    "certificate_number", "content_version",
)  # fmt: skip


def merge_person(duplicate, keep, by, reason: str) -> None:
    """Move every standing fact of `duplicate` to `keep`; called inside the merge."""
    facts = Record.objects.standing().filter(person=duplicate).in_order()
    facts = facts.select_related("form", "provider", "activity")
    for old in list(facts.prefetch_related("learning_days", "approvals")):
        _move(old, keep, by, reason)


def _move(old: Record, keep, by, reason: str) -> None:
    days = sorted(row.day for row in old.learning_days.all())
    approval = max(old.approvals.all(), key=lambda row: row.pk, default=None)
    listed = days if days != [old.ended_on] else None
    void(old, reason=reason, by=by)
    new = record(
        person=keep,
        source=f"merge:{old.public_id}",
        by=by,
        learning_days=listed,
        **{name: getattr(old, name) for name in SAME},
    )
    if approval:
        Approval.objects.get_or_create(
            record=new, jp=approval.jp, by=approval.by, reason=approval.reason
        )
        credits.recount([keep.pk], [new.started_on.year, new.ended_on.year])
