"""The facts behind a standing: every record, claimed and recognised, adding up exactly."""

from dataclasses import dataclass
from decimal import Decimal

from corpu.ledger.models import Credit, DirtyYear, Rate
from performance.actions.measuring import facts_of
from performance.models import Exemption, Standing


@dataclass(frozen=True)
class Reckoning:
    """What the page that explains a standing shows."""

    credits: list[Credit]
    # In what the target counts: all of them, what the year before carried over, and what
    # exceeds the ceiling of a part. counts + carried - cut is what the standing counts.
    counts: Decimal
    carried: Decimal
    cut: Decimal
    claimed: Decimal
    recognised: Decimal
    exemption: Exemption | None
    is_dirty: bool
    has_ceilings: bool

    @property
    def rates(self) -> list[Rate]:
        """The conversions that were applied, each once, in the order of the forms."""
        found = {row.rate_id: row.rate for row in self.credits if row.rate}
        return sorted(found.values(), key=lambda rate: (rate.form.order, rate.pk))

    @property
    def comes_to(self) -> Decimal:
        """What the listed facts count; no part has a ceiling where nothing is cut."""
        return self.counts + self.carried - (self.cut if self.has_ceilings else 0)

    @property
    def unused(self) -> Decimal:
        """Claimed and not recognised."""
        return self.claimed - self.recognised


def reckoning_of(standing: Standing) -> Reckoning:
    """Every credit that the standing counts, in the order in which caps were taken up."""
    target = standing.target
    amounts = facts_of(standing)
    rows = Credit.objects.filter(pk__in=amounts)
    rows = rows.select_related("record__form", "rate__form")
    rows = rows.order_by("record__ended_on", "record__started_on", "record")
    # What another target of the same group counted has an amount of nothing here.
    rows = [row for row in rows if amounts[row.pk] or not row.jp_recognised]
    counts = sum((amounts[row.pk] for row in rows), Decimal("0.00"))
    return Reckoning(
        credits=rows,
        counts=counts,
        carried=standing.carried,
        cut=max(counts + standing.carried - standing.counted, Decimal(0)),
        claimed=sum((row.jp_claimed for row in rows), Decimal("0.00")),
        recognised=sum((row.jp_recognised for row in rows), Decimal("0.00")),
        exemption=Exemption.objects.filter(
            person=standing.person, target=target, year=standing.year
        )
        .select_related("decided_by")
        .first(),
        has_ceilings=target.quotas.exists(),
        is_dirty=DirtyYear.objects.filter(
            person=standing.person, year=standing.year
        ).exists(),
    )
