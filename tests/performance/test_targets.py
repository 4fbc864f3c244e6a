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
from performance.actions.targets import (
    answer_change,
    load_national_targets,
    propose,
    publish,
    withdraw_change,
)
from performance.models import Quota, Standing, Target
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
    assert len(targets) == 9
    on = {code for code, target in targets.items() if target.is_on}
    assert on == {"pns-minimum", "pppk-ceiling"}
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
        publish(draft, by=office, reason="Uji")
    assert refusal.value.code == "same_person"
    with pytest.raises(PermissionDenied):
        publish(draft, by=hr, reason="Uji")  # HR of one ministry
    publish(draft, by=second, reason="Uji")
    assert DirtyYear.objects.filter(person=learner, year=2026).exists()
    recount_dirty()
    row = Standing.objects.get(person=learner, year=2026, target=draft)
    assert (row.counted, row.gap) == (0, 4)  # a course is no coaching
    assert Decision.objects.get(act="target.published").by == second
    with pytest.raises(Refused) as refusal:
        publish(draft, by=second, reason="Uji")
    assert refusal.value.code == "published_already"


def change(target, act, first, second, **more):
    """One proposes, another confirms."""
    made = propose(target, act, by=first, reason="Keputusan Contoh 3/2026", **more)
    answer_change(made, by=second, accept=True)
    target.refresh_from_db()


def test_switched_off_or_ended_it_binds_nobody(draft, office, second, learner, learn):
    learn(learner, 5)
    publish(draft, by=second, reason="Uji")
    recount_dirty()
    change(draft, "switch_off", office, second)
    recount_dirty()
    assert not Standing.objects.filter(target=draft).exists()
    change(draft, "switch_on", second, office)
    change(draft, "end", office, second, valid_to=datetime.date(2026, 6, 30))
    recount_dirty()
    assert not Standing.objects.filter(target=draft).exists()
    with pytest.raises(Refused) as refusal:
        early = datetime.date(2025, 1, 1)
        propose(draft, "end", by=second, reason="Salah", valid_to=early)
    assert refusal.value.code == "days_reversed"


def test_nobody_switches_or_ends_a_target_alone(targets, office, second, hr):
    target = targets["pns-minimum"]
    made = propose(target, "switch_off", by=office, reason="Uji")
    target.refresh_from_db()
    assert target.is_on
    for person, code in [(office, "same_person")]:
        with pytest.raises(Refused) as refusal:
            answer_change(made, by=person, accept=True)
        assert refusal.value.code == code
    with pytest.raises(PermissionDenied):
        answer_change(made, by=hr, accept=True)  # HR of one ministry
    with pytest.raises(Refused) as refusal:
        propose(target, "end", by=second, reason="X", valid_to=datetime.date(2027, 1, 1))
    assert refusal.value.code == "change_waits"
    answer_change(made, by=second, accept=False)
    target.refresh_from_db()
    assert target.is_on
    with pytest.raises(Refused) as refusal:
        answer_change(made, by=second, accept=True)
    assert refusal.value.code == "decided_already"
    again = propose(target, "switch_off", by=office, reason="Uji")
    with pytest.raises(Refused) as refusal:
        withdraw_change(again, by=second)
    assert refusal.value.code == "not_yours"
    assert withdraw_change(again, by=office).state == "withdrawn"
    acts = Decision.objects.filter(act__startswith="target.").order_by("pk")
    assert list(acts.values_list("act", "by")) == [
        ("target.switch_off_proposed", office.pk),
        ("target.change_refused", second.pk),
        ("target.switch_off_proposed", office.pk),
        ("target.change_withdrawn", office.pk),
    ]


@pytest.mark.parametrize(
    ("act", "more", "code"),
    [
        ("switch_on", {}, "nothing_to_change"),
        ("end", {}, "day_missing"),
        ("end", {"valid_to": datetime.date(1990, 1, 1)}, "days_reversed"),
        ("recognise", {}, "activity_missing"),
        ("switch_off", {"reason": " "}, "reason_missing"),
    ],
)
def test_what_makes_no_sense_is_not_proposed(targets, office, act, more, code):
    with pytest.raises(Refused) as refusal:
        propose(targets["pns-minimum"], act, **{"by": office, "reason": "Uji", **more})
    assert refusal.value.code == code


def test_the_programmes_ship_off_until_their_numbers_are_confirmed(
    rates, targets, office
):
    programmes = {code: t for code, t in targets.items() if t.measure == "programme"}
    assert sorted(programmes) == [
        "leadership-pka",
        "leadership-pkn-1",
        "leadership-pkn-2",
        "leadership-pkp",
        "orientation-cpns",
        "orientation-pppk",
    ]
    for target in programmes.values():
        assert (target.is_on, target.is_confirmed, target.live) == (False, False, True)
        assert target.activities.count() == 1
        assert not target.is_scaled
    with pytest.raises(Refused) as refusal:
        propose(programmes["leadership-pkp"], "switch_on", by=office, reason="Uji")
    assert refusal.value.code == "unconfirmed"


def test_the_action_itself_asks_for_a_rehearsal_or_a_reason(draft, second):
    """Whatever door calls it: the page, the editor, a command."""
    with pytest.raises(Refused) as refusal:
        publish(draft, by=second)
    assert (refusal.value.code, refusal.value.field) == ("reason_missing", "reason")
    assert not Target.objects.get(pk=draft.pk).live


def test_whoever_saved_it_last_is_the_drafter(draft, second):
    Target.objects.filter(pk=draft.pk).update(drafted_by=second)
    with pytest.raises(Refused) as refusal:
        publish(draft, by=second, reason="Uji")  # `draft` still names the other
    assert refusal.value.code == "same_person"


def test_an_activity_is_recognised_as_the_programme(rates, targets, office, second):
    from corpu.ledger.models import Activity

    target = targets["leadership-pkp"]
    here = Activity.objects.create(
        title="PKP Angkatan I", form_id="structural_leadership"
    )
    change(target, "recognise", office, second, activity=here)
    assert here in target.activities.all()


def test_the_screens_of_targets(client_of, draft, office, second, learner, hr):
    page = client_of(learner).get(reverse("performance:targets"))
    assert draft not in page.context["targets"]
    url = reverse("performance:target", args=[draft.pk])
    assert client_of(learner).get(url).status_code == 404
    assert client_of(hr).get(url).status_code == 200
    publish_url = reverse("performance:publish_target", args=[draft.pk])
    assert client_of(hr).post(publish_url).status_code == 403
    without = {"reason": "Tenggat hari ini"}  # nobody has rehearsed it
    assert client_of(second).post(publish_url, without).status_code == 302
    assert client_of(learner).get(url).status_code == 200
    propose_url = reverse("performance:propose_change", args=[draft.pk])
    off = {"act": "switch_off", "reason": "Keputusan Contoh"}
    assert client_of(learner).post(propose_url, off).status_code == 403
    refused = client_of(office).post(propose_url, {"act": "end", "reason": "Uji"})
    assert refused.status_code == 422
    assert "day_missing" not in refused.content.decode()  # the sentence, not its code
    assert client_of(office).post(propose_url, off).status_code == 302
    waiting = draft.changes.get()
    assert "Keputusan Contoh" in client_of(second).get(url).content.decode()
    answer = reverse("performance:answer_change", args=[waiting.pk])
    assert client_of(learner).post(answer, {"answer": "yes"}).status_code == 403
    client_of(office).post(answer, {"answer": "yes"})
    draft.refresh_from_db()
    assert draft.is_on
    client_of(second).post(answer, {"answer": "yes"})
    draft.refresh_from_db()
    assert not draft.is_on


def test_the_office_drafts_in_the_editor(client_of, office, hr, learner, targets):
    from corpu.ledger.models import Activity
    from corpu.skills.models import Competence

    skill = Competence.objects.create(code="uji", name_id="Uji", name_en="Trial")
    course = Activity.objects.create(title="Kursus uji", form_id="course")
    add = reverse("wagtailsnippets_performance_target:add")
    data = {
        "code": "pns-agency",
        "name_id": "Minimal 30 JP",
        "name_en": "At least 30 JP",
        "kind": "minimum",
        "staff_classes": ["pns", "cpns"],
        "required": "30.00",
        "measure": "jp",
        "period": "year",
        "is_prorated": "on",
        "absences": ["maternity", "unpaid"],
        "named": learner.nip,
        "once_order": "0",
        "quotas-TOTAL_FORMS": "1",
        "quotas-INITIAL_FORMS": "0",
        "quotas-MIN_NUM_FORMS": "0",
        "quotas-MAX_NUM_FORMS": "10",
        "quotas-0-name_id": "Sedikitnya 4 JP klasikal",
        "quotas-0-name_en": "At least 4 JP classical",
        "quotas-0-kind": "minimum",
        "quotas-0-required": "4",
        "quotas-0-learning_class": "classical",
        "quotas-0-ORDER": "1",
        "quotas-0-competences": [str(skill.pk)],
        "quotas-0-activities": [str(course.pk)],
        "legal_basis": "Keputusan Menteri Contoh 2/2026",
        "valid_from": "2026-01-01",
        "is_on": "on",
        "is_confirmed": "on",
    }
    assert client_of(office).get(add).status_code == 200
    assert client_of(office).post(add, data).status_code == 302
    row = Target.objects.get(code="pns-agency")
    assert (row.drafted_by, row.live, row.staff_classes) == (
        office,
        False,
        ["pns", "cpns"],
    )
    assert list(row.people.all()) == [learner]
    (quota,) = row.quotas.all()
    assert str(quota.required) == "4.00"
    assert (list(quota.competences.all()), list(quota.activities.all())) == (
        [skill],
        [course],
    )
    wrong = {
        **data,
        "code": "salah",
        "period": "post",
        "measure": "courses",
        "required": "2.5",
        "kind": "ceiling",
        "named": "123",
        "quotas-0-required": "400",
    }
    page = client_of(office).post(add, wrong)
    assert set(page.context["form"].errors) == {
        "months",
        "required",
        "is_prorated",
        "named",
    }
    page = client_of(office).post(
        add, {**data, "code": "bagian", "quotas-0-required": "40"}
    )
    assert list(page.context["form"].errors) == ["required"]
    assert not Target.objects.filter(code__in=["salah", "bagian"]).exists()
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


def test_the_list_of_targets_asks_as_much_for_many_as_for_few(client_of, office, targets):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, url = client_of(office), reverse("performance:targets")

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    def add(number: int) -> None:
        row = Target.objects.create(
            code=f"banyak-{number}", name_id="Banyak", name_en="Many",
            staff_classes=["pns"], required=Decimal(4), legal_basis="Contoh",
            valid_from=datetime.date(2026, 1, 1), drafted_by=office,
        )  # fmt: skip
        Quota.objects.create(
            target=row, name_id="Bagian", name_en="Part", required=Decimal(1)
        )

    add(0)
    statements()
    before = statements()
    for number in range(1, 6):
        add(number)
    assert statements() == before
