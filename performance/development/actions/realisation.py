"""Lines of plans are realised by the ledger, never by hand."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from corpu.ledger.models import LearnerRole, Record
from corpu.people.models import Person
from corpu.skills.models import Assessment
from performance.development.actions.needs import nudge_needs
from performance.development.models import PlanLine
from performance.development.rules import Fact, Line, realise


def follow_ledger(person_ids: list[int], years: list[int]) -> None:
    """The ledger's follower: one statement for people without plans or assessments."""
    lines = PlanLine.objects.agreed().filter(
        plan__person=OuterRef("pk"), plan__year__in=years
    )
    assessed = Assessment.objects.filter(person=OuterRef("pk"))
    people = Person.objects.filter(pk__in=person_ids)
    people = people.annotate(has_lines=Exists(lines), has_findings=Exists(assessed))
    people = people.filter(Q(has_lines=True) | Q(has_findings=True)).order_by()
    rows = list(people.values_list("pk", "has_lines", "has_findings"))
    planning = [pk for pk, plans, _assessed in rows if plans]
    if planning:
        realise_lines(planning, years)
    if any(assessed for _pk, _plans, assessed in rows):
        nudge_needs(pk for pk, _plans, assessed in rows if assessed)


@transaction.atomic
def realise_lines(person_ids, years) -> int:
    """Match the agreed lines of these people and years to their facts; returns how many
    changed. Running it again changes nothing."""
    lines = PlanLine.objects.agreed().filter(
        plan__person__in=person_ids, plan__year__in=years
    )
    lines = list(lines.select_related("plan"))
    facts = _facts(person_ids, years)
    groups: dict[tuple, list[PlanLine]] = defaultdict(list)
    for line in lines:
        groups[line.plan.person_id, line.plan.year].append(line)
    kept: dict[int, int] = {}
    for key, group in groups.items():
        kept |= realise(map(_as_line, group), facts.get(key, ()))
    changed = [line for line in lines if line.record_id != kept.get(line.pk)]
    for line in changed:
        line.record_id = kept.get(line.pk)
        line.realised_at = timezone.now() if line.record_id else None
    PlanLine.objects.bulk_update(changed, ["record", "realised_at"], batch_size=200)
    return len(changed)


def _as_line(line: PlanLine) -> Line:
    return Line(line.pk, line.activity_id, line.competence_id, line.form_id)


def _facts(person_ids, years) -> dict[tuple[int, int], list[Fact]]:
    """Credited facts by person and the year in which they ended."""
    rows = Record.objects.standing().filter(
        person__in=person_ids,
        ended_on__year__in=years,
        role=LearnerRole.LEARNER,
        credits__jp_recognised__gt=0,
    )
    fields = ("person", "pk", "activity", "form", "ended_on")
    rows = rows.values_list(*fields, "activity__teaches__competence").distinct()
    taught: dict[tuple, set[int]] = defaultdict(set)
    for *fact, competence in rows:
        taught[tuple(fact)] |= {competence} - {None}
    found = defaultdict(list)
    for (person, pk, activity, form, day), competences in taught.items():
        fact = Fact(pk, activity, form, day, frozenset(competences))
        found[person, day.year].append(fact)
    return found
