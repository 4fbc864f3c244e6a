"""Who may do what with gates, candidates and talent."""

from corpu.people.models import Person, Role
from corpu.people.permissions import is_hr, may_manage
from performance.careers.models import HandCheck


def may_open_lists(viewer: Person) -> bool:
    """HR and auditors open lists of candidates and the nine-box, each in the own scope."""
    return viewer.is_superuser or viewer.has_role(Role.HR, Role.AUDITOR)


def may_ask_lists(viewer: Person) -> bool:
    """HR has lists counted; an auditor only reads them."""
    return is_hr(viewer)


def may_decide(viewer: Person, check: HandCheck) -> bool:
    """HR of the person, never for herself."""
    return check.person_id != viewer.pk and may_manage(viewer, check.person)
