"""What a course is worth: to anyone, and to one person on top of her facts."""

import datetime
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _

from corpu.ledger.actions import previews
from corpu.ledger.models import Basis, Rate
from corpu.ledger.models.credit import Reason
from corpu.lib.clock import today
from learning.hours import rate_of


@dataclass(frozen=True)
class CourseWorth:
    """What a course would count for a person, and why not more."""

    jp_claimed: Decimal
    jp_recognised: Decimal
    reason: str
    days: int
    rate: Rate | None

    @property
    def is_less(self) -> bool:
        """True if not all of its JP would count."""
        return self.jp_recognised < self.jp_claimed


def days_needed(subject) -> int:
    """On how many days it must be learnt so that its JP can count in full.

    Only forms with a cap or a fixed award for each day need more than one.
    """
    rate = rate_of(subject)
    by_day = rate and rate.basis in (Basis.DAY, Basis.DAY_CAP)
    if not by_day or not rate.jp or not subject.jp:
        return 1
    return int((subject.jp / rate.jp).to_integral_value(ROUND_CEILING))


def _why_less(reason: str) -> str:
    """The reason in words; a fixed award is "in full" however much was stated."""
    if reason == Reason.FULL:
        return _("this form counts a fixed number of JP")
    return Reason(reason).label


def worth_for(person, version):
    """What completing the version now would count for `person`, by the ledger's rule.

    A course whose form has a cap for each day is taken as learnt on as many days as it
    needs. None where nothing can be said (staff of an agency, or no JP stated).
    """
    if not person.nip or not version.jp:
        return None
    days = days_needed(version)
    draft = previews.Draft(
        person_id=person.pk,
        form=version.form_id,
        scope=version.scope,
        role="learner",
        started_on=today(),
        ended_on=today() + datetime.timedelta(days=days - 1),
        jp_stated=version.jp,
        days=days,
    )
    worth = previews.preview([draft])
    return CourseWorth(
        jp_claimed=version.jp,
        jp_recognised=sum((row.jp_recognised for row in worth), Decimal(0)),
        reason=_why_less(worth[0].reason) if worth else "",
        days=days,
        rate=rate_of(version),
    )
