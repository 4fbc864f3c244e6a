"""Who may do what to a fact of the ledger."""

from django.db.models import Q

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


def people_of_hr(viewer):
    """The people whom `viewer` serves as HR."""
    condition = Q(pk__in=[])
    for grant in viewer.active_grants():
        if grant.role == Role.HR:
            if grant.unit_id is None:
                return Person.objects.all()
            condition |= Q(unit__path__startswith=grant.unit.path)
    return Person.objects.filter(condition)


def has_hr_desk(viewer) -> bool:
    """HR's screens: facts that wait, and exports."""
    return viewer.is_authenticated and viewer.has_role(Role.HR)


def may_search(viewer) -> bool:
    """HR and auditors search the ledger, each in the own scope."""
    return viewer.is_authenticated and viewer.has_role(Role.HR, Role.AUDITOR)


def may_publish_rates(viewer) -> bool:
    """Rules hold for everybody: HR without a unit (or the operator) decides on them."""
    if not viewer.is_authenticated:
        return False
    national = [
        grant.unit_id is None for grant in viewer.active_grants() if grant.role == Role.HR
    ]
    return viewer.is_superuser or any(national)
