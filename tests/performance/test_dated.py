"""Dated rules: one drafts, another publishes; one proposes the last day, another
confirms; the clock and the screens do not help one person to be two."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from corpu.home.cards import cards_for
from corpu.lib.refusals import Refused
from corpu.people.models import Decision
from corpu.skills.models import PostStandard
from performance.actions import dated
from performance.allowance.models import Formula
from performance.development.models import LevelSource, MatchBand
from performance.models import RuleChange
from performance.plans.models import CycleCalendar, PredicateMatrix
from tests.conftest import grant

LAW = {"legal_basis": "Peraturan Contoh 1/2026"}
LATE = datetime.date(2031, 12, 31)


@pytest.fixture
def second(person_factory, ministry):
    """The other half of four eyes."""
    person = person_factory("Sari Contoh", unit=ministry.bureau)
    grant(person, "hr")
    return person


@pytest.fixture
def band(office):
    return MatchBand.objects.create(
        percent=70, name_id="cukup", name_en="fair", tone="met", drafted_by=office,
        valid_from=datetime.date(2026, 1, 1), **LAW,
    )  # fmt: skip


@pytest.fixture
def live_band(band, second):
    return dated.publish(band, by=second)


def code_of(call) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def propose(row, by, day=LATE, reason="Diganti peraturan baru"):
    return dated.propose_end(row, by=by, valid_to=day, reason=reason)


def test_one_person_ends_nothing(live_band, office, second, hr, learner):
    change = propose(live_band, office)
    live_band.refresh_from_db()
    assert live_band.valid_to is None
    answer = dated.answer_end
    assert code_of(lambda: answer(change, by=office, accept=True)) == "same_person"
    for outsider in (hr, learner):  # HR of one institution keeps no national rule
        with pytest.raises(PermissionDenied):
            answer(change, by=outsider, accept=True)
        with pytest.raises(PermissionDenied):
            propose(live_band, outsider)
    assert answer(change, by=second, accept=True).valid_to == LATE
    acts = list(Decision.objects.order_by("pk").values_list("act", flat=True))
    assert acts[-3:] == [
        "matchband.published",
        "matchband.end_proposed",
        "matchband.ended",
    ]
    assert code_of(lambda: answer(change, by=second, accept=False)) == "decided_already"


def test_the_database_holds_two_persons_too(live_band, office):
    change = propose(live_band, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleChange.objects.filter(pk=change.pk).update(
            state="confirmed", decided_by=office
        )


def test_a_last_day_needs_sense(band, live_band, office, second):
    early = datetime.date(2025, 12, 31)
    assert code_of(lambda: propose(live_band, office, early)) == "days_reversed"
    assert code_of(lambda: propose(live_band, office, reason=" ")) == "reason_missing"
    propose(live_band, office)
    assert code_of(lambda: propose(live_band, second)) == "change_waits"
    MatchBand.objects.filter(pk=band.pk).update(live=False)
    assert code_of(lambda: propose(band, second)) == "draft"


def test_what_was_proposed_is_refused_or_taken_back(live_band, office, second):
    change = propose(live_band, office)
    assert code_of(lambda: dated.withdraw_end(change, by=second)) == "not_yours"
    dated.withdraw_end(change, by=office)
    dated.answer_end(propose(live_band, second), by=office, accept=False)
    live_band.refresh_from_db()
    assert live_band.valid_to is None
    assert set(RuleChange.objects.values_list("state", flat=True)) == {
        "withdrawn", "refused",
    }  # fmt: skip


@pytest.mark.parametrize(
    "label",
    [
        "careers.gate", "careers.nineboxrule", "plans.predicatematrix",
        "plans.cyclecalendar", "development.levelsource", "development.matchband",
        "periods.deadline", "professionalism.indexrule", "allowance.formula",
        "skills.poststandard",
    ],
)  # fmt: skip
def test_every_kind_of_rule_is_kept_by_two(label):
    model = dated.model_of(label)
    assert model._meta.label_lower == label
    assert hasattr(model.objects, "visible_to")
    for name in ("live", "valid_from", "valid_to", "drafted_by"):
        assert model._meta.get_field(name)


@pytest.mark.parametrize("label", ["people.person", "ledger.rate", "x", "a.b.c"])
def test_nothing_else_is_ended_this_way(label, client_of, administrator):
    assert dated.model_of(label) is None
    url = reverse("performance:rule_end", args=[label, administrator.pk])
    assert client_of(administrator).get(url).status_code == 404


def test_no_action_ends_a_rule_at_once():
    from performance.allowance.actions import formulas
    from performance.development.actions import policy

    for module in (dated, formulas, policy):
        assert not {"end", "end_rule", "end_standard"} & set(vars(module))


def test_a_standard_ends_by_two_and_needs_are_counted_again(
    office, second, ministry, django_capture_on_commit_callbacks
):
    from corpu.skills.models import Competence
    from tests.conftest import make_post

    row = PostStandard.objects.create(
        post=make_post(), competence=Competence.objects.create(code="x", name_id="X"),
        level=3, live=True, **LAW,
    )  # fmt: skip
    change = propose(row, office)
    with django_capture_on_commit_callbacks() as callbacks:
        dated.answer_end(change, by=second, accept=True)
    row.refresh_from_db()
    assert row.valid_to == LATE
    assert any("refresh_all" in repr(call) for call in callbacks)
    assert Decision.objects.filter(act="standard.ended").exists()


def test_the_page_of_the_last_day(client_of, live_band, office, second, hr, learner):
    url = live_band.end_url
    assert client_of(learner).get(url).status_code == 404
    assert client_of(hr).get(url).status_code == 200  # reads, and may not act
    send = reverse(
        "performance:propose_end", args=["development.matchband", live_band.pk]
    )
    data = {"valid_to": "2031-12-31", "reason": "Peraturan baru"}
    assert client_of(learner).post(send, data).status_code == 404
    assert client_of(hr).post(send, data).status_code == 403
    refused = client_of(office).post(send, {"valid_to": "2031-12-31"})
    assert refused.status_code == 422 and refused.context["form"].errors["reason"]
    wrong = client_of(office).post(send, {**data, "valid_to": "2020-01-01"})
    assert wrong.context["form"].errors["valid_to"]
    assert client_of(office).post(send, data).status_code == 302
    change = RuleChange.objects.get()
    page = client_of(second).get(live_band.get_absolute_url()).content.decode()
    assert url in page
    assert any(card["url"] == url for card in cards_for(second))
    assert not any(card["url"] == url for card in cards_for(office))
    answer = reverse("performance:answer_end", args=[change.pk])
    assert client_of(learner).post(answer, {"answer": "yes"}).status_code == 404
    assert client_of(hr).post(answer, {"answer": "yes"}).status_code == 403
    client_of(office).post(answer, {"answer": "yes"})
    change.refresh_from_db()
    assert change.state == "proposed"
    client_of(second).post(answer, {"answer": "yes"})
    live_band.refresh_from_db()
    assert live_band.valid_to == LATE


def test_a_draft_that_another_published_meanwhile_is_told_so(
    band, second, person_factory
):
    third = person_factory("Tiga Contoh", unit=second.unit)
    grant(third, "hr")
    mine, hers = MatchBand.objects.get(pk=band.pk), MatchBand.objects.get(pk=band.pk)
    dated.publish(mine, by=second)
    assert code_of(lambda: dated.publish(hers, by=third)) == "published_already"


def test_the_drafter_as_the_database_knows_her_is_not_the_publisher(band, second):
    stale = MatchBand.objects.get(pk=band.pk)
    MatchBand.objects.filter(pk=band.pk).update(drafted_by=second)  # saved it last
    assert code_of(lambda: dated.publish(stale, by=second)) == "same_person"


@pytest.mark.parametrize(
    "model", [LevelSource, CycleCalendar, PredicateMatrix, MatchBand, Formula]
)
def test_the_editor_neither_publishes_nor_changes_what_holds(model, administrator):
    from wagtail.permissions import policy_registry

    row = model(live=True, unit_id=None) if model is Formula else model(live=True)
    policy = policy_registry.get_by_type(model)
    for act in ("change", "delete", "publish"):
        assert not policy.user_has_permission_for_instance(administrator, act, row)
