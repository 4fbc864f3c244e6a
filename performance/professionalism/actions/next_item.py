"""What one more item would add to the index: real openings, run through the credit rule
and then through the rule of the index."""

from dataclasses import dataclass
from decimal import Decimal

from corpu.agenda.models import Opening
from corpu.ledger.actions import previews
from corpu.lib.clock import today
from performance.professionalism import rules
from performance.professionalism.actions.indices import (
    Measured,
    category_of,
    scales_of,
)
from performance.professionalism.rules import Learnt

LOOKED_AT = 200
WEIGHED = 40


@dataclass(frozen=True)
class More:
    """An opening, the points that it adds, and the index and category then."""

    opening: Opening
    jp: Decimal
    points: Decimal
    total: Decimal
    category: str
    part: str


def what_more_would_add(measured: Measured, most: int = 6) -> list[More]:
    """The openings that add points, the most first; those that add none are left out."""
    lacking = {
        form
        for _part, scored in measured.parts
        if not scored.is_full
        for form in scored.part.forms
    }
    if not lacking:
        return []
    rows = Opening.objects.takeable().filter(form__in=lacking)
    rows = rows.select_related("activity", "form").order_by("starts_on", "pk")
    offers = _one_an_activity(rows[:LOOKED_AT])
    worths = previews.preview([_draft(o, measured) for o in offers])
    scales = scales_of(measured.rule)
    found = [
        _more(opening, worth, measured, scales)
        for opening, worth in zip(offers, worths, strict=True)
    ]
    found = [more for more in found if more.points > 0]
    found.sort(key=lambda more: (-more.points, more.jp, more.opening.pk))
    return found[:most]


def _one_an_activity(rows) -> list[Opening]:
    once: dict[int, Opening] = {}
    for opening in rows:
        once.setdefault(opening.activity_id, opening)
    by_size = sorted(once.values(), key=lambda o: (-(o.jp or 0), o.pk))
    return by_size[:WEIGHED]


def _draft(opening: Opening, measured: Measured) -> previews.Draft:
    start = max(opening.starts_on or today(), today())
    return previews.Draft(
        person_id=measured.person.pk,
        form=opening.form_id,
        scope=opening.scope,
        started_on=start,
        ended_on=max(start, opening.ends_on or start),
        jp_stated=opening.jp,
        days=opening.days,
        sessions=opening.sessions,
    )


def _more(opening: Opening, worth, measured: Measured, scales) -> More:
    jp = worth.by_year.get(measured.year, Decimal(0))
    learnt = list(measured.learnt)
    if jp:
        learnt.append(Learnt(opening.form_id, measured.year, jp, 1))
    before, gained, name = measured.competence, Decimal(0), ""
    for part, scored in measured.parts:
        then = rules.score(scored.part, learnt, measured.year)
        if then.points > scored.points:
            gained += then.points - scored.points
            name = part.name
    dimensions = {**measured.dimensions, "competence": before + gained}
    total = rules.total(dimensions.values())
    return More(opening, jp, gained, total, category_of(scales, total), name)
