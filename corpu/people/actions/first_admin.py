"""The account with which an empty installation begins."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.actions.grants import call_grant_followers
from corpu.people.models import Person, RoleGrant
from corpu.people.models.access import Role


@transaction.atomic
def create_first_admin(
    *, username: str, name: str, password: str, email: str = ""
) -> Person:
    """Make the one superuser, who is also HR of the whole installation.

    Only while there is none: every later role is given by a person, on a screen, with
    a line in the decision log.
    """
    if Person.objects.filter(is_superuser=True).exists():
        raise Refused("admin_exists", "There is an administrator already.")
    if Person.objects.filter(username=username).exists():
        raise Refused("username_taken", f"{username} signs in already.", field="username")
    person = Person(username=username, name=name, email=email or None)
    person.clean()
    validate_password(password, person)
    person.set_password(password)
    person.is_superuser = person.is_staff = True
    person.save()
    RoleGrant.objects.create(person=person, role=Role.HR)
    call_grant_followers(person)
    log_decision("person.first_admin", by=None, person=person)
    return person
