"""What is asked of those who publish a draft: a rehearsal, or the reason for none."""

from django.utils.translation import gettext as _

from corpu.ledger.models import Rate
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from performance.models import Target
from performance.rehearsals.actions.drafts import fingerprint_of
from performance.rehearsals.models import Rehearsal


def latest(draft: Target | Rate) -> Rehearsal | None:
    """The newest rehearsal of the draft, fresh or stale, done or not."""
    return Rehearsal.objects.of(draft).with_names().first()


def is_fresh(rehearsal: Rehearsal | None) -> bool:
    """True if it is done and the draft still says what was rehearsed."""
    if rehearsal is None or rehearsal.done_at is None:
        return False
    return rehearsal.fingerprint == fingerprint_of(rehearsal.draft)


def reason_without_rehearsal(draft: Target | Rate, by, reason: str) -> None:
    """Refuse to publish what nobody rehearsed without a reason; keep the reason given.

    Only targets and conversions are rehearsed.
    """
    if not isinstance(draft, (Target, Rate)) or is_fresh(latest(draft)):
        return
    if not reason.strip():
        message = _(
            "This draft has not been rehearsed as it stands now. Rehearse it first, or "
            "write why it is published without."
        )
        raise Refused("reason_missing", message, field="reason")
    log_decision(
        "rule.published_unrehearsed", by=by, subject=draft, reason=reason.strip()
    )
