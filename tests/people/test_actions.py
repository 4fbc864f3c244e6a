"""Changing people, appointments, absences, units, roles and delegations."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions import (
    absences,
    appointments,
    delegations,
    grants,
    persons,
    units,
)
from corpu.people.actions.today import refresh_recent, refresh_today
from corpu.people.models import Decision, Delegation, Person, RoleGrant, Unit
from tests.conftest import make_nip, make_post

DAY = datetime.timedelta(days=1)


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.code


@pytest.fixture
def told(monkeypatch):
    """What followers of people were told, as (ids, years)."""
    calls = []
    for module in ("appointments", "absences", "units", "persons", "today"):
        monkeypatch.setattr(
            f"corpu.people.actions.{module}.call_followers",
            lambda name, ids, years: calls.append((sorted(ids), sorted(years))),
        )
    return calls


# -- appointments --------------------------------------------------------------------


def test_a_new_appointment_ends_the_one_before(learner, hr, ministry, told):
    start = today() - 3 * DAY
    new = appointments.appoint(
        learner, unit=ministry.bureau, post=make_post("executor"), started_on=start, by=hr
    )
    old = learner.appointments.exclude(pk=new.pk).get()
    assert old.ended_on == start - DAY
    learner.refresh_from_db()
    assert (learner.unit, learner.post) == (ministry.bureau, new.post)
    line = Decision.objects.get(act="appointment.added")
    assert line.data["before"]["unit"] == "KEM-1-1-1-1"
    assert line.data["after"]["unit"] == "KEM-2-1"
    assert any(today().year in years for _ids, years in told)


def test_a_future_appointment_changes_today_on_its_day(learner, hr, ministry, set_today):
    start = today() + 10 * DAY
    appointments.appoint(
        learner, unit=ministry.bureau, post=learner.post, started_on=start, by=hr
    )
    learner.refresh_from_db()
    assert learner.unit == ministry.section
    set_today(start)
    assert refresh_recent() == 1
    learner.refresh_from_db()
    assert learner.unit == ministry.bureau


def test_an_appointment_before_the_last_one_is_refused(learner, hr, ministry):
    code = code_of(
        appointments.appoint, learner, unit=ministry.bureau, post=learner.post,
        started_on=datetime.date(2019, 1, 1), by=hr,
    )  # fmt: skip
    assert code == "appointment_before_last"
    assert learner.appointments.count() == 1


def test_acting_leaves_her_own_place(learner, hr, ministry):
    appointments.act(
        learner, unit=ministry.other_section, post=make_post("structural"),
        started_on=today(), by=hr,
    )  # fmt: skip
    learner.refresh_from_db()
    assert learner.unit == ministry.section
    assert learner.led_units().get() == ministry.other_section


def test_corrections_may_not_overlap(learner, hr, ministry):
    new = appointments.appoint(
        learner, unit=ministry.bureau, post=learner.post, started_on=today(), by=hr
    )
    code = code_of(appointments.correct, new, by=hr, started_on=datetime.date(2021, 1, 1))
    assert code == "appointment_overlaps"
    assert code_of(appointments.end, new, on=today() - DAY, by=hr) == (
        "appointment_ends_before_start"
    )


def test_the_only_appointment_cannot_be_removed(learner, hr):
    only = learner.appointments.get()
    code = code_of(appointments.remove, only, by=hr, reason="x")
    assert code == "appointment_only_one"


def test_no_appointment_to_a_closed_unit(learner, hr, ministry):
    units.close_unit(
        ministry.bureau, by=hr
    ) if not ministry.bureau.people.exists() else None
    Unit.objects.filter(pk=ministry.bureau.pk).update(closed_on=today())
    ministry.bureau.refresh_from_db()
    code = code_of(
        appointments.appoint, learner, unit=ministry.bureau, post=learner.post,
        started_on=today(), by=hr,
    )  # fmt: skip
    assert code == "unit_closed"


def test_a_missing_leader_is_the_head_of_the_unit(learner, leader, upper_leader):
    Person.objects.filter(pk__in=[learner.pk, leader.pk]).update(leader=None)
    refresh_today([learner.pk, leader.pk])
    learner.refresh_from_db(), leader.refresh_from_db()
    assert (learner.leader, leader.leader) == (leader, upper_leader)


# -- absences ------------------------------------------------------------------------


def test_absences_are_told_and_do_not_overlap(learner, hr, told):
    first = absences.add_absence(
        learner, kind="annual", started_on=datetime.date(2025, 12, 29),
        ended_on=datetime.date(2026, 1, 3), by=hr,
    )  # fmt: skip
    assert told == [([learner.pk], [2025, 2026])]
    code = code_of(
        absences.add_absence, learner, kind="sick",
        started_on=datetime.date(2026, 1, 3), ended_on=datetime.date(2026, 1, 5), by=hr,
    )  # fmt: skip
    assert code == "absence_overlaps"
    absences.change_absence(first, by=hr, ended_on=datetime.date(2026, 1, 2))
    line = Decision.objects.get(act="absence.changed")
    assert line.data["before"]["until"] == "2026-01-03"
    absences.remove_absence(first, by=hr)
    assert not learner.absences.exists()


def test_reversed_days_are_refused(learner, hr):
    code = code_of(
        absences.add_absence, learner, kind="sick", started_on=today(),
        ended_on=today() - DAY, by=hr,
    )  # fmt: skip
    assert code == "absence_days_reversed"


# -- persons -------------------------------------------------------------------------


def test_adding_a_person(hr, ministry):
    nip = make_nip()
    person = persons.add_person(
        nip=f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}", name="Baru", unit=ministry.section,
        post=make_post(), staff_class="pns", started_on=today(), by=hr,
    )  # fmt: skip
    assert (person.nip, person.username, person.unit) == (nip, nip, ministry.section)
    assert not person.has_usable_password()
    code = code_of(
        persons.add_person, nip=nip, name="Lagi", unit=ministry.section,
        post=make_post(), staff_class="pns", started_on=today(), by=hr,
    )  # fmt: skip
    assert code == "nip_taken"


def test_editing_logs_before_and_after(learner, colleague, hr):
    persons.edit_person(learner, by=hr, name="Dewi Baru", email=" Dewi@Example.go.id ")
    learner.refresh_from_db()
    assert learner.email == "dewi@example.go.id"
    data = Decision.objects.get(act="person.edited").data
    assert data["before"]["name"] == "Dewi Contoh"
    assert set(data["after"]) == {"name", "email"}
    code = code_of(persons.edit_person, learner, by=hr, email=colleague.email)
    assert code == "email_taken"
    code = code_of(persons.edit_person, learner, by=hr, sex="1")
    assert code == "nip_sex_differs"


def test_the_line_of_report_has_no_circles(learner, leader, hr):
    assert code_of(persons.edit_person, leader, by=hr, leader=leader) == "leader_self"
    assert code_of(persons.edit_person, leader, by=hr, leader=learner) == "leader_circle"


def test_a_new_nip_keeps_the_old_one_and_the_session(learner, hr, client_of):
    client = client_of(learner)
    old, new = learner.nip, make_nip(since=datetime.date(2024, 1, 1), contract=2)
    persons.change_nip(learner, nip=new, by=hr)
    learner.refresh_from_db()
    assert (learner.nip, learner.username) == (new, new)
    assert learner.former_nips == [old]
    assert client.get("/notices/").status_code == 200


def test_leaving_ends_everything_and_signs_out(
    learner, hr, colleague, client_of, provider
):
    client = client_of(learner)
    grants.give_role(learner, role="author", provider=provider, by=hr)
    delegations.hand_over(
        learner, deputy=colleague, started_on=today(), ended_on=today() + DAY, by=learner
    )
    persons.leave(learner, on=today(), by=hr)
    learner.refresh_from_db()
    assert not learner.is_active
    assert learner.appointments.get().ended_on == today()
    assert RoleGrant.objects.get(person=learner).ended_on == today()
    assert client.get("/notices/").status_code == 302
    persons.bring_back(learner, by=hr)
    learner.refresh_from_db()
    assert learner.is_active and learner.left_on is None


def test_leaving_later_closes_the_account_on_that_day(learner, hr, set_today):
    last = today() + 5 * DAY
    persons.leave(learner, on=last, by=hr)
    learner.refresh_from_db()
    assert learner.is_active
    set_today(last + DAY)
    refresh_recent()
    learner.refresh_from_db()
    assert not learner.is_active


def test_nobody_lets_herself_go(hr):
    assert code_of(persons.leave, hr, on=today(), by=hr) == "leave_self"


# -- units ---------------------------------------------------------------------------


def test_a_reorganisation_rewrites_every_path_below(ministry, hr, learner, told):
    assert units.who_moves(ministry.directorate)[0] == 4
    units.move_unit(ministry.directorate, parent=ministry.secretariat, by=hr)
    for unit in Unit.objects.all():
        parent = unit.parent.path if unit.parent else ""
        assert unit.path == f"{parent}{unit.pk}/"
    assert learner.pk in told[-1][0]
    line = Decision.objects.get(act="unit.moved")
    assert (line.data["before"], line.data["after"]) == ("KEM-1", "KEM-2")


def test_a_unit_is_not_moved_below_itself(ministry, hr):
    code = code_of(units.move_unit, ministry.general, parent=ministry.section, by=hr)
    assert code == "unit_below_itself"


def test_a_unit_with_people_or_units_is_not_closed(ministry, hr, learner):
    assert code_of(units.close_unit, ministry.section, by=hr) == "unit_has_people"
    assert code_of(units.close_unit, ministry.general, by=hr) == "unit_has_units"
    units.close_unit(ministry.other_section, by=hr)
    assert not Unit.objects.open().filter(pk=ministry.other_section.pk).exists()
    units.reopen_unit(ministry.other_section, by=hr)
    assert Unit.objects.open().filter(pk=ministry.other_section.pk).exists()


def test_two_units_do_not_share_a_code(ministry, hr):
    code = code_of(units.create_unit, code="kem-1", name="x", parent=None, by=hr)
    assert code == "unit_code_taken"


# -- roles ---------------------------------------------------------------------------

followed = []


def follow(person):
    followed.append(person.pk)


def test_roles_are_given_and_taken(learner, hr, ministry, settings):
    settings.GRANT_FOLLOWERS = ["tests.people.test_actions.follow"]
    followed.clear()
    grant = grants.give_role(learner, role="auditor", unit=ministry.section, by=hr)
    assert learner.has_role("auditor")
    code = code_of(
        grants.give_role, learner, role="auditor", unit=ministry.section, by=hr
    )
    assert code == "role_held"
    grants.end_role(grant, by=hr)
    assert not Person.objects.get(pk=learner.pk).has_role("auditor")
    assert followed == [learner.pk, learner.pk]


def test_nobody_gives_herself_a_role(hr, ministry):
    code = code_of(grants.give_role, hr, role="auditor", unit=ministry.root, by=hr)
    assert code == "own_role"


def test_hr_of_a_branch_gives_roles_in_her_branch_alone(
    ministry, learner, stranger, person_factory, provider
):
    branch = person_factory("Cabang", unit=ministry.section)
    RoleGrant.objects.create(person=branch, role="hr", unit=ministry.section)
    for person, unit in (
        (learner, ministry.root),
        (learner, None),
        (stranger, ministry.section),
    ):
        with pytest.raises(PermissionDenied):
            grants.give_role(person, role="hr", unit=unit, by=branch)
    with pytest.raises(PermissionDenied):
        grants.give_role(learner, role="author", provider=provider, by=branch)


def test_hr_of_the_institution_gives_roles_at_agencies(hr, learner, provider):
    assert grants.give_role(learner, role="author", provider=provider, by=hr)


def test_a_role_needs_the_right_kind_of_place(learner, hr, ministry, provider):
    assert (
        code_of(grants.give_role, learner, role="author", by=hr) == "role_needs_provider"
    )
    code = code_of(grants.give_role, learner, role="hr", provider=provider, by=hr)
    assert code == "role_over_unit"


# -- delegations ---------------------------------------------------------------------


def hand(leader, deputy, start=0, end=3):
    return delegations.hand_over(
        leader, deputy=deputy, started_on=today() + start * DAY,
        ended_on=today() + end * DAY, by=leader,
    )  # fmt: skip


def test_one_deputy_at_a_time(leader, coach, colleague):
    hand(leader, coach)
    assert code_of(hand, leader, colleague, 2, 5) == "delegation_overlaps"
    assert code_of(hand, leader, leader, 4, 5) == "deputy_is_self"
    assert code_of(hand, leader, coach, 5, 4) == "delegation_days_reversed"
    assert code_of(hand, leader, coach, -5, -4) == "delegation_past"
    assert code_of(hand, leader, coach, 5, 900) == "delegation_too_long"


def test_taking_the_queue_back(leader, coach):
    delegations.take_back(hand(leader, coach), by=leader)
    assert coach.stands_in_for() == []
    running = hand(leader, coach)
    Delegation.objects.filter(pk=running.pk).update(started_on=today() - 3 * DAY)
    running.refresh_from_db()
    delegations.take_back(running, by=leader)
    assert coach.stands_in_for() == []
    assert Delegation.objects.get().ended_on == today() - DAY
