"""Who may do what in performance."""

from corpu.people.models import Person


def oversees(viewer: Person, person: Person) -> bool:
    """True if HR's scope of `viewer` covers `person`, who is somebody else."""
    if viewer.pk == person.pk:
        return False
    if viewer.is_superuser:
        return True
    return any(
        grant.role == "hr"
        and (
            grant.unit_id is None
            or (person.unit and person.unit.path.startswith(grant.unit.path))
        )
        for grant in viewer.active_grants()
    )


def may_exempt(viewer: Person, person: Person) -> bool:
    """Only HR exempts, and nobody exempts herself."""
    return oversees(viewer, person)


def may_set_targets(viewer: Person) -> bool:
    """HR of the whole installation drafts and publishes targets."""
    if viewer.is_superuser:
        return True
    return any(g.role == "hr" and g.unit_id is None for g in viewer.active_grants())


def may_see_units(viewer: Person) -> bool:
    """HR, auditors and heads of units have a dashboard of what they oversee."""
    return viewer.is_superuser or viewer.has_role("hr", "auditor") or viewer.is_leader
