"""Standings follow facts, promises, people and targets; a rebuild gives the same."""

import datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpu.agenda.actions import release
from corpu.agenda.models import Need
from corpu.ledger.actions.records import void
from corpu.lib.clock import today
from corpu.notices.models import Notice
from performance import tasks
from performance.actions import rebuilding
from performance.actions import standings as actions
from performance.actions.exemptions import end_exemption, exempt
from performance.models import Standing
from performance.standing_sql import BY_THE_DAY, FIXED

JULY = datetime.date(2026, 7, 1)


@pytest.fixture(autouse=True)
def in_july(set_today, targets, rates):
    set_today(JULY)


def standing(person, year=2026) -> Standing:
    return Standing.objects.select_related("target").get(person=person, year=year)


def test_a_fact_moves_the_standing_in_the_same_transaction(learner, learn):
    learn(learner, "12.5", on=datetime.date(2026, 5, 4))
    row = standing(learner)
    assert (row.target.code, row.required) == ("pns-minimum", 20)
    assert (row.counted, row.gap) == (Decimal("12.50"), Decimal("7.50"))
    assert row.pace == Decimal("6.26")  # 12.5 x 183 / 365
    assert row.forecast == Decimal("18.76")
    assert (row.status, row.unit) == ("at_risk", learner.unit)


def test_a_void_takes_it_back(learner, learn):
    fact = learn(learner, 20)
    assert standing(learner).status == "met"
    void(fact, reason="Salah orang")
    row = standing(learner)
    assert (row.status, row.counted, row.gap) == ("at_risk", 0, 20)


def test_a_promise_is_booked_and_a_release_frees_it(learner, promise):
    made = promise(learner, 20)
    row = standing(learner)
    assert (row.booked, row.status) == (20, "on_track")
    release(made.source)
    assert standing(learner).booked == 0


def test_booked_jp_pass_through_the_credit_rule(learner, promise):
    promise(learner, 9, form="e_learning")  # one day: at most 3 JP
    assert standing(learner).booked == 3


def test_facts_of_an_ended_year_are_judged_by_its_end(learner, learn):
    learn(learner, 6, on=datetime.date(2025, 12, 30))
    row = standing(learner, 2025)
    assert (row.status, row.gap, row.forecast) == ("unmet", 14, 6)


def test_a_ceiling_warns_and_leaves_no_need(colleague, learn):
    learn(colleague, 25)
    row = standing(colleague)
    assert (row.target.code, row.is_warning, row.status) == (
        "pppk-ceiling",
        True,
        "at_risk",
    )
    assert not Need.objects.filter(person=colleague).exists()


def test_the_agency_target_of_pppk_is_off_until_somebody_switches_it_on(
    colleague, targets, administrator, office, learn, django_capture_on_commit_callbacks
):
    from corpu.ledger.actions.credits import recount_some_dirty
    from performance.actions.targets import answer_change, propose

    learn(colleague, 5)
    assert standing(colleague).target.code == "pppk-ceiling"
    with django_capture_on_commit_callbacks(execute=True):
        change = propose(
            targets["pppk-agency"], "switch_on", by=office, reason="Keputusan"
        )
        answer_change(change, by=administrator, accept=True)
    while recount_some_dirty():
        pass
    row = Standing.objects.get(person=colleague, year=2026, target__code="pppk-agency")
    assert (row.gap, row.status) == (15, "at_risk")


def test_who_left_or_is_staff_of_a_provider_has_no_standing(learner, author, learn):
    learn(learner, 3)
    type(learner).objects.filter(pk=learner.pk).update(
        is_active=False, left_on=datetime.date(2026, 6, 1)
    )
    actions.recount([learner.pk, author.pk], [2026])
    assert not Standing.objects.filter(year=2026).exists()
    assert standing(learner, 2025).status == "unmet"  # she served all of that year


def test_the_unit_of_an_ended_year_is_that_of_31_december(ministry, learner, learn):
    learn(learner, 3, on=datetime.date(2025, 5, 5))
    first = learner.appointments.get()
    type(first).objects.filter(pk=first.pk).update(ended_on=datetime.date(2026, 2, 28))
    type(first).objects.create(
        person=learner,
        unit=ministry.bureau,
        post=learner.post,
        staff_class="pns",
        started_on=datetime.date(2026, 3, 1),
    )
    type(learner).objects.filter(pk=learner.pk).update(unit=ministry.bureau)
    actions.recount([learner.pk], [2025, 2026])
    assert standing(learner, 2025).unit == ministry.section
    assert standing(learner, 2026).unit == ministry.bureau


def test_needs_say_what_is_neither_counted_nor_booked(learner, learn, promise):
    learn(learner, 5)
    promise(learner, 4)
    need = Need.objects.get(person=learner)
    assert (need.gap_jp, need.by) == (11, datetime.date(2026, 12, 31))
    learn(learner, 15)
    assert not Need.objects.filter(person=learner).exists()


def test_an_exemption_needs_hr_and_a_reason(learner, leader, hr, learn):
    from django.core.exceptions import PermissionDenied

    from corpu.lib.refusals import Refused

    learn(learner, 1)
    with pytest.raises(PermissionDenied):
        exempt(standing(learner), by=leader, reason="Sakit")
    with pytest.raises(Refused) as refusal:
        exempt(standing(learner), by=hr, reason=" ")
    assert refusal.value.code == "reason_missing"
    row = exempt(standing(learner), by=hr, reason="Cuti di luar tanggungan negara")
    assert (standing(learner).status, standing(learner).gap) == ("exempt", 0)
    assert Notice.objects.get(person=learner).kind == "performance.exempted"
    end_exemption(row, by=hr)
    assert standing(learner).status == "at_risk"


def test_the_nightly_task_moves_what_the_calendar_moves(
    learner, leader, learn, set_today
):
    learn(learner, 6)
    set_today(datetime.date(2027, 1, 1))
    tasks.refresh_standings()
    assert standing(learner, 2026).status == "unmet"
    assert standing(learner, 2027).status == "at_risk"  # at the pace of last year
    assert standing(leader, 2027).status == "on_track"  # no history: not judged yet


def test_the_number_of_statements_grows_with_nothing(
    learner, leader, coachee, colleague, learn, promise
):
    for person in (learner, leader, coachee, colleague):
        learn(person, 3)
        learn(person, 4, on=datetime.date(2025, 4, 4))
        promise(person, 2)

    def statements(people) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            actions.recount([person.pk for person in people], [2025, 2026])
        return len(queries)

    one = statements([learner])
    assert statements([learner, leader, coachee, colleague]) == one
    for _ in range(5):
        learn(learner, 1)
    assert statements([learner]) == one
    assert one <= 26


@pytest.mark.parametrize("history", [5, 300])
def test_a_posting_takes_a_constant_number_of_statements(
    learner, learn, promise, history, rates
):
    """The ledger's part included; whatever the history and what the fact changes."""
    from corpu.ledger.actions.records import record_many

    record_many(
        {
            "person": learner,
            "form": "course",
            "started_on": JULY - datetime.timedelta(days=1 + n % 500),
            "ended_on": JULY - datetime.timedelta(days=1 + n % 500),
            "source": f"history:{n}",
            "title": "Kursus",
            "jp_stated": Decimal("0.01"),
        }
        for n in range(history)
    )
    found = []
    for jp in (1, 30, 1):  # at risk, met, met already
        with CaptureQueriesContext(connection) as queries:
            learn(learner, jp)
        control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        found.append([q for q in queries if not q["sql"].startswith(control)])
    assert standing(learner).status == "met"
    assert max(map(len, found)) <= 12, "\n".join(q["sql"][:90] for q in found[1])


def test_a_batch_takes_no_more_statements_than_its_tables(
    learner, colleague, coachee, learn, rates
):
    """What follows a batch is counted once for all its people."""
    from corpu.ledger.actions.records import record_many

    def statements(people, each) -> int:
        facts = [
            {
                "person": person,
                "form": "course",
                "started_on": JULY,
                "ended_on": JULY,
                "source": f"batch:{person.pk}:{each}:{n}",
                "title": "Kursus",
                "jp_stated": Decimal(1),
            }
            for person in people
            for n in range(each)
        ]
        with CaptureQueriesContext(connection) as queries:
            record_many(facts)
        return len(queries)

    for person in (learner, colleague, coachee):
        learn(person, 1)
    assert statements([learner, colleague, coachee], 20) <= statements([learner], 1) + 1


def test_the_state_at_the_turn_of_the_month_is_kept(learner, learn, set_today):
    learn(learner, 5)
    assert standing(learner).at_turn_of(JULY) is None  # it was not there yet
    set_today(datetime.date(2026, 8, 3))
    kept = standing(learner)
    august = datetime.date(2026, 8, 1)
    assert kept.at_turn_of(august).counted == 5  # nothing has moved since
    learn(learner, 4, on=datetime.date(2026, 7, 30))  # ended in July, told in August
    learn(learner, 12)
    row = standing(learner)
    turn = row.at_turn_of(august)
    assert (turn.counted, turn.gap, turn.status) == (5, 15, "at_risk")
    assert (row.counted, row.status) == (21, "met")
    assert row.changed_at.date() == row.status_since.date()


def test_the_command_reports_no_difference(learner, colleague, learn, promise, capsys):
    learn(learner, 7)
    learn(colleague, 7)
    promise(learner, 5)
    tasks.refresh_standings()
    call_command("rebuild_standings")
    assert capsys.readouterr().out == "differences 0\n"
    Standing.objects.filter(person=learner, year=2026).update(counted=99)
    call_command("rebuild_standings")
    assert capsys.readouterr().out == "differences 1\n"
    call_command("rebuild_standings")
    assert capsys.readouterr().out == "differences 0\n"


# -- after any history, a rebuild gives the same rows --------------------------------

event = st.tuples(
    st.sampled_from(["learn", "void", "promise", "release", "move", "class", "exempt"]),
    st.integers(0, 2),
    st.integers(1, 30),
    st.dates(datetime.date(2024, 6, 1), JULY),
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=st.lists(event, min_size=1, max_size=8))
def test_incremental_equals_rebuild(
    history, ministry, leader, learner, coachee, colleague, hr, learn, promise
):
    people = [learner, coachee, colleague]
    facts, promises = [], []
    for act, who, jp, day in history:
        person = type(learner).objects.get(pk=people[who].pk)
        if act == "learn":
            facts.append(learn(person, jp, on=day))
        elif act == "void" and facts:
            void(facts.pop(), reason="Uji")
        elif act == "promise":
            promises.append(promise(person, jp, days=jp * 6))
        elif act == "release" and promises:
            release(promises.pop().source)
        elif act == "move":
            _move(person, ministry.other_section if jp % 2 else ministry.section)
        elif act == "class":
            _change_class(person, "pppk" if jp % 2 else "pns")
        elif act == "exempt":
            _exempt(person, hr)
    kept = snapshot()
    rebuilding.rebuild()
    touched = {key for key in snapshot() if key in kept}
    assert {key: snapshot()[key] for key in touched} == kept
    assert rebuilding.rebuild() == 0


VALUES = ["unit_id", "staff_class", "required", *FIXED, *BY_THE_DAY]


def snapshot() -> dict:
    rows = Standing.objects.values("person", "target__code", "year", *VALUES)
    return {(r["person"], r["target__code"], r["year"]): r for r in rows}


def _move(person, unit):
    person.appointments.update(unit=unit)
    type(person).objects.filter(pk=person.pk).update(unit=unit)
    actions.recount([person.pk], actions.years_of([person.pk]))


def _change_class(person, staff_class):
    person.appointments.update(staff_class=staff_class)
    type(person).objects.filter(pk=person.pk).update(staff_class=staff_class)
    actions.recount([person.pk], actions.years_of([person.pk]))


def _exempt(person, hr):
    row = Standing.objects.filter(person=person, year=today().year).first()
    if row and row.status != "exempt":
        exempt(row, by=hr, reason="Uji")


def test_an_old_year_concerns_only_who_learnt_in_it(learner, colleague, learn):
    """Who else is counted in the same go changes nothing, so a rebuild finds nothing."""
    learn(colleague, 3)
    rebuilding.rebuild()
    learn(learner, 3, on=datetime.date(2019, 4, 4))
    assert rebuilding.rebuild() == 0
    assert actions.recount([learner.pk, colleague.pk], [2019]) == 0
    assert not Standing.objects.filter(person=colleague, year=2019).exists()
    old = Standing.objects.get(person=learner, year=2019)
    assert old.status == "unmet"
