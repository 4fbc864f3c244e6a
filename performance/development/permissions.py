"""Who may do what with needs and development plans. Which rows: see the querysets."""

from corpu.people.models import Person, Unit
from corpu.people.models.access import PROVIDER_ROLES
from corpu.people.permissions import is_hr
from performance.permissions import may_see_units


def leads(viewer: Person, person: Person) -> bool:
    """True if `person` reports to `viewer`, or works in a unit that she heads."""
    if viewer.pk == person.pk:
        return False
    return Person.objects.led_by(viewer).filter(pk=person.pk).exists()


def may_write_plan(viewer: Person, person: Person) -> bool:
    """The person and her leader write the plan together; others read at most."""
    return viewer.pk == person.pk or leads(viewer, person)


def may_assess(viewer: Person, person: Person) -> bool:
    """Herself, or her leader."""
    return may_write_plan(viewer, person)


def may_see_sheets(viewer: Person) -> bool:
    """Who has a dashboard of units sees what their plans add up to."""
    return may_see_units(viewer)


def units_seen(viewer: Person):
    """The units whose plans `viewer` may add up: those she heads, and the scope of her
    office."""
    from django.db.models import Q

    if viewer.is_superuser:
        return Unit.objects.all()
    roots = viewer.led_units()
    for grant in viewer.active_grants():
        if grant.role in ("hr", "auditor"):
            if grant.unit_id is None:
                return Unit.objects.all()
            roots = roots | Unit.objects.filter(Q(pk=grant.unit_id))
    return Unit.objects.subtrees_of(roots)


def may_approve_unit(viewer: Person, unit: Unit) -> bool:
    """The head of a unit approves its plan."""
    return unit.depth > 1 and viewer.led_units().filter(pk=unit.pk).exists()


def may_approve_agency(viewer: Person, unit: Unit) -> bool:
    """HR of the institution proposes and, another officer, approves its plan."""
    return unit.depth == 1 and Unit.objects.managed_by(viewer).filter(pk=unit.pk).exists()


def may_set_budget(viewer: Person, unit: Unit) -> bool:
    """HR in whose care the unit is."""
    return Unit.objects.managed_by(viewer).filter(pk=unit.pk).exists()


def may_see_demand(viewer: Person) -> bool:
    """Staff of training agencies, and HR."""
    return is_hr(viewer) or viewer.has_role(*PROVIDER_ROLES)
