"""Two at the same moment: exactly one wins, the other is told so (PostgreSQL is where
they could meet)."""

import datetime

import pytest

from performance.actions import dated, petitions
from performance.actions.standings import recount
from performance.actions.targets import answer_change
from performance.actions.targets import propose as propose_change
from performance.actions.targets import publish as publish_target
from performance.allowance.actions import locking, schemes
from performance.allowance.models import Seal
from performance.development.models import MatchBand
from performance.models import Petition, RuleChange, Standing, Target
from performance.periods.actions import closings, freezing
from performance.periods.models import Addendum, ClosingPiece
from performance.plans.actions import dialogue
from performance.plans.models import Entry
from tests.conftest import _make_person, grant
from tests.learning.racing import elsewhere, race, shared_database
from tests.performance.allowance.conftest import (  # noqa: F401  (fixtures)
    attend,
    formula,
    run,
    scheme,
    second_hr,
)
from tests.performance.plans.conftest import (  # noqa: F401  (fixtures)
    cycle,
    in_july,
    plan,
    standings,
)

pytestmark = pytest.mark.django_db(transaction=True)


def one_won(found: list, *codes: str) -> bool:
    """True if one call went through and every other was refused with one of `codes`."""
    return sum(found.count(code) for code in codes) == len(found) - 1


@pytest.fixture
def third_hr(ministry):
    person = _make_person("Tuti Contoh", unit=ministry.bureau)
    grant(person, "hr", unit=ministry.root)
    return person


def test_a_month_is_locked_once(run, hr, second_hr, third_hr, set_today, tmp_path):  # noqa: F811
    set_today(run.object_until + datetime.timedelta(days=1))
    locking.propose(run, by=hr)
    with shared_database(tmp_path):
        found = race(
            lambda: locking.lock(run, by=second_hr).pk,
            lambda: locking.lock(run, by=third_hr).pk,
        )
        assert one_won(found, "run_not_proposed"), found
        assert elsewhere(Seal.objects.count) == 1


def test_a_switch_is_proposed_and_confirmed_in_order(ministry, hr, third_hr, tmp_path):
    row = schemes.scheme_of(ministry.root)
    law = "Peraturan Contoh 1/2026 pasal 3"
    with shared_database(tmp_path):
        found = race(
            lambda: schemes.propose(row, by=hr, legal_basis=law).pk,
            lambda: schemes.propose(row, by=third_hr, legal_basis=law).pk,
            lambda: schemes.confirm(row, by=hr).pk,
        )
        assert not [f for f in found if isinstance(f, Exception)], found
        after = elsewhere(lambda: type(row).objects.get(pk=row.pk))
        assert after.confirmed_by_id is None or (
            after.confirmed_by_id != after.proposed_by_id
        )


def test_a_closing_is_confirmed_once(
    ministry, hr, third_hr, targets, set_today, tmp_path
):
    fourth = _make_person("Yuni Contoh", unit=ministry.bureau)
    grant(fourth, "hr", unit=ministry.root)
    recount([hr.pk, third_hr.pk], [2026])
    set_today(datetime.date(2027, 1, 10))
    row = closings.propose(year=2026, unit=ministry.root, by=hr)
    with shared_database(tmp_path):
        found = race(
            lambda: closings.confirm(row, by=third_hr).pk,
            lambda: closings.confirm(row, by=fourth).pk,
        )
        assert one_won(found, "wrong_state"), found
        places = elsewhere(lambda: list(ClosingPiece.objects.values_list("place")))
        assert len(places) == len(set(places))


def test_a_closed_year_is_reopened_once_by_two(
    ministry, hr, third_hr, targets, set_today, monkeypatch, tmp_path
):
    from performance.periods import tasks

    monkeypatch.setattr(tasks.freeze_pieces, "delay", lambda *args: None)
    monkeypatch.setattr(tasks.tell_everybody, "delay", lambda *args: None)
    fourth = _make_person("Yuni Contoh", unit=ministry.bureau)
    grant(fourth, "hr", unit=ministry.root)
    recount([hr.pk, third_hr.pk], [2026])
    set_today(datetime.date(2027, 1, 10))
    row = closings.propose(year=2026, unit=ministry.root, by=hr)
    closings.confirm(row, by=third_hr)
    while freezing.freeze_one(row.pk):
        pass
    ask, yes = closings.propose_reopening, closings.confirm_reopening
    with shared_database(tmp_path):
        found = race(
            lambda: ask(row, by=hr, reason="Keliru").pk,
            lambda: ask(row, by=third_hr, reason="Keliru").pk,
        )
        assert one_won(found, "proposed_already"), found
        first = elsewhere(lambda: type(row).objects.get(pk=row.pk).reopening_by_id)
        found = race(*(lambda p=p: yes(row, by=p).pk for p in (hr, third_hr, fourth)))
        assert one_won(found, "wrong_state", "same_person"), found
        after = elsewhere(lambda: type(row).objects.get(pk=row.pk))
        assert after.state == "reopened" and after.reopened_by_id != first


def test_two_late_facts_at_once_are_two_addenda(
    ministry, hr, third_hr, learner, targets, learn, set_today, monkeypatch, tmp_path
):
    from performance.periods import tasks

    monkeypatch.setattr(tasks.freeze_pieces, "delay", lambda *args: None)
    monkeypatch.setattr(tasks.tell_everybody, "delay", lambda *args: None)
    recount([learner.pk], [2026])
    set_today(datetime.date(2027, 1, 10))
    row = closings.propose(year=2026, unit=ministry.root, by=hr)
    closings.confirm(row, by=third_hr)
    while freezing.freeze_one(row.pk):
        pass
    day = datetime.date(2026, 11, 2)
    with shared_database(tmp_path):
        found = race(
            lambda: learn(learner, 3, on=day).pk,
            lambda: learn(learner, 4, on=day + datetime.timedelta(days=7)).pk,
        )
        assert not [one for one in found if isinstance(one, Exception)], found
        page = {"page__person": learner.pk, "page__target__code": "pns-minimum"}
        rows = elsewhere(
            lambda: list(
                Addendum.objects.filter(**page).order_by("pk").values("counted", "record")
            )
        )
        assert {r["record"] for r in rows} == set(found)
        assert rows[-1]["counted"] == 7


def test_a_petition_is_decided_once(
    set_today, targets, learner, leader, hr, third_hr, tmp_path
):
    set_today(datetime.date(2026, 7, 1))
    recount([learner.pk], [2026])
    row = Standing.objects.get(person=learner, year=2026)
    asked = petitions.ask(row, "exemption", by=learner, reason="Sakit")

    def decide(by, accept):
        mine = Petition.objects.get(pk=asked.pk)
        return petitions.decide(mine, by=by, accept=accept, reason="Sudah diperiksa").pk

    with shared_database(tmp_path):
        found = race(
            lambda: decide(hr, True), lambda: decide(third_hr, False),
            lambda: petitions.withdraw(Petition.objects.get(pk=asked.pk), by=learner).pk,
        )  # fmt: skip
        # Who comes when it has been decided finds it no longer in her queue.
        assert one_won(found, "decided_already", "not_yours"), found


def test_a_change_of_a_target_is_answered_once(targets, person_factory, tmp_path):
    office = [person_factory(f"Kantor {n}") for n in range(3)]
    for person in office:
        grant(person, "hr")
    target = Target.objects.filter(live=True, is_on=True).first()
    change = propose_change(target, "switch_off", by=office[0], reason="Dicabut")
    with shared_database(tmp_path):
        found = race(
            lambda: answer_change(change, by=office[1], accept=True).pk,
            lambda: answer_change(change, by=office[2], accept=False).pk,
        )
        assert one_won(found, "decided_already"), found


@pytest.fixture
def office(person_factory):
    people = [person_factory(f"Kantor {n}") for n in range(3)]
    for person in people:
        grant(person, "hr")
    return people


def test_a_rule_is_published_once_and_ended_once(office, tmp_path):
    band = MatchBand.objects.create(
        percent=70, name_id="cukup", name_en="fair", tone="met", legal_basis="SK 1",
        drafted_by=office[0], valid_from=datetime.date(2026, 1, 1),
    )  # fmt: skip

    def mine():
        return MatchBand.objects.get(pk=band.pk)

    with shared_database(tmp_path):
        found = race(
            lambda: dated.publish(mine(), by=office[1]).pk,
            lambda: dated.publish(mine(), by=office[2]).pk,
            lambda: dated.publish(mine(), by=office[0]).pk,
        )
        assert one_won(found, "published_already", "same_person"), found
        day = datetime.date(2031, 1, 1)
        found = race(
            *(
                lambda by=by: (
                    dated.propose_end(mine(), by=by, valid_to=day, reason="Diganti").pk
                )
                for by in office
            )
        )
        assert one_won(found, "change_waits"), found
        change = elsewhere(RuleChange.objects.get)
        others = [one for one in office if one.pk != change.proposed_by_id]
        found = race(
            lambda: dated.answer_end(change, by=others[0], accept=True).pk,
            lambda: dated.answer_end(change, by=others[1], accept=False).pk,
        )
        assert one_won(found, "decided_already"), found


def test_a_target_is_published_once(targets, office, tmp_path):
    draft = Target.objects.create(
        code="lomba", name_id="Uji", name_en="Trial", staff_classes=["pns"], required=4,
        legal_basis="SK 1", valid_from=datetime.date(2026, 1, 1), drafted_by=office[0],
    )  # fmt: skip

    def publish(by):
        row = Target.objects.get(pk=draft.pk)
        return publish_target(row, by=by, reason="Uji").pk

    with shared_database(tmp_path):
        found = race(lambda: publish(office[1]), lambda: publish(office[2]))
        assert one_won(found, "published_already"), found


def test_both_sign_at_once_and_each_once(plan, learner, leader, tmp_path):  # noqa: F811
    with shared_database(tmp_path):
        found = race(
            lambda: dialogue.sign(plan, by=learner).pk,
            lambda: dialogue.sign(plan, by=learner).pk,
            lambda: dialogue.sign(plan, by=leader).pk,
        )
        assert found.count("signed_already") == 1, found
        assert elsewhere(lambda: type(plan).objects.get(pk=plan.pk).state) == "running"
        assert elsewhere(Entry.objects.filter(act="signed").count) == 2
