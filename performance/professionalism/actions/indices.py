"""The index of many people: a constant number of statements for any number of them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone

from corpu.ledger.models import Approval, Credit, Record
from corpu.lib.clock import today
from corpu.people.models import Education, Person
from performance.plans.models import Appraisal
from performance.professionalism import rules
from performance.professionalism.models import (
    Imported,
    Index,
    IndexRule,
    Part,
    Reached,
    Step,
)
from performance.professionalism.rules import Learnt, Scored

PIECE = 1000
# Postings commit out of order: what lies so shortly before is read again.
OVERLAP = 1000
Scale = Step.Scale


@dataclass(frozen=True)
class Measured:
    """One person's index with everything that it was counted from."""

    person: Person
    rule: IndexRule
    year: int
    parts: list[tuple[Part, Scored]]
    learnt: list[Learnt]
    level: int | None
    imported: Imported | None
    predicate: str
    qualification: Decimal | None
    performance: Decimal | None
    discipline: Decimal | None
    category: str

    @property
    def competence(self) -> Decimal:
        """The competence dimension."""
        return rules.points_of(scored for _part, scored in self.parts)

    @property
    def dimensions(self) -> dict[str, Decimal | None]:
        """The four dimensions; None is not known."""
        return {
            "qualification": self.qualification,
            "competence": self.competence,
            "performance": self.performance,
            "discipline": self.discipline,
        }

    @property
    def total(self) -> Decimal:
        """The index."""
        return rules.total(self.dimensions.values())

    @property
    def is_complete(self) -> bool:
        """True if every dimension is known."""
        return None not in self.dimensions.values()


def rule_of(year: int) -> IndexRule | None:
    """The rule in force on the last day of a year; None where none is published."""
    return IndexRule.objects.on(datetime.date(year, 12, 31)).first()


def measure(person_ids: Iterable[int], year: int | None = None) -> dict[int, Measured]:
    """The index of each of these people, counted now."""
    year = year or today().year
    rule = rule_of(year)
    if rule is None:
        return {}
    ids = list(person_ids)
    scales = _scales(rule)
    parts = list(rule.parts.prefetch_related("forms", "given_to"))
    learnt = _learnt(ids, year)
    levels = _levels(ids)
    imported = {
        i.person_id: i for i in Imported.objects.filter(person__in=ids, year=year)
    }
    predicates = {}
    if rule.uses_predicates:
        predicates = Appraisal.objects.predicates(ids, year - 1)
    people = Person.objects.filter(pk__in=ids).select_related("post", "unit")
    return {
        person.pk: _measured(
            person, rule, year, scales, parts, learnt.get(person.pk, []),
            levels.get(person.pk), imported.get(person.pk), predicates.get(person.pk, ""),
        )
        for person in people
    }  # fmt: skip


def category_of(scales: dict, total: Decimal) -> str:
    """The category of an index."""
    return (
        rules.by_limit([(s.above, s.code) for s in scales[Scale.CATEGORY]], total) or ""
    )


def scales_of(rule: IndexRule) -> dict[str, list[Step]]:
    """The steps of a rule by their scale."""
    return _scales(rule)


def _scales(rule: IndexRule) -> dict[str, list[Step]]:
    out = defaultdict(list)
    for step in rule.steps.all():
        out[step.scale].append(step)
    return out


def _learnt(ids, year: int) -> dict[int, list[Learnt]]:
    """Recognised learning by form and calendar year; what was taught is left out."""
    rows = Credit.objects.filter(
        person__in=ids, year__lte=year, jp_recognised__gt=0, record__role="learner"
    )
    rows = rows.order_by().values_list("person", "record__form", "year")
    rows = rows.annotate(Sum("jp_recognised"), Count("record"))
    out = defaultdict(list)
    for person, *cells in rows:
        out[person].append(Learnt(*cells))
    return out


def _levels(ids) -> dict[int, int]:
    rows = Education.objects.filter(person__in=ids, is_validated=True).order_by()
    return dict(rows.values_list("person").annotate(Max("level")))


def _measured(
    person, rule, year, scales, parts, learnt, level, imported, predicate
) -> Measured:
    kind = person.post.kind if person.post else ""
    own = [part for part in parts if part.post_kind == kind]
    scored = [
        (part, rules.score(part.figures(person.post_id), learnt, year)) for part in own
    ]
    qualification = _by_code(scales[Scale.QUALIFICATION], str(level or ""))
    performance = _performance(scales, imported, predicate)
    sanction = imported.sanction if imported else ""
    discipline = _by_code(scales[Scale.DISCIPLINE], sanction)
    competence = rules.points_of(one for _part, one in scored)
    total = rules.total([qualification, competence, performance, discipline])
    return Measured(
        person, rule, year, scored, learnt, level, imported, predicate, qualification,
        performance, discipline, category_of(scales, total),
    )  # fmt: skip


def _by_code(steps: list[Step], code: str) -> Decimal | None:
    return next((step.points for step in steps if code and step.code == code), None)


def _performance(scales, imported, predicate: str) -> Decimal | None:
    """From the imported score; from the predicate only where the rule says so."""
    if imported and imported.score is not None:
        steps = [(step.above, step.points) for step in scales[Scale.PERFORMANCE]]
        return rules.by_limit(steps, imported.score)
    return _by_code(scales[Scale.PREDICATE], predicate)


# -- the kept table --------------------------------------------------------------------

FIELDS = [
    "rule",
    "unit",
    "post_kind",
    "qualification",
    "competence",
    "performance",
    "discipline",
    "total",
    "category",
    "is_complete",
    "counted_at",
]


@transaction.atomic
def recount(person_ids: Iterable[int], year: int | None = None) -> int:
    """Keep the index of these people for pages over units; how many were counted."""
    ids, year = sorted(set(person_ids)), year or today().year
    found = measure(ids, year)
    now = timezone.now()
    rows = [
        Index(
            person_id=pk, year=year, rule=one.rule, unit=one.person.unit,
            post_kind=one.person.post.kind, **one.dimensions, total=one.total,
            category=one.category, is_complete=one.is_complete, counted_at=now,
        )
        for pk, one in found.items()
        if one.person.is_active and one.person.nip and one.person.unit and one.person.post
    ]  # fmt: skip
    stale = Index.objects.filter(person__in=ids, year=year)
    stale.exclude(person__in=[row.person_id for row in rows]).delete()
    Index.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "year"],
        update_fields=FIELDS,
        batch_size=500,
    )
    return len(rows)


def pieces() -> list[list[int]]:
    """Everybody in service, and whoever has a row that may have to go, in pieces."""
    ids = set(Person.objects.employees().order_by().values_list("pk", flat=True))
    ids |= set(Index.objects.filter(year=today().year).values_list("person", flat=True))
    ordered = sorted(ids)
    return [ordered[n : n + PIECE] for n in range(0, len(ordered), PIECE)]


def changed_people() -> list[list[int]]:
    """People of whom the ledger has learnt something since the last sweep, in pieces.

    Postings pay nothing for this: the sweep reads on by the ids of two tables that only
    grow. What commits very late is found by the nightly count.
    """
    ids = _new(Record, "record", "person") | _new(Approval, "approval", "record__person")
    ordered = sorted(ids)
    return [ordered[n : n + PIECE] for n in range(0, len(ordered), PIECE)]


@transaction.atomic
def _new(model, name: str, person: str) -> set[int]:
    place, _created = Reached.objects.select_for_update().get_or_create(name=name)
    last = model.objects.aggregate(last=Max("pk"))["last"] or 0
    if last <= place.last:
        return set()
    rows = model.objects.filter(pk__gt=max(place.last - OVERLAP, 0), pk__lte=last)
    ids = set(rows.order_by().values_list(person, flat=True).distinct())
    place.last = last
    place.save(update_fields=["last"])
    return ids
