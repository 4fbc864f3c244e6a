"""The missing steps as learning: real openings for each requirement that is not met, and
what would be met once they are done."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q

from corpu.agenda.models import Opening
from corpu.ledger.actions import previews
from corpu.people.models import Person
from corpu.skills.models import ActivityCompetence
from performance.careers.actions.judging import Line, Verdict
from performance.careers.rules import MET, Learned, judge, whole

LOOKED_AT = 200
EACH = 3


@dataclass(frozen=True)
class Step:
    """An opening for a requirement: what it brings, and what the answer would be then.

    For a competence `level` is what it teaches; an assessment must still confirm it.
    """

    opening: Opening
    jp: Decimal
    level: int = 0
    would_be: str = ""

    @property
    def would_meet(self) -> bool:
        """True if the requirement would be met with this alone."""
        return self.would_be == MET


def steps_for(person: Person, verdict: Verdict) -> dict[str, list[Step]]:
    """Up to three openings for every line that learning can move, by its key."""
    lacking = [line for line in verdict.lines if line.answer != MET and _moves(line)]
    if not lacking:
        return {}
    levels = _levels(lacking)
    offers = _offers(lacking, levels)
    chosen = {line: _choose(line, offers, levels) for line in lacking}
    drafts = {o.pk: _draft(o, person, verdict.on) for row in chosen.values() for o in row}
    worths = dict(zip(drafts, previews.preview(drafts.values()), strict=True))
    return {
        line.asked.rule.key: [_step(o, line, verdict, worths[o.pk], levels) for o in row]
        for line, row in chosen.items()
        if row
    }


def once_done(verdict: Verdict, steps: dict[str, list[Step]]) -> str:
    """The answer for the post if the first step of each requirement were done."""
    answers = []
    for line in verdict.lines:
        found = steps.get(line.asked.rule.key)
        moved = found[0].would_be if found and found[0].would_be else line.answer
        answers.append(moved)
    return whole(answers)


def _moves(line: Line) -> bool:
    return line.asked.rule.kind in ("learning", "competence")


def _levels(lacking: list[Line]) -> dict[tuple[int, int], int]:
    """(activity, competence) -> the level that it teaches."""
    wanted = {line.asked.rule.competence for line in lacking} - {None}
    rows = ActivityCompetence.objects.filter(competence__in=wanted)
    return {(a, c): n for a, c, n in rows.values_list("activity", "competence", "level")}


def _offers(lacking: list[Line], levels) -> list[Opening]:
    """What can be taken now and bears on one of the lines, the soonest first."""
    rules = [line.asked.rule for line in lacking]
    activities = {r.activity for r in rules if r.activity} | {a for a, _c in levels}
    forms = {r.form for r in rules if r.kind == "learning" and not r.activity}
    rows = Opening.objects.takeable().filter(
        Q(activity__in=activities) | Q(form__in=forms)
    )
    rows = rows.select_related("activity", "form").order_by("starts_on", "pk")
    return list(rows[:LOOKED_AT])


def _choose(line: Line, offers: list[Opening], levels) -> list[Opening]:
    rule = line.asked.rule
    fitting = [o for o in offers if _fits(rule, o, levels)]
    if rule.kind == "competence":
        # The nearest level that suffices, then the highest.
        def merit(o: Opening) -> tuple:
            taught = levels[o.activity_id, rule.competence]
            return (taught < rule.level, abs(taught - rule.level))
    else:

        def merit(o: Opening) -> tuple:
            short = (rule.jp or 0) - (line.finding.have or 0)
            jp = o.jp or Decimal(0)
            return (jp < short, jp if jp >= short else -jp)

    once: dict[int, Opening] = {}
    for opening in sorted(fitting, key=merit):
        once.setdefault(opening.activity_id, opening)
    return list(once.values())[:EACH]


def _fits(rule, opening: Opening, levels) -> bool:
    if rule.kind == "competence":
        return (opening.activity_id, rule.competence) in levels
    if rule.activity is not None:
        return opening.activity_id == rule.activity
    return opening.form_id == rule.form


def _draft(opening: Opening, person: Person, on: datetime.date) -> previews.Draft:
    start = max(opening.starts_on or on, on)
    return previews.Draft(
        person_id=person.pk,
        form=opening.form_id,
        scope=opening.scope,
        started_on=start,
        ended_on=max(start, opening.ends_on or start),
        jp_stated=opening.jp,
        days=opening.days,
        sessions=opening.sessions,
    )


def _step(opening: Opening, line: Line, verdict: Verdict, worth, levels) -> Step:
    rule = line.asked.rule
    jp = opening.jp if opening.jp is not None else worth.jp_recognised
    if rule.kind == "competence":
        return Step(opening, jp, levels[opening.activity_id, rule.competence])
    done = Learned(
        0, opening.form_id, opening.activity_id, verdict.on, worth.jp_recognised
    )
    known = replace(verdict.known, learned=(*verdict.known.learned, done))
    return Step(opening, jp, would_be=judge(rule, known, verdict.on).answer)


def evidence_of(lines: list[Line]) -> dict[str, list[int]]:
    """{kind of fact: ids} behind the lines, to be fetched at once."""
    out = defaultdict(list)
    for line in lines:
        for kind, pk in line.finding.evidence:
            out[kind].append(pk)
    return dict(out)
