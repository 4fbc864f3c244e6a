"""Who may do what to a fact of the ledger."""

from corpu.ledger.models import Record
from corpu.people.models import Person
from corpu.people.models.access import Role


def is_hr_over(viewer, person_id: int) -> bool:
    """True if `viewer` holds an HR grant of today whose scope holds the person."""
    if not viewer.is_authenticated:
        return False
    for grant in viewer.active_grants():
        if grant.role != Role.HR:
            continue
        if grant.unit_id is None:
            return True
        if Person.objects.in_subtree(grant.unit).filter(pk=person_id).exists():
            return True
    return False


def may_void(viewer, record: Record) -> bool:
    """Whoever recorded the fact, and HR; nobody else, and nobody her own by HR's right."""
    if record.recorded_by_id == viewer.pk:
        return True
    return record.person_id != viewer.pk and is_hr_over(viewer, record.person_id)


def may_approve(viewer, record: Record) -> bool:
    """Who verified and recorded the fact for another, and HR; never for herself."""
    if record.person_id == viewer.pk:
        return False
    return record.recorded_by_id == viewer.pk or is_hr_over(viewer, record.person_id)


def may_see_all(viewer) -> bool:
    """HR's desks: facts that wait, exports."""
    return viewer.is_authenticated and viewer.has_role(Role.HR)


def may_publish_rates(viewer) -> bool:
    """Rules hold for everybody: HR without a unit (or the operator) decides on them."""
    if not viewer.is_authenticated:
        return False
    national = [
        grant.unit_id is None for grant in viewer.active_grants() if grant.role == Role.HR
    ]
    return viewer.is_superuser or any(national)
