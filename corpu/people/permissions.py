"""Who may do what to people, units and roles. Which rows: see the querysets."""

from corpu.people.models import Person, Role, RoleGrant, Unit


def is_hr(viewer: Person) -> bool:
    """True if `viewer` keeps the data of some people."""
    return viewer.is_superuser or viewer.has_role(Role.HR)


def is_national_hr(viewer: Person) -> bool:
    """True if `viewer` keeps the data of the whole installation."""
    grants = viewer.active_grants()
    national = any(g.role == Role.HR and g.unit_id is None for g in grants)
    return viewer.is_superuser or national


def may_read_log(viewer: Person) -> bool:
    """HR and auditors read the decision log."""
    return viewer.is_superuser or viewer.has_role(Role.HR, Role.AUDITOR)


def may_manage(viewer: Person, person: Person) -> bool:
    """True if `viewer` keeps the data of `person`."""
    return Person.objects.managed_by(viewer).filter(pk=person.pk).exists()


def may_place_in(viewer: Person, unit: Unit | None) -> bool:
    """True if `viewer` may put people or units below `unit` (None: the very top)."""
    if unit is None:
        return is_national_hr(viewer)
    return Unit.objects.managed_by(viewer).filter(pk=unit.pk).exists()


def may_grant(viewer: Person, grant: RoleGrant) -> bool:
    """Nobody gives herself a role; an office over a unit comes from above that unit."""
    if viewer.is_superuser:
        return True
    if grant.person_id == viewer.pk or not may_manage(viewer, grant.person):
        return False
    return grant.provider_id is not None or may_place_in(viewer, grant.unit)


def may_decide(viewer: Person) -> bool:
    """True for those whose queue holds other people's requests."""
    return viewer.is_leader or is_hr(viewer) or bool(viewer.stands_in_for())
