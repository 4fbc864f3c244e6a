"""Who keeps the dictionary of competences and the standards of posts."""

from corpu.people.models import Person
from corpu.people.permissions import keeps_an_institution


def may_set_standards(viewer: Person) -> bool:
    """HR of a whole institution drafts and publishes standards of posts."""
    return viewer.is_superuser or keeps_an_institution(viewer)
