"""Who closes years and who may look over it."""

from corpu.people.models import Person, Unit
from performance.periods.models import Closing


def may_close(viewer: Person, unit: Unit | None) -> bool:
    """HR of the whole institution, or of the installation where there is no unit."""
    if not viewer.is_authenticated:
        return False
    if viewer.is_superuser:
        return True
    scopes = [grant.unit for grant in viewer.active_grants() if grant.role == "hr"]
    return any(
        scope is None or (unit is not None and scope.pk == unit.pk) for scope in scopes
    )


def may_act_on(viewer: Person, closing: Closing) -> bool:
    """Those who may close the scope act on its closing."""
    return may_close(viewer, closing.unit)


def may_see_closings(viewer: Person) -> bool:
    """HR and auditors."""
    return viewer.is_superuser or viewer.has_role("hr", "auditor")
