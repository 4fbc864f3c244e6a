"""The closing plan of a standing: the shortest feasible set of real openings that would
meet the target, simulated by the credit rule; and what blocks where there is none."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from corpu.agenda.models import Commitment, Opening
from corpu.ledger.actions import previews
from performance.actions.gathering import draft_of
from performance.models import Measure, Quota, Standing, Target
from performance.nudges import sentences
from performance.nudges.openings import Field, fitting
from performance.nudges.rules import NOTHING, Offer, Part, Wanted, shortest

ROUNDS = 8
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Item:
    """An opening as a person would take it, and what it brings in the simulation.

    `parts` are the parts of the target that it counts toward, by their place.
    """

    opening: Opening
    drafts: tuple[previews.Draft, ...]
    parts: frozenset[int] = frozenset()
    value: Decimal = NOTHING

    @property
    def sessions(self) -> int:
        """Meetings with a coach, if it is that."""
        return sum(draft.sessions or 0 for draft in self.drafts)

    def offer(self, value: Decimal) -> Offer:
        """As the search sees it, believed to bring `value`."""
        row = self.opening
        kind = f"host:{row.form_id}" if row.host_id else f"activity:{row.activity_id}"
        last = row.ends_on or row.starts_on
        return Offer(row.pk, value, kind, row.starts_on, last, self.parts)


@dataclass(frozen=True)
class ClosingPlan:
    """What a person would take, what it brings to the whole, what is then still missing,
    and what stands in the way."""

    standing: Standing
    gap: Decimal
    items: list[Item] = field(default_factory=list)
    brings: Decimal = NOTHING
    missing: Decimal = NOTHING
    blocks: list[str] = field(default_factory=list)

    @property
    def closes(self) -> bool:
        """True if the target is met once all of it is done."""
        return self.missing == 0


def closing_plan(standing: Standing) -> ClosingPlan:
    """The shortest plan for a standing in an open period, on top of facts and bookings."""
    if not standing.gap or standing.target.is_ceiling:
        return ClosingPlan(standing, NOTHING)
    return _Planner(standing).plan()


class _Planner:
    """Reads once what is open for one person, then weighs it round by round."""

    def __init__(self, standing: Standing):
        self.standing, self.target = standing, standing.target
        self.open = Field(standing)
        self.booked = [
            draft_of(row, self.open.day) for row in self.open.promises if row.jp != 0
        ]
        self.quotas = list(self.target.quotas.order_by("pk"))
        self.wanted = self._wanted()
        self.nominals: dict[tuple, Decimal] = {}
        found = [self._item(row, parts) for row, parts in self._with_parts()]
        self.items = {item.opening.pk: item for item in found if item}

    # -- what is missing -------------------------------------------------------------

    def _wanted(self) -> Wanted:
        row = self.standing
        parts, cut = [], NOTHING
        for quota in self.quotas:
            has = Decimal(row.parts.get(str(quota.pk), 0)) / HUNDRED
            booked = self._booked_of(quota)
            if quota.kind == Target.Kind.CEILING:
                room = max(quota.required - has, NOTHING)
                cut += max(booked - room, NOTHING)
                parts.append(Part(room=max(room - booked, NOTHING)))
            else:
                parts.append(Part(max(self._asked(quota) - has - booked, NOTHING)))
        whole = row.required - row.counted - row.booked + cut
        return Wanted(max(whole, NOTHING), tuple(parts))

    def _asked(self, quota: Quota) -> Decimal:
        """The part of a minimum that her part of the whole asks, as the measure does."""
        row = self.standing
        share = quota.required * row.required / row.whole if row.whole else NOTHING
        return share.quantize(Decimal("0.01"), rounding="ROUND_DOWN")

    def _booked_of(self, quota: Quota) -> Decimal:
        """What her promises bring to a part."""
        mine = Commitment.objects.filter(pk__in=[row.pk for row in self.open.promises])
        counting = set(
            fitting(quota, fitting(self.target, mine)).values_list("pk", flat=True)
        )
        rows = [row for row in self.open.promises if row.jp != 0]
        kept = [i for i, row in enumerate(rows) if row.pk in counting]
        worths = previews.preview(self.booked) if kept else []
        return sum((self._measured([self.booked[i]], [worths[i]]) for i in kept), NOTHING)

    # -- what can be taken -----------------------------------------------------------

    def _with_parts(self) -> list[tuple[Opening, frozenset[int]]]:
        """Each opening with the parts of the target that it counts toward."""
        rows = Opening.objects.filter(pk__in=[row.pk for row in self.open.openings])
        within = [
            set(fitting(quota, rows).values_list("pk", flat=True))
            for quota in self.quotas
        ]
        return [
            (row, frozenset(i for i, keys in enumerate(within) if row.pk in keys))
            for row in self.open.openings
        ]

    def _item(self, opening: Opening, parts: frozenset[int]) -> Item | None:
        """The opening as drafts: one, or one a month for the hours of a coach."""
        if opening.sessions and opening.starts_on is None:
            drafts = tuple(self._draft(opening, day) for day in self._months())
        else:
            start = max(opening.starts_on or self.open.day, self.open.day)
            drafts = (self._draft(opening, start),)
        if not drafts:
            return None
        return Item(opening, drafts, parts, self._nominal(opening, drafts))

    def _months(self):
        """Today, and the first day of each month to come in the period."""
        day = self.open.day
        while day <= self.standing.ends_on:
            yield day
            day = day.replace(
                year=day.year + day.month // 12, month=day.month % 12 + 1, day=1
            )

    def _draft(self, opening: Opening, start) -> previews.Draft:
        end = start if opening.sessions else self.standing.ends_on
        return previews.Draft(
            person_id=self.standing.person_id,
            form=opening.form_id,
            scope=opening.scope,
            started_on=start,
            ended_on=max(start, opening.ends_on or end),
            jp_stated=opening.jp,
            days=opening.days,
            sessions=opening.sessions,
        )

    def _nominal(self, opening: Opening, drafts) -> Decimal:
        """What it would bring if nothing else took its days: the credit rule's answer
        for the first of its kind, so that a stated number never promises too much."""
        if self.target.measure != Measure.JP:
            return self._measured(drafts, [])
        if opening.jp is not None:
            return opening.jp
        row = opening
        key = (row.form_id, row.scope, row.days, row.sessions, len(drafts))
        if key not in self.nominals:
            self.nominals[key] = self._measured(drafts, self._worths(drafts))
        return self.nominals[key]

    # -- what it brings ----------------------------------------------------------------

    def _worths(self, drafts) -> list[previews.Worth]:
        """What drafts are worth on top of facts and bookings."""
        return previews.preview([*self.booked, *drafts])[len(self.booked) :]

    def _measured(self, drafts, worths) -> Decimal:
        """What drafts bring in what the target counts."""
        if self.target.measure == Measure.SESSIONS:
            return Decimal(sum(draft.sessions or 0 for draft in drafts))
        if self.target.measure != Measure.JP:
            return Decimal(1)
        if self.target.period == Target.Period.YEAR:
            year = self.standing.year
            return sum((w.by_year.get(year, NOTHING) for w in worths), NOTHING)
        return sum((worth.jp_recognised for worth in worths), NOTHING)

    def _simulated(self, items: list[Item]) -> list[Item]:
        """The items with what each brings beside the bookings and the others."""
        worths = self._worths([draft for item in items for draft in item.drafts])
        found, place = [], 0
        for item in items:
            own = worths[place : place + len(item.drafts)]
            place += len(item.drafts)
            found.append(replace(item, value=self._measured(item.drafts, own)))
        return found

    def _missing(self, items: list[Item]) -> Decimal:
        return self.wanted.missing_after([item.offer(item.value) for item in items])

    def plan(self) -> ClosingPlan:
        """Choose, simulate, believe the simulation, and choose again."""
        values = {key: item.value for key, item in self.items.items()}
        best: list[Item] = []
        for _round in range(ROUNDS):
            chosen = shortest(self._offers(values), self.wanted)
            if chosen is None:
                break
            items = self._simulated([self.items[offer.key] for offer in chosen])
            if not self._missing(items):
                return self._told(self._trimmed(items))
            best = min([best, items], key=self._missing)
            for item in items:
                key = item.opening.pk
                values[key] = min(values[key], item.value)
        return self._blocked(best or self._all(values))

    def _offers(self, values: dict[int, Decimal]) -> list[Offer]:
        return [item.offer(values[key]) for key, item in self.items.items()]

    def _trimmed(self, items: list[Item]) -> list[Item]:
        """The hours of a coach cut to those that are needed."""
        for place, item in enumerate(items):
            while len(item.drafts) > 1:
                fewer = list(items)
                fewer[place] = replace(item, drafts=item.drafts[:-1])
                fewer = self._simulated(fewer)
                if self._missing(fewer):
                    break
                items, item = fewer, fewer[place]
        return sorted(items, key=lambda i: (i.drafts[-1].ended_on, i.opening.pk))

    def _all(self, values: dict[int, Decimal]) -> list[Item]:
        """Everything that goes together, where even that is too little."""
        chosen: list[Offer] = []
        for offer in sorted(self._offers(values), key=lambda o: (-o.value, o.key)):
            if offer.value and not any(offer.excludes(other) for other in chosen):
                chosen.append(offer)
        return self._simulated([self.items[offer.key] for offer in chosen[:30]])

    def _told(self, items: list[Item], blocks=()) -> ClosingPlan:
        offers = [item.offer(item.value) for item in items]
        return ClosingPlan(
            self.standing,
            self.wanted.gap,
            items,
            self.wanted.worth(offers),
            self.wanted.missing_after(offers),
            list(blocks),
        )

    # -- what blocks -------------------------------------------------------------------

    def _blocked(self, items: list[Item]) -> ClosingPlan:
        items = [item for item in items if item.value]
        plan = self._told(items)
        nominal = sum((self.items[i.opening.pk].value for i in items), NOTHING)
        refused = self.open.refused.items()
        blocks = [sentences.SENTENCES[reason](n) for reason, n in refused]
        if not self.items and not refused:
            blocks.append(_("Nothing that this target counts is on offer."))
        blocks += self._short_parts(items)
        simulated = sum((item.value for item in items), NOTHING)
        if simulated < nominal:
            blocks.append(sentences.beyond_caps(nominal, simulated))
        elif plan.brings < self.wanted.whole and items:
            blocks.append(sentences.too_little(plan.brings, self.wanted.whole))
        return replace(plan, blocks=blocks)

    def _short_parts(self, items: list[Item]):
        """The parts that miss something, and those whose ceiling is reached."""
        for place, (quota, part) in enumerate(
            zip(self.quotas, self.wanted.parts, strict=True)
        ):
            brings = sum((i.value for i in items if place in i.parts), NOTHING)
            if brings < part.missing:
                yield sentences.part_short(quota.name, part.missing, brings)
            if part.room is not None and brings > part.room:
                yield sentences.part_full(quota.name)
