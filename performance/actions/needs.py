"""What standings leave to be learnt, as needs for those who plan learning.

The need says what the target counts: its form, class, competences and activities, its
measure, and the parts inside it that are still missing. What the facts and bookings
cover already is no need.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import F, Value

from corpu.agenda.models import Need
from corpu.lib.clock import today
from corpu.lib.fields import HUNDRED
from performance.actions.measuring import need_source
from performance.models import Measure, Quota, Standing, Status, Target
from performance.standing_sql import Features

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Wanted:
    """Which learning counts, of a target or of a part inside it."""

    form: str | None
    learning_class: str
    competences: tuple[int, ...] = ()
    activities: tuple[int, ...] = ()

    def ways(self) -> Iterator[tuple[str, dict]]:
        """Each way to meet it: the end of the source of its need, and what it names.
        An activity is named rather than the competences that it teaches."""
        named = {"form_id": self.form, "learning_class": self.learning_class}
        if self.activities:
            for pk in self.activities:
                yield f":a{pk}", {**named, "activity_id": pk}
        elif self.competences:
            for pk in self.competences:
                yield f":c{pk}", {**named, "competence_id": pk}
        else:
            yield "", named


@dataclass
class Rules:
    """What the targets count, and their parts: by their ids."""

    targets: dict[int, Wanted] = field(default_factory=dict)
    parts: dict[int, list[tuple[Quota, Wanted]]] = field(default_factory=dict)


def is_particular(features: Features) -> bool:
    """True if a target in force asks for more than JP of any learning."""
    return features.forms or features.activities or features.quotas or features.counts


def needs_of_people(person_ids) -> list[Need]:
    """All that these people still lack in the periods that are open today."""
    day = today()
    rows = Standing.objects.filter(
        person__in=person_ids, starts_on__lte=day, ends_on__gte=day, gap__gt=F("booked")
    )
    rows = rows.exclude(status=Status.EXEMPT).select_related("target")
    rows = list(rows.order_by("pk"))
    rules = rules_of({row.target_id: row.target for row in rows})
    return [need for row in rows for need in needs_of(row, rules)]


def rules_of(targets: dict[int, Target]) -> Rules:
    """What these targets and their parts count, in at most two statements."""
    if not targets:
        return Rules()
    named = _named(list(targets))
    parts: dict[int, list] = defaultdict(list)
    quotas = Quota.objects.filter(target__in=targets, kind=Target.Kind.MINIMUM)
    for quota in quotas.order_by("pk"):
        parts[quota.target_id].append((quota, _wanted(quota, named["quota", quota.pk])))
    found = {pk: _wanted(target, named["target", pk]) for pk, target in targets.items()}
    return Rules(found, parts)


def _wanted(row, named: dict[str, list[int]]) -> Wanted:
    return Wanted(
        form=row.form_id,
        learning_class=row.learning_class,
        competences=tuple(sorted(named["competence"])),
        activities=tuple(sorted(named["activity"])),
    )


def _named(targets: list[int]) -> dict[tuple, dict[str, list[int]]]:
    """The competences and activities that the targets and their parts name."""
    asked = []
    for owner, what, manager in (
        ("target", "competence", Target.competences),
        ("target", "activity", Target.activities),
        ("quota", "competence", Quota.competences),
        ("quota", "activity", Quota.activities),
    ):
        path = "target__in" if owner == "target" else "quota__target__in"
        rows = manager.through.objects.filter(**{path: targets}).order_by()
        asked.append(
            rows.values_list(Value(owner), f"{owner}_id", Value(what), f"{what}_id")
        )
    found: dict[tuple, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for owner, pk, what, named in asked[0].union(*asked[1:], all=True):
        found[owner, pk][what].append(named)
    return found


def needs_of(row: Standing, rules: Rules) -> Iterator[Need]:
    """The parts that are missing first, then what is missing of the whole besides."""
    lacks, source = row.uncovered, need_source(row.person_id, row.target_id, row.year)
    measure = row.target.measure
    for quota, wanted in rules.parts.get(row.target_id, ()):
        missing = min(_missing(row, quota), lacks)
        if missing > 0:
            lacks -= missing
            whole = rules.targets[row.target_id]
            both = replace(
                wanted,
                form=wanted.form or whole.form,
                learning_class=wanted.learning_class or whole.learning_class,
            )
            yield from _needs(row, f"{source}:q{quota.pk}", both, measure, missing)
    if lacks > 0:
        yield from _needs(row, source, rules.targets[row.target_id], measure, lacks)


def _missing(row: Standing, quota: Quota) -> Decimal:
    """What the part still misses of her share of it."""
    share = quota.required * row.required / row.whole if row.whole else NOTHING
    has = Decimal(row.parts.get(str(quota.pk), 0)) / HUNDRED
    return max(share - has, NOTHING).quantize(Decimal("0.01"))


def _needs(row, source: str, wanted: Wanted, measure: str, lacks) -> Iterator[Need]:
    in_jp = measure == Measure.JP
    for end, names in wanted.ways():
        yield Need(
            source=f"{source}{end}",
            person_id=row.person_id,
            measure=measure,
            gap_jp=lacks if in_jp else NOTHING,
            gap_items=0 if in_jp else math.ceil(lacks),
            by=row.ends_on,
            **names,
        )
