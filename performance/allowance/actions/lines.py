"""The lines of a run: reckoned in pieces, each with its steps and evidence."""

from dataclasses import replace
from decimal import Decimal

from performance.allowance import rules
from performance.allowance.actions.gathering import LEARNING, Known, gather
from performance.allowance.models import Formula, Line, Part, Run

FIELDS = [
    "run", "unit", "staff_class", "nip", "percent", "steps", "missing", "is_exception",
    "round",
]  # fmt: skip


def reckon_piece(run: Run, person_ids: list[int]) -> list[Line]:
    """The lines of these people as they would be today, not yet saved."""
    known = gather(person_ids, run.unit, run.formula, run.month)
    rule = run.formula.as_rule()
    return [_line(run, row, rules.reckon(rule, row.facts)) for row in known.values()]


def save_piece(lines: list[Line]) -> None:
    """Keep the lines; those of an earlier count are replaced, never doubled."""
    Line.objects.bulk_create(
        lines,
        update_conflicts=True,
        unique_fields=["person", "month"],
        update_fields=FIELDS,
    )


def reckon_again(run: Run, lines: list[Line]) -> dict[int, rules.Result]:
    """What the facts of today say of lines that are locked, by person.

    What a line read from a year still running stays as it was read: time alone is no
    later fact.
    """
    ids = [line.person_id for line in lines]
    known = gather(ids, run.unit, run.formula, run.month)
    rule, found = run.formula.as_rule(), {}
    frozen = frozen_parts(run.formula)
    for line in lines:
        row = known.get(line.person_id)
        if row:
            facts = _as_locked(row.facts, line, frozen)
            found[line.person_id] = rules.reckon(rule, facts)
            line.steps_now = steps_of(found[line.person_id], row)
    return found


def frozen_parts(formula: Formula) -> set[str]:
    """Codes of the parts that look at the learning of the running year."""
    return {
        part.code
        for part in formula.parts.all()
        if part.source in LEARNING and part.period == Part.Period.THIS_YEAR
    }


def _as_locked(facts: rules.Facts, line: Line, frozen: set[str]) -> rules.Facts:
    words, numbers = dict(facts.words), dict(facts.numbers)
    for step in line.steps:
        if step["kind"] == "part" and step["code"] in frozen:
            code, given = step["code"], step["given"]
            words[code] = given
            try:
                numbers[code] = Decimal(given)
            except ArithmeticError:
                numbers.pop(code, None)
    return replace(facts, words=words, numbers=numbers)


def facts_now(line: Line) -> Known | None:
    """What is known today of the person of a line, for its month."""
    run = line.run
    found = gather([line.person_id], run.unit, run.formula, run.month)
    return found.get(line.person_id)


def steps_of(result: rules.Result, known: Known) -> list[dict]:
    """The steps as they are kept: numbers as text, evidence beside them."""
    return [
        {
            "kind": line.kind,
            "code": line.code,
            "effect": _text(line.effect),
            "given": line.given,
            "percent": _text(line.percent),
            "weight": _text(line.weight),
            "evidence": _evidence(line, known),
        }
        for line in result.lines
    ]


def _line(run: Run, known: Known, result: rules.Result) -> Line:
    return Line(
        run=run,
        person_id=known.person_id,
        month=run.month,
        unit_id=known.unit_id,
        staff_class=known.staff_class,
        nip=known.nip,
        percent=result.percent,
        steps=steps_of(result, known),
        missing=list(result.missing),
        is_exception=any(line.kind == "exemption" for line in result.lines),
        round=run.round,
    )


def _evidence(line: rules.Line, known: Known) -> list | None:
    if line.kind == "part":
        return known.evidence.get(line.code)
    if line.kind in ("part_deduction", "deduction"):
        by_learning = known.evidence.get(f"counter:{line.code}")
        return by_learning or known.evidence.get("counts")
    return None


def _text(value: Decimal | None) -> str | None:
    if value is None:
        return None
    value = value.quantize(Decimal("0.0001")).normalize()
    return format(value, "f")
