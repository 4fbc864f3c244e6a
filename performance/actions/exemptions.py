"""A person is freed from a target for one year, by HR and for a reason."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision
from performance.actions.standings import recount
from performance.models import Exemption, Standing
from performance.permissions import may_exempt


@transaction.atomic
def exempt(standing: Standing, *, by, reason: str) -> Exemption:
    """Free the person of `standing` from its target in its year."""
    if not may_exempt(by, standing.person):
        raise PermissionDenied
    return put_exemption(standing, by=by, reason=reason)


def put_exemption(
    standing: Standing, *, by, reason: str, is_asked: bool = False
) -> Exemption:
    """Free her; who may do so was asked before. Only what she asked for herself
    (`is_asked`) is granted without a word."""
    reason = reason.strip()
    if not (reason or is_asked):
        raise Refused(
            "reason_missing", _("Write the reason for the exemption."), field="reason"
        )
    row, is_new = Exemption.objects.get_or_create(
        person=standing.person,
        target=standing.target,
        year=standing.year,
        defaults={"reason": reason, "decided_by": by},
    )
    if not is_new:
        raise Refused("exempt_already", _("This person is exempt already."))
    _log("standing.exempted", standing, by, reason)
    recount([standing.person_id], _years(standing))
    with override(standing.person.language):
        target, told = standing.target.name, row.public_reason
    tell(
        standing.person,
        "performance.exempted",
        source=f"exemption:{row.pk}",
        url=standing.get_absolute_url(),
        target=target,
        reason=told,
    )
    return row


@transaction.atomic
def end_exemption(exemption: Exemption, *, by, reason: str = "") -> None:
    """The target holds again."""
    if not may_exempt(by, exemption.person):
        raise PermissionDenied
    standing = Standing.objects.get(
        person=exemption.person, target=exemption.target, year=exemption.year
    )
    exemption.delete()
    _log("standing.exemption_ended", standing, by, reason)
    recount([standing.person_id], _years(standing))


def _years(standing: Standing) -> list[int]:
    return list(range(standing.starts_on.year, standing.year + 1))


def _log(act: str, standing: Standing, by, reason: str) -> None:
    log_decision(
        act,
        by=by,
        person=standing.person,
        subject=f"{standing.target.code} {standing.year}",
        reason=reason,
        status_before=standing.status,
    )
