"""Who may do what with a plan. Which rows: see the querysets."""

from corpu.people.models import Person, Unit
from performance.permissions import may_set_targets, oversees
from performance.plans.models import LeaderSpan, Plan, UnitPlan

PERSON, LEADER = "person", "leader"


def side_of(viewer: Person, plan: Plan) -> str:
    """As whom `viewer` takes part in the dialogue: the person, her leader, or ""."""
    if viewer.pk == plan.person_id:
        return PERSON
    if plan.leader_id is None:
        return LEADER if oversees(viewer, plan.person) else ""
    if plan.leader_id == viewer.pk or plan.leader_id in viewer.stands_in_for():
        return LEADER
    return ""


def may_assess_part(viewer: Person, span: LeaderSpan) -> bool:
    """Whoever led before assesses her own days, until the year is closed."""
    over = span.ended_on is not None and span.plan.state != Plan.State.CLOSED
    return over and span.leader_id == viewer.pk != span.plan.person_id


def may_start_for(viewer: Person, person: Person) -> bool:
    """The person herself, those above her, and HR may start her plan."""
    if viewer.pk == person.pk:
        return True
    led = Person.objects.led_by(viewer).filter(pk=person.pk).exists()
    return led or oversees(viewer, person)


def heads(viewer: Person, unit: Unit) -> bool:
    """True if `viewer`, or one whom she stands in for, heads the unit today."""
    units = viewer.led_units()
    for person in Person.objects.filter(pk__in=viewer.stands_in_for()):
        units = units | person.led_units()
    return units.filter(pk=unit.pk).exists()


def may_write_unit_plan(viewer: Person, plan: UnitPlan) -> bool:
    """Only its head writes the plan of a unit."""
    return heads(viewer, plan.unit)


def may_oversee_plans(viewer: Person) -> bool:
    """HR and auditors have the overview."""
    return viewer.is_superuser or viewer.has_role("hr", "auditor")


def may_set_cycle(viewer: Person) -> bool:
    """The office that sets the targets sets the calendar and the matrix too."""
    return may_set_targets(viewer)
