"""Who may do what to a fact of the ledger, and to the rules that count it."""

from corpu.ledger.models import Record
from corpu.people.models import Person
from corpu.people.models.access import Role


def people_of_hr(viewer):
    """The people whom `viewer` serves as HR."""
    return Person.objects.managed_by(viewer)


def is_hr_over(viewer, person_id: int) -> bool:
    """True if the person is in the care of `viewer` as HR."""
    return people_of_hr(viewer).filter(pk=person_id).exists()


def may_void(viewer, record: Record) -> bool:
    """Whoever recorded the fact for another, and HR; nobody her own."""
    if record.person_id == viewer.pk:
        return False
    return record.recorded_by_id == viewer.pk or is_hr_over(viewer, record.person_id)


def may_approve(viewer, record: Record) -> bool:
    """HR over the person, never for herself."""
    return record.person_id != viewer.pk and is_hr_over(viewer, record.person_id)


def may_set_jp(viewer, record: Record) -> bool:
    """HR, and whoever verified and recorded the fact for another (a leader who accepts
    evidence); never for herself."""
    verified = record.recorded_by_id == viewer.pk != record.person_id
    return verified or may_approve(viewer, record)


def has_hr_desk(viewer) -> bool:
    """HR's screens: facts that wait, and exports."""
    return viewer.is_superuser or viewer.has_role(Role.HR)


def may_search(viewer) -> bool:
    """HR and auditors search the ledger, each in the own scope."""
    return viewer.is_superuser or viewer.has_role(Role.HR, Role.AUDITOR)


def may_publish_rates(viewer) -> bool:
    """Rules hold for everybody: HR without a unit (or the operator) decides on them."""
    if not viewer.is_authenticated:
        return False
    grants = viewer.active_grants()
    national = any(g.role == Role.HR and g.unit_id is None for g in grants)
    return viewer.is_superuser or national
