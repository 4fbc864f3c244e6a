"""The closing plan of a standing: the shortest feasible set of real openings that would
meet the target, simulated by the credit rule; and what blocks where there is none."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.agenda.models import Commitment, Opening
from corpu.ledger.actions import credits
from corpu.ledger.models import Record
from corpu.lib.clock import local_day, today
from corpu.lib.templatetags.components import jp_number
from corpu.people.actions.deciders import line_above
from corpu.people.models import Absence, Person
from performance.actions.gathering import draft_of
from performance.models import Measure, Standing, Target
from performance.nudges.rules import NOTHING, Offer, shortest

# Openings looked at: the soonest; far more than a person would read through.
LOOKED_AT = 400
ROUNDS = 8


@dataclass(frozen=True)
class Item:
    """An opening as a person would take it, and what it brings in the simulation."""

    opening: Opening
    drafts: tuple[credits.Draft, ...]
    value: Decimal = NOTHING

    @property
    def sessions(self) -> int:
        """Meetings with a coach, if it is that."""
        return sum(draft.sessions or 0 for draft in self.drafts)


@dataclass(frozen=True)
class ClosingPlan:
    """What a person would take, what is then still missing, and what stands in the way."""

    standing: Standing
    gap: Decimal
    items: list[Item] = field(default_factory=list)
    missing: Decimal = NOTHING
    blocks: list[str] = field(default_factory=list)

    @property
    def closes(self) -> bool:
        """True if the target is met once all of it is done."""
        return self.missing == 0

    @property
    def brings(self) -> Decimal:
        """What the items bring together."""
        return sum((item.value for item in self.items), NOTHING)


def closing_plan(standing: Standing) -> ClosingPlan:
    """The shortest plan for a standing in an open period, on top of facts and bookings."""
    gap = standing.uncovered
    if not gap or standing.target.is_ceiling:
        return ClosingPlan(standing, gap)
    return _Planner(standing).plan(gap)


class _Planner:
    """Reads once what is open for one person, then weighs it round by round."""

    def __init__(self, standing: Standing):
        self.standing, self.target = standing, standing.target
        self.person, self.day = standing.person, today()
        self.refused: dict[str, int] = {}
        self.booked = self._promises()
        self.items = {
            item.opening.pk: item
            for opening in self._openings()
            if (item := self._item(opening))
        }

    # -- what can be taken ---------------------------------------------------------

    def _openings(self) -> list[Opening]:
        """Openings of what the target counts that this person could take."""
        rows = Opening.objects.filter(is_open=True).select_related("activity", "form")
        rows = [row for row in _fitting(self.target, rows) if self._is_free(row)]
        rows.sort(key=lambda row: (row.starts_on or self.day, row.pk))
        return rows[:LOOKED_AT]

    def _is_free(self, row: Opening) -> bool:
        """Counts every refusal by its reason, for the page that says what blocks."""
        for reason, stands in (
            ("known", row.activity_id in self._known),
            ("line", row.host_id in self._line),
            ("full", row.places_free == 0),
            ("late", not self._is_in_time(row)),
            ("clash", self._clashes(row)),
        ):
            if stands:
                self.refused[reason] = self.refused.get(reason, 0) + 1
                return False
        return True

    def _is_in_time(self, row: Opening) -> bool:
        if row.enrol_by and local_day(row.enrol_by) < self.day:
            return False
        if row.starts_on and row.starts_on < self.day:
            return False
        return row.ends_on is None or row.ends_on <= self.standing.ends_on

    def _clashes(self, row: Opening) -> bool:
        if row.starts_on is None:
            return False
        last = row.ends_on or row.starts_on
        return any(a <= last and row.starts_on <= b for a, b in self._taken_days)

    def _promises(self) -> list[credits.Draft]:
        rows = Commitment.objects.ahead().filter(person=self.person)
        rows = list(rows.select_related("form").order_by("pk"))
        facts = Record.objects.standing().filter(
            person=self.person, ended_on__gte=self.standing.starts_on
        )
        self._known = {row.activity_id for row in rows} - {None}
        self._known |= set(
            facts.exclude(activity=None).values_list("activity", flat=True)
        )
        away = Absence.objects.over(self.day, self.standing.ends_on)
        away = away.filter(person=self.person).values_list("started_on", "ended_on")
        self._taken_days = [
            (local_day(row.starts_at), local_day(row.ends_at))
            for row in rows
            if row.starts_at and row.ends_at
        ] + list(away)
        self._line = {self.person.pk}
        self._line |= {p.pk for p in line_above(self.person, self.day)}
        led = Person.objects.led_by(self.person)
        self._line |= set(led.values_list("pk", flat=True))
        return [draft_of(row, self.day) for row in rows if row.jp != 0]

    def _item(self, opening: Opening) -> Item | None:
        """The opening as drafts: one, or one a month for the hours of a coach."""
        if opening.sessions and opening.starts_on is None:
            drafts = tuple(self._draft(opening, day) for day in self._months())
        else:
            start = max(opening.starts_on or self.day, self.day)
            drafts = (self._draft(opening, start),)
        return Item(opening, drafts, self._nominal(opening, drafts)) if drafts else None

    def _months(self):
        """Today, and the first day of each month to come in the period."""
        day = self.day
        while day <= self.standing.ends_on:
            yield day
            day = day.replace(
                year=day.year + day.month // 12, month=day.month % 12 + 1, day=1
            )

    def _draft(self, opening: Opening, start) -> credits.Draft:
        end = start if opening.sessions else self.standing.ends_on
        return credits.Draft(
            person_id=self.person.pk,
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
        key = (
            opening.form_id,
            opening.scope,
            opening.days,
            opening.sessions,
            len(drafts),
        )
        known = self.__dict__.setdefault("_nominals", {})
        if key not in known:
            worths = credits.preview([*self.booked, *drafts])[len(self.booked) :]
            known[key] = self._measured(drafts, worths)
        return known[key]

    # -- what it brings -------------------------------------------------------------

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
        drafts = [draft for item in items for draft in item.drafts]
        worths = credits.preview([*self.booked, *drafts])[len(self.booked) :]
        found, place = [], 0
        for item in items:
            own = worths[place : place + len(item.drafts)]
            place += len(item.drafts)
            found.append(replace(item, value=self._measured(item.drafts, own)))
        return found

    def plan(self, gap: Decimal) -> ClosingPlan:
        """Choose, simulate, believe the simulation, and choose again."""
        values = {key: item.value for key, item in self.items.items()}
        best: list[Item] = []
        for _round in range(ROUNDS):
            chosen = shortest(self._offers(values), gap)
            if chosen is None:
                break
            items = self._simulated([self.items[offer.key] for offer in chosen])
            if _sum(items) >= gap:
                return ClosingPlan(self.standing, gap, self._trimmed(items, gap))
            best = max(best, items, key=_sum)
            for item in items:
                key = item.opening.pk
                values[key] = min(values[key], item.value)
        return self._blocked(gap, best or self._all(values))

    def _offers(self, values: dict[int, Decimal]) -> list[Offer]:
        return [
            Offer(
                key,
                values[key],
                f"host:{item.opening.form_id}"
                if item.opening.host_id
                else f"activity:{item.opening.activity_id}",
                item.opening.starts_on,
                item.opening.ends_on or item.opening.starts_on,
            )
            for key, item in self.items.items()
        ]

    def _trimmed(self, items: list[Item], gap: Decimal) -> list[Item]:
        """The hours of a coach cut to those that are needed."""
        for place, item in enumerate(items):
            while len(item.drafts) > 1:
                fewer = list(items)
                fewer[place] = replace(item, drafts=item.drafts[:-1])
                fewer = self._simulated(fewer)
                if _sum(fewer) < gap:
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

    # -- what blocks ---------------------------------------------------------------

    def _blocked(self, gap: Decimal, items: list[Item]) -> ClosingPlan:
        items = [item for item in items if item.value]
        brings = _sum(items)
        nominal = sum((self.items[i.opening.pk].value for i in items), NOTHING)
        blocks = [SENTENCES[reason](n) for reason, n in self.refused.items()]
        if not self.items and not self.refused:
            blocks.append(_("Nothing that this target counts is on offer."))
        if brings < nominal:
            blocks.append(
                _(
                    "The caps of the forms: what is open would be %(nominal)s, and %(brings)s "
                    "of it count."
                )
                % {"nominal": jp_number(nominal), "brings": jp_number(brings)}
            )
        elif items:
            blocks.append(
                _(
                    "All that fits together brings %(brings)s of the %(gap)s that are missing."
                )
                % {"brings": jp_number(brings), "gap": jp_number(gap)}
            )
        return ClosingPlan(self.standing, gap, items, max(gap - brings, NOTHING), blocks)


def _sum(items: list[Item]) -> Decimal:
    return sum((item.value for item in items), NOTHING)


def _fitting(target: Target, rows) -> list[Opening]:
    """Openings of what the target counts."""
    if activities := set(target.activities.values_list("pk", flat=True)):
        rows = rows.filter(activity__in=activities)
    if competences := set(target.competences.values_list("pk", flat=True)):
        rows = rows.filter(activity__teaches__competence__in=competences).distinct()
    return [row for row in rows if target.counts(row.form_id, row.form.learning_class)]


SENTENCES = {
    "known": lambda n: (
        ngettext(
            "%(n)d opening is of something that you have learnt or booked in this period.",
            "%(n)d openings are of what you have learnt or booked in this period.",
            n,
        )
        % {"n": n}
    ),
    "line": lambda n: (
        ngettext(
            "%(n)d coach stands in your line of report.",
            "%(n)d coaches stand in your line of report.",
            n,
        )
        % {"n": n}
    ),
    "full": lambda n: (
        ngettext(
            "%(n)d opening has no free place.", "%(n)d openings have no free place.", n
        )
        % {"n": n}
    ),
    "late": lambda n: (
        ngettext(
            "%(n)d opening ends after the period, or can no longer be taken.",
            "%(n)d openings end after the period, or can no longer be taken.",
            n,
        )
        % {"n": n}
    ),
    "clash": lambda n: (
        ngettext(
            "%(n)d class meets while you are away or booked.",
            "%(n)d classes meet while you are away or booked.",
            n,
        )
        % {"n": n}
    ),
}
