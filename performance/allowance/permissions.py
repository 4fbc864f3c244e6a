"""Who may do what about allowance recommendations."""

from corpu.people.models import Person, Unit
from performance.allowance.models import Line, Objection, Run


def keeps(viewer: Person, unit: Unit | None) -> bool:
    """True if `viewer` is HR of the whole institution; examples belong to HR of all."""
    if unit is None:
        grants = viewer.active_grants()
        national = any(g.role == "hr" and g.unit_id is None for g in grants)
        return viewer.is_superuser or national
    return Unit.objects.managed_by(viewer).filter(pk=unit.pk).exists()


def reads(viewer: Person, unit: Unit) -> bool:
    """True for HR and auditors of the institution."""
    kept = Unit.objects.managed_by(viewer, "hr", "auditor")
    return kept.filter(pk=unit.pk).exists()


def may_object(viewer: Person, line: Line) -> bool:
    """The person herself, in time."""
    return viewer.pk == line.person_id and line.run.takes_objections


def may_answer(viewer: Person, objection: Objection) -> bool:
    """HR over the person; nobody answers her own."""
    return Objection.objects.waiting_for(viewer).filter(pk=objection.pk).exists()


def may_correct(viewer: Person, person: Person) -> bool:
    """HR corrects attendance, never her own."""
    if viewer.pk == person.pk:
        return False
    return Person.objects.managed_by(viewer).filter(pk=person.pk).exists()


def may_export(viewer: Person, run: Run) -> bool:
    """HR of the institution takes the file to payroll."""
    return run.is_locked and keeps(viewer, run.unit)
