"""Targets are drafted by one, published by another, and change nothing silently."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from corpu.ledger.models import DirtyYear
from corpu.lib.refusals import Refused
from corpu.people.actions.office import sync_office
from corpu.people.models import Decision
from performance.actions.targets import end, load_national_targets, publish, switch
from performance.models import Standing, Target
from tests.conftest import grant


@pytest.fixture(autouse=True)
def in_july(set_today, targets, rates):
    set_today(datetime.date(2026, 7, 1))


@pytest.fixture
def office(person_factory, ministry):
    """HR of the whole installation."""
    person = person_factory("Sinta Contoh", unit=ministry.bureau)
    grant(person, "hr")
    sync_office(person)
    return person


@pytest.fixture
def second(person_factory, ministry):
    """The other half of four eyes."""
    person = person_factory("Galih Contoh", unit=ministry.bureau)
    grant(person, "hr")
    return person


@pytest.fixture
def draft(office) -> Target:
    return Target.objects.create(
        code="coaching",
        name_id="Dua sesi coaching",
        name_en="Two coaching sessions",
        staff_classes=["pns"],
        form_id="coaching",
        required=Decimal(4),
        legal_basis="Keputusan Menteri Contoh 1/2026",
        valid_from=datetime.date(2026, 1, 1),
        drafted_by=office,
    )


def recount_dirty():
    from corpu.ledger.actions.credits import recount_some_dirty

    while recount_some_dirty():
        pass


def test_the_national_targets_are_loaded_once(targets):
    assert sorted(targets) == ["pns-minimum", "pppk-agency", "pppk-ceiling"]
    assert [targets[code].is_on for code in sorted(targets)] == [True, False, True]
    switch_off = targets["pppk-ceiling"]
    Target.objects.filter(pk=switch_off.pk).update(is_on=False)
    assert load_national_targets() == 0
    assert not Target.objects.get(pk=switch_off.pk).is_on


def test_a_draft_counts_only_when_a_second_person_has_published_it(
    draft, office, second, hr, learner, learn
):
    learn(learner, 5)
    assert Standing.objects.filter(person=learner, year=2026).count() == 1
    with pytest.raises(Refused) as refusal:
        publish(draft, by=office)
    assert refusal.value.code == "same_person"
    with pytest.raises(PermissionDenied):
        publish(draft, by=hr)  # HR of one ministry
    publish(draft, by=second)
    assert DirtyYear.objects.filter(person=learner, year=2026).exists()
    recount_dirty()
    row = Standing.objects.get(person=learner, year=2026, target=draft)
    assert (row.counted, row.gap) == (0, 4)  # a course is no coaching
    assert Decision.objects.get(act="target.published").by == second
    with pytest.raises(Refused) as refusal:
        publish(draft, by=second)
    assert refusal.value.code == "published_already"


def test_switched_off_or_ended_it_binds_nobody(draft, second, learner, learn):
    learn(learner, 5)
    publish(draft, by=second)
    recount_dirty()
    switch(draft, by=second, is_on=False)
    recount_dirty()
    assert not Standing.objects.filter(target=draft).exists()
    switch(draft, by=second, is_on=True)
    end(draft, by=second, valid_to=datetime.date(2026, 6, 30))
    recount_dirty()
    assert not Standing.objects.filter(target=draft).exists()
    with pytest.raises(Refused) as refusal:
        end(draft, by=second, valid_to=datetime.date(2025, 1, 1))
    assert refusal.value.code == "days_reversed"


def test_the_screens_of_targets(client_of, draft, office, second, learner, hr):
    page = client_of(learner).get(reverse("performance:targets"))
    assert draft not in page.context["targets"]
    url = reverse("performance:target", args=[draft.pk])
    assert client_of(learner).get(url).status_code == 404
    assert client_of(hr).get(url).status_code == 200
    publish_url = reverse("performance:publish_target", args=[draft.pk])
    assert client_of(hr).post(publish_url).status_code == 403
    assert client_of(second).post(publish_url).status_code == 302
    assert client_of(learner).get(url).status_code == 200
    switch_url = reverse("performance:switch_target", args=[draft.pk])
    assert client_of(learner).post(switch_url, {"is_on": "no"}).status_code == 403
    client_of(second).post(switch_url, {"is_on": "no"})
    draft.refresh_from_db()
    assert not draft.is_on
    end_url = reverse("performance:end_target", args=[draft.pk])
    assert client_of(second).post(end_url, {"valid_to": "?"}).status_code == 422
    client_of(second).post(end_url, {"valid_to": "2027-12-31"})
    draft.refresh_from_db()
    assert draft.valid_to == datetime.date(2027, 12, 31)


def test_the_office_drafts_in_the_editor(client_of, office, hr, targets):
    add = reverse("wagtailsnippets_performance_target:add")
    data = {
        "code": "pns-agency",
        "name_id": "Minimal 30 JP",
        "name_en": "At least 30 JP",
        "kind": "minimum",
        "staff_classes": ["pns", "cpns"],
        "required": "30.00",
        "legal_basis": "Keputusan Menteri Contoh 2/2026",
        "valid_from": "2026-01-01",
        "is_on": "on",
    }
    assert client_of(office).get(add).status_code == 200
    assert client_of(office).post(add, data).status_code == 302
    row = Target.objects.get(code="pns-agency")
    assert (row.drafted_by, row.live, row.staff_classes) == (
        office,
        False,
        ["pns", "cpns"],
    )
    listing = client_of(office).get(reverse("wagtailsnippets_performance_target:list"))
    assert listing.status_code == 200
    edit = "wagtailsnippets_performance_target:edit"
    draft, live = [reverse(edit, args=[t.pk]) for t in (row, targets["pns-minimum"])]
    assert client_of(office).get(draft).status_code == 200
    assert client_of(office).get(live).status_code == 302
    client_of(office).post(live, data)
    assert Target.objects.get(code="pns-minimum").required == 20
    delete = "wagtailsnippets_performance_target:delete"
    client_of(office).post(reverse(delete, args=[targets["pns-minimum"].pk]))
    assert Target.objects.filter(code="pns-minimum").exists()
    assert client_of(hr).get(add).status_code == 302
