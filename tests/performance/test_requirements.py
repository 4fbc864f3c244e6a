"""What is asked of each person follows appointments, absences, targets and decisions."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from corpu.people.models import Absence, Appointment
from performance.actions.requirements import refresh
from performance.models import Adjustment, Exemption, Standing, Target
from tests.conftest import make_post

JULY = datetime.date(2026, 7, 1)
LAW = {"legal_basis": "Keputusan Contoh 1/2026"}


@pytest.fixture(autouse=True)
def in_july(set_today, targets):
    set_today(JULY)


def asked(person, year=2026, code="pns-minimum") -> Standing | None:
    return Standing.objects.filter(person=person, year=year, target__code=code).first()


def move(person, unit, day, **more):
    """A transfer: the appointment before ends the day before."""
    last = person.appointments.latest("started_on")
    last.ended_on = day - datetime.timedelta(days=1)
    last.save()
    more = {"post": person.post, "staff_class": person.staff_class, **more}
    return Appointment.objects.create(person=person, unit=unit, started_on=day, **more)


def make_target(code="khusus", **fields) -> Target:
    fields = {
        "code": code, "name_id": "Khusus", "name_en": "Special", "staff_classes": ["pns"],
        "required": Decimal(12), "valid_from": datetime.date(2026, 1, 1), "live": True,
        **LAW, **fields,
    }  # fmt: skip
    return Target.objects.create(**fields)


def test_a_whole_year_asks_for_the_whole(learner):
    assert refresh([learner.pk], [2026]) == {learner.pk}
    row = asked(learner)
    assert (row.required, row.whole, row.service_days, row.period_days) == (
        20,
        20,
        365,
        365,
    )
    assert (row.formula, row.unit, row.staff_class) == ({}, learner.unit, "pns")
    assert refresh([learner.pk], [2026]) == set()


def test_who_joined_in_march_owes_the_rest_of_the_year(person_factory, ministry):
    person = person_factory(unit=ministry.section, appointed_on=datetime.date(2026, 3, 1))
    refresh([person.pk], [2025, 2026])
    row = asked(person)
    assert (row.required, row.service_days) == (Decimal("16.76"), 306)  # 20 x 306/365
    assert row.formula["shares"][0]["days"] == 306
    assert asked(person, 2025) is None


def test_leave_lowers_it_and_a_leave_taken_back_restores_it(learner):
    refresh([learner.pk], [2026])
    leave = Absence.objects.create(
        person=learner,
        kind="maternity",
        started_on=datetime.date(2026, 4, 1),
        ended_on=datetime.date(2026, 6, 30),
    )
    assert refresh([learner.pk], [2026]) == {learner.pk}
    assert asked(learner).required == Decimal("15.01")  # 20 x 274/365
    leave.delete()
    refresh([learner.pk], [2026])
    assert asked(learner).required == 20


def test_no_day_of_service_no_standing(learner):
    Absence.objects.create(
        person=learner,
        kind="study",
        started_on=datetime.date(2025, 9, 1),
        ended_on=datetime.date(2027, 8, 31),
    )
    refresh([learner.pk], [2025, 2026])
    assert asked(learner) is None
    assert asked(learner, 2025).service_days == 243


def test_a_transfer_is_shared_by_days(learner, ministry):
    move(learner, ministry.bureau, datetime.date(2026, 4, 1))
    refresh([learner.pk], [2026])
    row = asked(learner)
    assert (row.required, row.unit) == (20, ministry.bureau)
    shares = [(s["unit"], s["days"], s["amount"]) for s in row.formula["shares"]]
    assert shares == [
        (ministry.section.pk, 90, "4.93"),
        (ministry.bureau.pk, 275, "15.07"),
    ]


def test_a_change_of_class_scales_both_targets(person_factory, ministry):
    person = person_factory(unit=ministry.section, staff_class="cpns")
    make_target("cpns", staff_classes=["cpns"], required=Decimal(24))
    move(person, ministry.section, datetime.date(2026, 3, 1), staff_class="pns")
    refresh([person.pk], [2026])
    assert asked(person).required == Decimal("16.76")  # 20 x 306/365
    assert asked(person, code="cpns").required == Decimal("3.87")  # 24 x 59/365


def test_a_post_held_for_a_part_of_the_year(learner, ministry):
    post = make_post("structural", code="kasi", level="pengawas")
    make_target(post_kinds=["structural"], post_levels=["pengawas"])
    move(learner, ministry.section, datetime.date(2026, 3, 1), post=post)
    move(learner, ministry.section, datetime.date(2026, 9, 1))
    refresh([learner.pk], [2026])
    assert asked(learner, code="khusus").required == Decimal("6.04")  # 12 x 184/365


def test_named_people_and_named_posts(learner, colleague, leader):
    named = make_target("orang", staff_classes=["pns", "pppk"])
    named.people.set([colleague])
    posts = make_target("jabatan")
    posts.posts.set([leader.post])
    everybody = [learner.pk, colleague.pk, leader.pk]
    refresh(everybody, [2026])
    found = Standing.objects.filter(target__code__in=["orang", "jabatan"])
    assert set(found.values_list("target__code", "person")) == {
        ("orang", colleague.pk),
        ("jabatan", leader.pk),
    }


def test_a_ceiling_is_never_scaled(colleague):
    Absence.objects.create(
        person=colleague,
        kind="maternity",
        started_on=datetime.date(2026, 4, 1),
        ended_on=datetime.date(2026, 6, 30),
    )
    refresh([colleague.pk], [2026])
    assert asked(colleague, code="pppk-ceiling").required == 24


def test_months_after_an_appointment(learner, ministry):
    post = make_post("structural", code="kasi", level="pengawas")
    target = make_target(
        "pkp", post_levels=["pengawas"], period="post", months=12, measure="programme",
        required=Decimal(1), is_prorated=False,
    )  # fmt: skip
    move(learner, ministry.section, datetime.date(2026, 3, 15), post=post)
    Absence.objects.create(
        person=learner,
        kind="maternity",
        started_on=datetime.date(2026, 4, 1),
        ended_on=datetime.date(2026, 6, 30),
    )
    refresh([learner.pk], [2026])
    row = asked(learner, 2027, "pkp")
    assert (row.starts_on, row.required) == (datetime.date(2026, 3, 15), 1)
    assert row.ends_on == datetime.date(2027, 6, 13)  # 14 March and 91 days
    assert row.formula["moved_days"] == 91
    move(learner, ministry.other_section, datetime.date(2026, 6, 1), post=post)
    refresh([learner.pk], [2026])
    assert asked(learner, 2027, "pkp").starts_on == datetime.date(2026, 3, 15)
    Target.objects.filter(pk=target.pk).update(valid_from=datetime.date(2026, 5, 1))
    refresh([learner.pk], [2026])
    assert asked(learner, 2027, "pkp") is None  # appointed before the rule


def test_months_after_joining(person_factory, ministry):
    joined = datetime.date(2026, 2, 1)
    person = person_factory(
        unit=ministry.section, staff_class="cpns", appointed_on=joined, started_on=joined
    )
    make_target(
        "latsar", staff_classes=["cpns"], period="join", months=12, measure="programme",
        required=Decimal(1), is_prorated=False,
    )  # fmt: skip
    refresh([person.pk], [2026])
    row = asked(person, 2027, "latsar")
    assert (row.starts_on, row.ends_on) == (joined, datetime.date(2027, 1, 31))
    move(person, ministry.section, datetime.date(2026, 6, 1), staff_class="pns")
    refresh([person.pk], [2026])
    assert asked(person, 2027, "latsar").ends_on == datetime.date(2027, 1, 31)


def test_decisions_about_her_change_it(learner, hr, targets):
    refresh([learner.pk], [2026])
    key = {"person": learner, "target": targets["pns-minimum"], "year": 2026}
    Exemption.objects.create(**key, reason="Tugas", decided_by=hr)
    later = datetime.date(2027, 3, 31)
    made = {"reason": "Tugas", "decided_by": hr, **key}
    Adjustment.objects.create(kind="extension", ends_on=later, **made)
    less = Adjustment.objects.create(kind="corrected", required=Decimal(12), **made)
    refresh([learner.pk], [2026])
    row = asked(learner)
    assert (row.is_exempt, row.ends_on, row.required) == (True, later, 12)
    assert row.formula["owed"] == "20.00"
    less.undone_by, less.undone_at = hr, datetime.datetime.now(datetime.UTC)
    less.save()
    refresh([learner.pk], [2026])
    assert asked(learner).required == 20


def test_the_measure_of_a_row_stays_as_it_is(learner):
    refresh([learner.pk], [2026])
    Standing.objects.update(counted=Decimal(7), status="at_risk")
    Absence.objects.create(
        person=learner,
        kind="long",
        started_on=datetime.date(2026, 12, 1),
        ended_on=datetime.date(2026, 12, 31),
    )
    refresh([learner.pk], [2026])
    row = asked(learner)
    assert (row.required, row.counted, row.status) == (Decimal("18.30"), 7, "at_risk")


def test_the_statements_do_not_grow_with_the_people(person_factory, ministry):
    people = [person_factory(unit=ministry.section).pk for _ in range(30)]

    def statements(ids):
        Standing.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            refresh(ids, [2026])
        return len(queries)

    assert statements(people) == statements(people[:1]) <= 10


def test_binding_says_which_targets_hold_in_a_place(learner, targets):
    from performance.actions.service import services

    place = services([learner.pk])[learner.pk].place_on(JULY)
    assert Target.objects.binding(place, JULY) == [targets["pns-minimum"]]
