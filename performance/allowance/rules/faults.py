"""What keeps a formula from being used."""

from decimal import Decimal

from performance.allowance.rules.formula import ORDER, WORDS, Formula, Part

HUNDRED = Decimal(100)
NOTHING = Decimal(0)


def faults(formula: Formula) -> list[str]:
    """What keeps a formula from being used, as codes; empty if it is sound."""
    found = []
    if sum((part.weight for part in formula.parts), NOTHING) != HUNDRED:
        found.append("weights")
    codes = [part.code for part in formula.parts]
    if len(set(codes)) != len(codes):
        found.append("parts_twice")
    for part in formula.parts:
        found += _faults_of_steps(part)
    named = {one.part for one in formula.deductions if one.part}
    named |= {one.part for one in formula.exemptions if one.part}
    if named - set(codes):
        found.append("unknown_part")
    return list(dict.fromkeys(found))


def _faults_of_steps(part: Part) -> list[str]:
    if part.source in WORDS:
        paid = {step.word: step.percent for step in part.steps}
        order = [paid[word] for word in ORDER[part.source] if word in paid]
        if not paid:
            return ["steps_missing"]
        return [] if order == sorted(order, reverse=True) else ["steps_order"]
    limits = [step for step in part.steps if step.at_least is not None]
    if len(limits) != len(part.steps):
        return ["steps_kind"]
    limits.sort(key=lambda step: step.at_least or NOTHING)
    paid_up = [step.percent for step in limits]
    return [] if paid_up == sorted(paid_up) else ["steps_order"]
