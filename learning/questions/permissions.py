"""Who may do what with a bank, outside the editor."""

from corpu.people.models.access import Role
from learning.permissions import works_at

WRITERS = (Role.AUTHOR, Role.REVIEWER, Role.MANAGER)


def may_keep_bank(person, provider) -> bool:
    """Those who write for the agency import, export and look at figures."""
    return works_at(person, provider, *WRITERS)
