"""HR of a unit looks after people whose office reaches further: not after their keys."""

import pytest
from django.urls import reverse

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions import activation, persons
from corpu.people.actions.merging import merge
from corpu.people.models import ActivationCode, Person, RoleGrant
from tests.conftest import grant, make_nip
from tests.people.imports import codes, load, row


@pytest.fixture
def branch_hr(person_factory, ministry):
    """HR of the bureau alone, in which HR of the whole ministry works."""
    person = person_factory("Cabang Contoh", unit=ministry.bureau)
    grant(person, "hr", unit=ministry.bureau)
    return person


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.code


def test_no_code_for_an_office_above(branch_hr, hr, client_of):
    assert refused(activation.issue_code, hr, by=branch_hr) == "office_above"
    url = reverse("people:activation_issue", args=[hr.pk])
    assert client_of(branch_hr).post(url).status_code != 200
    assert not ActivationCode.objects.exists()


def test_no_new_address_for_an_office_above(branch_hr, hr):
    before = hr.email
    act = persons.edit_person
    assert refused(act, hr, by=branch_hr, email="x@example.go.id") == "office_above"
    hr.refresh_from_db()
    assert hr.email == before
    assert persons.edit_person(hr, by=branch_hr, phone="0812").phone == "0812"


def test_no_office_is_taken_over_by_a_merge(branch_hr, hr, coach):
    assert refused(merge, hr, into=coach, by=branch_hr, reason="x") == "office_above"
    assert refused(merge, coach, into=hr, by=branch_hr, reason="x") == "office_above"
    assert not RoleGrant.objects.filter(person=coach).exists()


def test_no_new_address_for_an_office_above_by_a_file(branch_hr, hr):
    line = row(hr.nip, hr.name, unorId="KEM-2-1", email="x@example.go.id",
               unor="Biro Sumber Daya Manusia")  # fmt: skip
    assert codes(load([line], branch_hr)) == {2: ["office_above"]}
    assert codes(load([line], hr)) == {}


def test_an_operator_belongs_to_operators(branch_hr, person_factory, ministry):
    operator = person_factory("Operator", unit=ministry.bureau, is_superuser=True)
    assert refused(activation.issue_code, operator, by=branch_hr) == "office_above"


def test_the_office_above_and_equals_may(branch_hr, hr, coach):
    assert activation.issue_code(branch_hr, by=hr)
    assert activation.issue_code(coach, by=branch_hr)


def test_no_leaving_and_no_number_for_an_office_above(branch_hr, hr):
    act = persons.leave
    assert refused(act, hr, on=today(), by=branch_hr) == "office_above"
    assert refused(persons.change_nip, hr, nip=make_nip(), by=branch_hr) == "office_above"
    hr.refresh_from_db()
    assert hr.is_active and hr.left_on is None
    act(branch_hr, on=today(), by=hr)
    assert not Person.objects.get(pk=branch_hr.pk).is_active


def test_no_leaving_of_an_office_above_by_a_file(branch_hr, hr):
    line = row(hr.nip, hr.name, unorId="KEM-2-1", kedudukanPns="Pensiun",
               unor="Biro Sumber Daya Manusia")  # fmt: skip
    assert codes(load([line], branch_hr)) == {2: ["office_above"]}
