"""A file that would move units between institutions, and one whose ground moved."""

import datetime

import pytest
from django.urls import reverse

from corpu.lib.refusals import Refused
from corpu.people.actions import imports, units
from corpu.people.models import Person, RoleGrant
from tests.conftest import grant, make_nip, make_unit
from tests.people.imports import apply, codes, load, row


@pytest.fixture
def other(db):
    return make_unit("LAIN", "Badan Lain")


@pytest.fixture
def staff(person_factory, ministry):
    return [person_factory(f"Pegawai {n}", unit=ministry.section) for n in range(7)]


@pytest.fixture
def hr(person_factory, ministry):
    """HR of the whole installation: she may move what she likes."""
    person = person_factory("Hesti Contoh", unit=ministry.bureau)
    grant(person, "hr")
    return person


def one_wrong_code(person, **values):
    return row(person.nip, person.name, unorIndukId="LAIN", **values)


def test_the_preview_says_what_changes_institution(hr, ministry, staff, other):
    run = load([one_wrong_code(staff[0])], hr)
    section = ministry.section
    assert run.moves == [
        {"code": section.code, "unit": section.name, "old": ministry.root.name,
         "new": "Badan Lain", "units": 1, "people": 7}
    ]  # fmt: skip
    assert run.people_moving == 7


def test_many_people_change_institution_only_if_that_is_meant(
    hr, ministry, staff, other, client_of
):
    run = load([one_wrong_code(staff[0])], hr)
    with pytest.raises(Refused) as refused:
        imports.confirm(run, by=hr)
    assert refused.value.code == "moves_not_confirmed"
    page = client_of(hr).get(reverse("people:import_run", args=[run.public_id]))
    assert 'name="moves_seen"' in page.content.decode()
    ministry.section.refresh_from_db()
    assert ministry.section.path.startswith(ministry.root.path)
    client_of(hr).post(
        reverse("people:import_confirm", args=[run.public_id]), {"moves_seen": "yes"}
    )
    imports.work_on(run.pk)
    ministry.section.refresh_from_db()
    assert ministry.section.path.startswith(other.path)


def test_a_code_that_nobody_knows_is_a_new_institution(hr, ministry, staff):
    run = load([row(staff[0].nip, staff[0].name, unorIndukId="KEM-9-9")], hr)
    assert [(m["new"], m["people"]) for m in run.moves] == [("KEM-9-9", 7)]


def test_units_below_go_along_unless_the_file_keeps_them(hr, ministry, staff, other):
    above = ministry.section.parent
    keep = row(staff[0].nip, unorIndukId="KEM-1")
    move = row(make_nip(), unorId=above.code, unor=above.name, unorIndukId="LAIN")
    moves = load([move], hr).moves
    assert [(m["code"], m["units"], m["people"]) for m in moves] == [(above.code, 3, 7)]
    moves = load([move, keep], hr).moves
    assert [(m["code"], m["people"]) for m in moves] == [(above.code, 0)]


def test_a_handful_needs_no_tick_and_moves_inside_are_none(hr, ministry, staff, other):
    few = load([row(staff[0].nip, unorId="LAIN", unor="Badan Lain")], hr)
    assert [(m["code"], m["people"]) for m in few.moves] == [("", 1)]
    assert not few.moves_many
    assert load([row(staff[0].nip, unorIndukId="KEM-2")], hr).moves == []
    assert apply(few).state == "done"


def test_units_that_moved_since_the_preview_stop_the_file(hr, ministry, staff, other):
    inside = make_unit("KEM-7", "Pusat Contoh", ministry.root)
    run = load([row(staff[0].nip, unorIndukId="KEM-7")], hr)
    units.move_unit(inside, parent=other, by=hr)
    run = apply(run)
    assert run.state == "failed"
    ministry.section.refresh_from_db()
    assert ministry.section.path.startswith(ministry.root.path)


@pytest.fixture
def branch_hr(person_factory, ministry):
    person = person_factory("HR Cabang", unit=ministry.directorate)
    grant(person, "hr", unit=ministry.directorate)
    return person


def test_a_person_who_left_the_branch_since_the_preview_is_left_alone(
    branch_hr, ministry, staff, other
):
    run = load(
        [row(staff[0].nip, "Nama Lain"), row(staff[1].nip, "Nama Baru")], branch_hr
    )
    assert codes(run) == {}
    Person.objects.filter(pk=staff[0].pk).update(unit=other)
    run = apply(run)
    assert codes(run) == {2: ["out_of_scope"]}
    names = Person.objects.in_bulk([staff[0].pk, staff[1].pk])
    assert names[staff[0].pk].name == "Pegawai 0"
    assert names[staff[1].pk].name == "Nama Baru"


def test_an_hr_officer_who_lost_her_role_applies_nothing(branch_hr, ministry, staff):
    new = row(make_nip(), unorId="KEM-1-1-X", unor="Seksi Baru", unorIndukId="KEM-1-1")
    run = load([row(staff[0].nip, "Nama Lain"), new], branch_hr)
    assert codes(run) == {}
    imports.confirm(run, by=branch_hr)
    yesterday = datetime.date(2000, 1, 1)
    RoleGrant.objects.filter(person=branch_hr).update(
        started_on=yesterday, ended_on=yesterday
    )
    imports.work_on(run.pk)
    staff[0].refresh_from_db()
    assert staff[0].name == "Pegawai 0"
    assert not units.Unit.objects.filter(code="KEM-1-1-X").exists()
