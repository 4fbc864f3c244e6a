"""The level that each person holds of each competence, and the findings behind it.

Nothing of it is kept: it is read from assessments and the ledger whenever it is shown.
"""

import datetime
from collections import defaultdict

from corpu.ledger.models import LearnerRole, Record
from corpu.lib.clock import today
from corpu.skills.models import Assessment
from performance.development.models import LevelSource
from performance.development.rules import Finding, Held, holds

EVIDENCE = Assessment.Source.EVIDENCE.value


def levels_of(person_ids, on: datetime.date | None = None) -> dict[int, dict[int, Held]]:
    """{person id: {competence id: Held}} on day `on` (today); what was never found, or
    has expired, is absent. Three queries, whatever the number of people."""
    on = on or today()
    rules = LevelSource.on_day(on)
    found: dict[int, dict[int, Held]] = defaultdict(dict)
    for (person, competence), findings in findings_of(person_ids).items():
        held = holds(findings, rules, on)
        if held:
            found[person][competence] = held
    return found


def findings_of(person_ids, competence: int | None = None) -> dict[tuple, list[Finding]]:
    """{(person id, competence id): findings}: assessments as they were made, and what
    credited learning proves."""
    rows = Assessment.objects.filter(person__in=person_ids)
    rows = rows.exclude(source=EVIDENCE)  # derived below, never typed
    taught = evidence(person_ids)
    if competence is not None:
        rows = rows.filter(competence=competence)
        taught = taught.filter(activity__teaches__competence=competence)
    found = defaultdict(list)
    fields = ("person", "competence", "source", "level", "assessed_on", "pk")
    for person, about, source, level, day, pk in rows.values_list(*fields):
        found[person, about].append(Finding(source, level, day, pk))
    fields = (
        "person", "activity__teaches__competence", "activity__teaches__level",
        "ended_on", "pk",
    )  # fmt: skip
    for person, about, level, day, pk in taught.values_list(*fields).distinct():
        found[person, about].append(Finding(EVIDENCE, level, day, pk))
    return found


def evidence(person_ids):
    """Facts that prove a competence: completed and credited learning whose activity
    teaches it up to a level."""
    return Record.objects.standing().filter(
        person__in=person_ids,
        role=LearnerRole.LEARNER,
        activity__teaches__isnull=False,
        credits__jp_recognised__gt=0,
    )
