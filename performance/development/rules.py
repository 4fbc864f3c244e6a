"""Which finding of a level holds, how a person matches a post, and which fact keeps which
line of a plan. Plain functions: the days and the rules are parameters."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Finding:
    """A level (0 to 5) found on a day by a source; `key` tells two of one day apart."""

    source: str
    level: int
    on: datetime.date
    key: int = 0


@dataclass(frozen=True)
class SourceRule:
    """How much a source is worth: priority 1 speaks first, for `years` years. One that
    `raises` lifts an older finding of a higher priority, and never lowers it."""

    source: str
    priority: int
    years: int
    raises: bool = False


@dataclass(frozen=True)
class Held:
    """The level that holds, the finding it comes from, and why: "priority", or "raised"
    (learning after the assessment lifted it). `aside` are the others, each with why not:
    "expired", "ahead", "no_rule", "older", "lower_priority", "not_higher"."""

    level: int
    finding: Finding
    why: str
    base: Finding
    aside: tuple[tuple[Finding, str], ...] = field(default=())


def expires_on(finding: Finding, rule: SourceRule) -> datetime.date:
    """The first day on which the finding no longer counts: the same date `years` later;
    29 February becomes 1 March."""
    try:
        return finding.on.replace(year=finding.on.year + rule.years)
    except ValueError:
        return datetime.date(finding.on.year + rule.years, 3, 1)


def holds(
    findings: Iterable[Finding], rules: dict[str, SourceRule], on: datetime.date
) -> Held | None:
    """Which finding holds on day `on`; None where none counts.

    Of the findings that are neither ahead nor expired, the source with the best priority
    speaks, by its latest finding. Then sources that raise may lift it: the highest level
    found on that day or later, if it is higher.
    """
    aside: list[tuple[Finding, str]] = []
    valid = []
    for finding in findings:
        why = _why_not(finding, rules, on)
        aside.append((finding, why)) if why else valid.append(finding)
    if not valid:
        return None
    base = min(valid, key=lambda f: (rules[f.source].priority, *_latest_first(f)))
    lifting = [
        f
        for f in valid
        if rules[f.source].raises and f.on >= base.on and f.level > base.level
    ]
    chosen = max(lifting, key=lambda f: (f.level, f.on, f.key), default=base)
    for finding in valid:
        if finding is not chosen:
            aside.append((finding, _why_aside(finding, chosen, base, rules)))
    why = "priority" if chosen is base else "raised"
    return Held(chosen.level, chosen, why, base, tuple(aside))


def _latest_first(finding: Finding) -> tuple[int, int]:
    return (-finding.on.toordinal(), -finding.key)


def _why_not(finding, rules, on) -> str:
    rule = rules.get(finding.source)
    if rule is None:
        return "no_rule"
    if finding.on > on:
        return "ahead"
    return "expired" if expires_on(finding, rule) <= on else ""


def _why_aside(finding, chosen, base, rules) -> str:
    if finding is base:
        return "raised"
    if finding.source in (base.source, chosen.source):
        return "older" if finding.level > chosen.level else "not_higher"
    return "lower_priority"


def match_percent(pairs: Iterable[tuple[int, int | None]]) -> int | None:
    """Job person match in whole per cent, rounded down: the levels reached of those
    required, each at most its requirement; None where nothing is assessed.

    `pairs` are (required, held); what is not assessed (None) is left out, and the reader
    is told how many are: nobody is called unfit for want of an assessment.
    """
    known = [(required, held) for required, held in pairs if held is not None]
    whole = sum(required for required, _held in known)
    if not whole:
        return None
    return sum(min(r, h) for r, h in known) * 100 // whole


def gap_of(required: int, held: int | None) -> int:
    """Levels still missing; none where nothing was assessed yet."""
    return 0 if held is None else max(required - held, 0)


def closed_levels(taught: int, held: int, required: int) -> int:
    """Levels that learning up to `taught` closes between held and required."""
    return max(min(taught, required) - held, 0)


# -- which fact keeps which line -------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A line of an agreed plan of one person and year."""

    key: int
    activity: int | None
    competence: int | None
    form: str


@dataclass(frozen=True)
class Fact:
    """A credited fact of the ledger: what it taught, by which activity and form."""

    key: int
    activity: int | None
    form: str
    ended_on: datetime.date
    competences: frozenset[int] = frozenset()


def realise(lines: Iterable[Line], facts: Iterable[Fact]) -> dict[int, int]:
    """Which fact realises which line: {line key: fact key}.

    A line is realised by its own activity, else by a fact of its form that teaches its
    competence. Each fact realises one line; lines that name an activity choose first,
    facts are taken in the order in which they ended.
    """
    lines = sorted(lines, key=lambda line: line.key)
    free = sorted(facts, key=lambda fact: (fact.ended_on, fact.key))
    kept: dict[int, int] = {}
    for fits in (_same_activity, _same_competence):
        for line in lines:
            if line.key in kept:
                continue
            fact = next((fact for fact in free if fits(line, fact)), None)
            if fact is not None:
                kept[line.key] = fact.key
                free.remove(fact)
    return kept


def _same_activity(line: Line, fact: Fact) -> bool:
    return line.activity is not None and line.activity == fact.activity


def _same_competence(line: Line, fact: Fact) -> bool:
    return (
        line.competence is not None
        and line.form == fact.form
        and line.competence in fact.competences
    )
