"""Who may do what on a path."""

from corpu.people.models.access import Role
from learning.paths.models import Membership, Path


def may_run(viewer, path: Path) -> bool:
    """The agency's managers, authors and reviewers look after its cohorts."""
    kept = (Role.MANAGER, Role.AUTHOR, Role.REVIEWER)
    return any(
        grant.provider_id == path.provider_id and grant.role in kept
        for grant in viewer.active_grants()
    )


def may_confirm(viewer, membership: Membership) -> bool:
    """Her mentor, or the agency; nobody confirms for herself."""
    if viewer.pk == membership.person_id:
        return False
    return membership.mentor_id == viewer.pk or may_run(viewer, membership.path)
