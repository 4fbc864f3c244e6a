"""HR of the whole installation writes policy tables in the editor."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from corpu.people.models import Person
from corpu.people.permissions import is_national_hr

OFFICE = "Corpu office"


@transaction.atomic
def sync_office(person: Person) -> None:
    """Let national HR into the editor, and nobody else by this group.

    A follower of grants. What its members may change there is decided by the
    permissions of each table.
    """
    is_member = person.groups.filter(name=OFFICE).exists()
    belongs = is_national_hr(person) and not person.is_superuser
    if is_member == belongs:
        return
    if belongs:
        person.groups.add(_office())
    else:
        person.groups.remove(Group.objects.get(name=OFFICE))


def _office() -> Group:
    group, _is_new = Group.objects.get_or_create(name=OFFICE)
    door = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.add(*door)
    return group
