"""What people miss: searches that found nothing, cards, and who closes them."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from corpu.agenda.models import Need
from corpu.ledger.actions import records
from corpu.ledger.models import LearningForm
from corpu.lib.clock import today
from corpu.notices.models import Notice
from learning.actions import demand, demand_cards
from learning.actions.demand import record_search
from learning.actions.enrolments import enrol
from learning.demand import gaps
from learning.models import Course, DemandCard, FailedSearch, Interest
from tests.learning.conftest import finish
from tests.learning.test_evidence import refused


def test_a_search_without_a_result_is_kept_once_a_person(learner, colleague):
    record_search("  Drone   pertanian ", 0, learner)
    record_search("drone pertanian", 0, learner)
    record_search("DRONE PERTANIAN", 0, colleague)
    assert set(FailedSearch.objects.values_list("key", "person")) == {
        ("drone pertanian", learner.pk),
        ("drone pertanian", colleague.pk),
    }


def test_who_finds_it_after_all_takes_her_wish_back(learner):
    record_search("drone", 0, learner)
    assert record_search("Drone", 3, learner) is None
    assert not FailedSearch.objects.exists()


def test_a_slip_of_the_finger_is_no_wish(learner):
    assert record_search("ab", 0, learner) is None


# -- cards ---------------------------------------------------------------------------


@pytest.fixture
def request_card(leader, learner, colleague):
    """A leader asks for two of her people; the learner comes first."""
    return demand_cards.ask(
        by=leader, people=[learner, colleague], title="Bicara di depan umum"
    )


def claimed(card, provider, by):
    return demand_cards.claim(card, provider=provider, by=by)


def test_five_people_who_search_in_vain_make_a_card(person_factory, ministry):
    people = [person_factory(f"Pencari {n}", unit=ministry.section) for n in range(6)]
    for person in people[:4]:
        record_search("Drone Pertanian", 0, person)
    assert demand_cards.open_search_cards() == 0
    record_search("drone pertanian", 0, people[4])
    assert demand_cards.open_search_cards() == 1
    record_search("DRONE pertanian", 0, people[5])
    assert demand_cards.open_search_cards() == 0
    card = DemandCard.objects.get()
    assert card.asks.count() == 6 and demand_cards.first_asker(card) == people[0]


def test_the_same_wish_of_one_institution_is_one_card(
    request_card, leader, coachee, stranger
):
    again = demand_cards.ask(by=leader, people=[coachee], title="BICARA di depan umum")
    assert again == request_card and again.asks.count() == 3
    with pytest.raises(PermissionDenied):
        demand_cards.ask(by=leader, people=[stranger], title="Lain")


def test_claimed_answered_and_closed_by_the_credit_of_the_first(
    request_card, course, provider, manager, learner, colleague, leader
):
    card = claimed(request_card, provider, manager)
    card = demand_cards.answer(card, course=course, by=manager)
    told = Notice.objects.filter(kind="learning.demand_answered")
    assert set(told.values_list("person", flat=True)) == {
        learner.pk, colleague.pk, leader.pk,
    }  # fmt: skip
    finish(enrol(colleague, course, by=colleague))
    card.refresh_from_db()
    assert card.state == "answered"
    finish(enrol(learner, course, by=learner))
    card.refresh_from_db()
    assert card.state == "closed" and card.record.person == learner
    records.void(card.record, reason="Salah", by=None)
    assert demand_cards.sweep()["reopened"] == 1
    card.refresh_from_db()
    assert card.state == "answered" and card.record is None


def test_no_card_is_closed_without_a_record(request_card, provider, manager):
    claimed(request_card, provider, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        DemandCard.objects.update(state="closed")


def test_who_asked_first_and_left_gives_way_to_the_next(
    request_card, course, provider, manager, learner, colleague
):
    finish(enrol(colleague, course, by=colleague))
    learner.is_active = False
    learner.save(update_fields=["is_active"])
    card = claimed(request_card, provider, manager)
    assert demand_cards.answer(card, course=course, by=manager).state == "closed"


def test_one_agency_has_it_and_may_give_it_back(
    request_card, provider, other_provider, manager, other_author, reviewer, learner
):
    card = claimed(request_card, provider, manager)
    with refused("claimed_already"):
        claimed(card, other_provider, other_author)
    with pytest.raises(PermissionDenied):
        claimed(card, other_provider, manager)
    with pytest.raises(PermissionDenied):
        demand_cards.give_back(card, by=other_author, reason="x")
    with refused("reason_needed"):
        demand_cards.give_back(card, by=manager, reason=" ")
    opened = card.opened_at
    card = demand_cards.give_back(card, by=manager, reason="Pengajar pindah")
    assert card.state == "open" and card.provider is None and card.opened_at == opened
    assert claimed(card, other_provider, other_author).provider == other_provider


def test_a_foreign_course_is_no_answer(
    request_card, course_page, provider, other_provider, manager
):
    page = course_page("Punya orang", provider=other_provider)
    card = claimed(request_card, provider, manager)
    with refused("course_of_another"):
        course = Course.objects.get(page_id=page.pk)
        demand_cards.answer(card, course=course, by=manager)


@pytest.fixture
def lacking(person_factory, ministry, forms):
    """Six people of one section lack JP of technical training; two lack any."""
    people = [person_factory(f"Kurang {n}", unit=ministry.section) for n in range(8)]
    for n, person in enumerate(people):
        form = LearningForm.objects.get(code="technical") if n < 6 else None
        Need.objects.create(
            source=f"standing:t:{n}", person=person, form=form, gap_jp=Decimal(n + 1),
            by=today() + datetime.timedelta(days=90 - n),
        )  # fmt: skip
    return people


def test_gaps_are_counted_by_place_and_never_for_few(
    lacking, ministry, django_assert_num_queries
):
    with django_assert_num_queries(3):
        found = gaps()
    assert [(gap.people, gap.jp, gap.form.code) for gap in found] == [
        (6, Decimal(21), "technical")
    ]
    assert found[0].unit.parent is None


def test_a_gap_is_taken_up_with_the_most_urgent_first(lacking, provider, manager):
    gap = gaps()[0]
    card = demand_cards.claim_gap(
        unit=gap.unit, provider=provider, by=manager, form=gap.form
    )
    assert card.state == "claimed" and card.asks.count() == 6
    assert demand_cards.first_asker(card) == lacking[5]


def test_the_screens_of_agency_and_leader(
    request_card, lacking, course, provider, manager, leader, learner, colleague, stranger,
    other_author, auditor, client_of,
):  # fmt: skip
    client = client_of(manager)
    page = client.get(reverse("learning:demand")).content.decode()
    assert request_card.title in page and learner.name not in page
    key = gaps()[0].key
    client.post(reverse("learning:demand_gap"), {"gap": key, "provider": provider.code})
    assert DemandCard.objects.filter(origin="gap", state="claimed").exists()

    def act(name, person, **data):
        address = reverse(f"learning:{name}", args=[request_card.public_id])
        return client_of(person).post(address, data)

    act("demand_claim", manager, provider=provider.code)
    assert act("demand_answer", manager).status_code == 422
    act("demand_answer", manager, course=course.pk)
    request_card.refresh_from_db()
    assert request_card.course == course
    own = reverse("learning:demand_card", args=[request_card.public_id])
    for person, status in (
        (leader, 200), (learner, 200), (manager, 200), (other_author, 200),
        (auditor, 404), (stranger, 404),
    ):  # fmt: skip
        assert client_of(person).get(own).status_code == status, person
    assert learner.name in client_of(leader).get(own).content.decode()
    page = client_of(learner).get(own)
    assert page.context["card"].askers == 2
    assert colleague.name not in page.content.decode()
    assert act("demand_answer", other_author, course=course.pk).status_code in (403, 422)
    assert act("demand_claim", learner, provider=provider.code).status_code == 404
    for person in (learner, leader, stranger):
        assert client_of(person).get(reverse("learning:demand")).status_code == 404


def test_a_leader_asks_on_her_screen(leader, learner, stranger, client_of):
    address = reverse("learning:ask")
    client = client_of(leader)
    assert client.post(address, {"title": ""}).status_code == 422
    data = {"title": "Menulis laporan", "people": [learner.pk]}
    assert client.post(address, {**data, "people": [stranger.pk]}).status_code == 422
    client.post(address, data)
    assert DemandCard.objects.get().asks.get().by == leader
    assert client_of(learner).get(address).status_code == 404


def test_who_wants_a_date_is_told_once(course, learner, manager, client_of):
    demand.want_date(learner, course)
    demand.want_date(learner, course)
    assert demand.tell_interested(course, url="/classes/1/") == 1
    assert demand.tell_interested(course, url="/classes/1/") == 0
    assert Notice.objects.filter(person=learner, kind="learning.date_set").count() == 1
    address = reverse("learning:interest", args=[course.slug])
    client_of(learner).post(address, {"want": "yes"})
    assert Interest.objects.get().told_at is None
    client_of(learner).post(address, {"want": "no"})
    assert not Interest.objects.exists()
