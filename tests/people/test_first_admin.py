import pytest
from django.core.exceptions import ValidationError

from corpu.lib.refusals import Refused
from corpu.people.actions.first_admin import create_first_admin
from corpu.people.models import Decision

GIVEN = {
    "username": "admin",
    "name": "Administrator",
    "password": "cukup panjang, bukan?",
}


def test_the_first_administrator_is_hr_of_all_and_logged(db, client):
    person = create_first_admin(**GIVEN)
    assert person.is_superuser and person.has_role("hr")
    assert person.active_grants()[0].unit is None
    assert Decision.objects.get(act="person.first_admin").person == person
    assert client.login(username="admin", password=GIVEN["password"])


def test_there_is_no_second_first_administrator(db):
    create_first_admin(**GIVEN)
    with pytest.raises(Refused) as refusal:
        create_first_admin(**{**GIVEN, "username": "other"})
    assert refusal.value.code == "admin_exists"


def test_a_weak_password_is_refused(db):
    with pytest.raises(ValidationError):
        create_first_admin(**{**GIVEN, "password": "12345678"})


def test_a_name_that_signs_in_already_is_refused(db, person_factory):
    person_factory(username="admin")
    with pytest.raises(Refused) as refusal:
        create_first_admin(**GIVEN)
    assert refusal.value.code == "username_taken"
