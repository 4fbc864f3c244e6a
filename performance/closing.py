"""What would close a gap: real openings that still fit, with the reason for each."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from corpu.agenda.models import Commitment, Opening
from corpu.ledger.actions import previews
from corpu.ledger.models import Record
from corpu.lib.clock import today
from performance.actions.gathering import draft_of
from performance.models import Standing
from performance.rules import last_day

# Openings looked at: the soonest; enough to choose from, few enough for a page.
LOOKED_AT = 200


@dataclass(frozen=True)
class Suggestion:
    """An opening for a person, what it would add by the credit rule, and what is then
    still missing."""

    opening: Opening
    jp: Decimal
    left: Decimal

    @property
    def closes_it(self) -> bool:
        """True if nothing is missing once this is done too."""
        return self.left == 0


def suggest(standings: list[Standing], each: int = 3) -> dict[int, list[Suggestion]]:
    """Up to `each` openings for every standing with a gap, by its id.

    The statements are as many for thirty people as for one. What an opening adds is
    counted by the credit rule on top of the person's facts, in the order of the list.
    """
    lacking = [row for row in standings if row.uncovered]
    if not lacking:
        return {}
    offers = _offers(lacking[0].year)
    known = _known(lacking)
    chosen = {row.pk: _choose(row, offers, known, each) for row in lacking}
    drafts, owners = [], []
    for row in lacking:
        for opening in chosen[row.pk]:
            drafts.append(_draft(opening, row))
            owners.append((row, opening))
    return _worth(owners, previews.preview(drafts) if drafts else [])


def _offers(year: int) -> list[Opening]:
    rows = Opening.objects.takeable(by=last_day(year)).select_related("activity", "form")
    return list(rows.order_by("starts_on", "pk")[:LOOKED_AT])


def _known(standings: list[Standing]) -> set[tuple[int, int]]:
    """(person, activity) of what they have learnt this year or have promised to take."""
    people = {row.person_id for row in standings}
    facts = Record.objects.standing().in_year(standings[0].year)
    facts = facts.filter(person__in=people).values_list("person", "activity")
    promises = Commitment.objects.ahead().filter(person__in=people)
    return {*facts, *promises.values_list("person", "activity")}


def _choose(row: Standing, offers, known, each: int) -> list[Opening]:
    """The smallest one that closes the gap first, then the largest of the others."""
    target, gap = row.target, row.uncovered
    fitting = [
        opening
        for opening in offers
        if (row.person_id, opening.activity_id) not in known
        and target.counts(opening.form_id, opening.form.learning_class)
    ]

    def merit(opening: Opening) -> tuple:
        jp = opening.jp or Decimal(0)
        enough = jp >= gap
        return (not enough, jp if enough else -jp)

    best, activities = [], set()
    for opening in sorted(fitting, key=merit):
        if opening.activity_id not in activities:
            activities.add(opening.activity_id)
            best.append(opening)
    return best[:each]


def _draft(opening: Opening, row: Standing) -> previews.Draft:
    start = max(opening.starts_on or today(), today())
    end = start if opening.sessions else last_day(row.year)
    return previews.Draft(
        person_id=row.person_id,
        form=opening.form_id,
        scope=opening.scope,
        role="learner",
        started_on=start,
        ended_on=max(start, opening.ends_on or end),
        jp_stated=opening.jp,
        minutes=None,
        days=opening.days,
        sessions=opening.sessions,
    )


def _worth(owners, worths) -> dict[int, list[Suggestion]]:
    found: dict[int, list[Suggestion]] = {}
    left: dict[int, Decimal] = {}
    for (row, opening), worth in zip(owners, worths, strict=True):
        jp = worth.by_year.get(row.year)
        if not jp:
            continue
        left[row.pk] = max(left.get(row.pk, row.uncovered) - jp, Decimal(0))
        suggestion = Suggestion(opening, jp, left[row.pk])
        found.setdefault(row.pk, []).append(suggestion)
    return found


def promises(person) -> list[tuple[Commitment, previews.Worth]]:
    """What the person has promised to attend or take, soonest first, with what each
    will be worth by the credit rule; what has no date comes last. A course whose class is
    booked stands on the first day of the class, once, with what the course is worth."""
    rows = Commitment.objects.ahead().filter(person=person).select_related("form")
    rows = list(rows.order_by(F("starts_at").asc(nulls_last=True), "pk"))
    if not rows:
        return []
    day = today()
    counted = [row for row in rows if row.jp != 0]
    worths = previews.preview([draft_of(row, day) for row in counted]) if counted else []
    by_row = dict(zip([row.pk for row in counted], worths, strict=True))
    hours_alone = previews.Worth(Decimal(0), Decimal(0), "full", day.year)
    return _on_their_days([(row, by_row.get(row.pk, hours_alone)) for row in rows])


def _on_their_days(pairs: list) -> list:
    """Promises without a date joined to the first hours that are held for them."""
    first = {}
    for row, _worth in pairs:
        if row.starts_at and row.jp == 0 and row.activity_id:
            first.setdefault(row.activity_id, row.pk)
    joined = {
        first[row.activity_id]: worth
        for row, worth in pairs
        if not row.starts_at and row.activity_id in first
    }
    return [
        (row, joined.get(row.pk, worth))
        for row, worth in pairs
        if row.starts_at or row.activity_id not in first
    ]
