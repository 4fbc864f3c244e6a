"""Which acts are allowed around a class."""

from corpu.people.models import Role
from learning.permissions import works_at


def may_run(viewer, event) -> bool:
    """Its instructor, while she works at the agency, or a manager of the agency."""
    provider = event.course.provider
    if works_at(viewer, provider, Role.MANAGER):
        return True
    teaches = event.instructors.filter(pk=viewer.pk).exists()
    return teaches and works_at(viewer, provider)
