"""The facts behind a standing: every record, claimed and recognised, adding up exactly."""

from dataclasses import dataclass
from decimal import Decimal

from corpu.ledger.models import Credit, DirtyYear, Rate
from performance.models import Exemption, Standing


@dataclass(frozen=True)
class Reckoning:
    """What the page that explains a standing shows."""

    credits: list[Credit]
    claimed: Decimal
    recognised: Decimal
    exemption: Exemption | None
    is_dirty: bool

    @property
    def rates(self) -> list[Rate]:
        """The conversions that were applied, each once, in the order of the forms."""
        found = {row.rate_id: row.rate for row in self.credits if row.rate}
        return sorted(found.values(), key=lambda rate: (rate.form.order, rate.pk))

    @property
    def unused(self) -> Decimal:
        """Claimed and not recognised."""
        return self.claimed - self.recognised


def reckoning_of(standing: Standing) -> Reckoning:
    """Every credit that the standing counts, in the order in which caps were taken up."""
    target = standing.target
    rows = Credit.objects.filter(person=standing.person, year=standing.year)
    rows = rows.select_related("record__form", "rate__form")
    rows = rows.order_by("record__ended_on", "record__started_on", "record")
    rows = [
        row
        for row in rows
        if target.counts(row.record.form_id, row.record.form.learning_class)
    ]
    return Reckoning(
        credits=rows,
        claimed=sum((row.jp_claimed for row in rows), Decimal("0.00")),
        recognised=sum((row.jp_recognised for row in rows), Decimal("0.00")),
        exemption=Exemption.objects.filter(
            person=standing.person, target=target, year=standing.year
        )
        .select_related("decided_by")
        .first(),
        is_dirty=DirtyYear.objects.filter(
            person=standing.person, year=standing.year
        ).exists(),
    )
