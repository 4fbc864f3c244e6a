"""My next post, a person's page, checks, gates: for the learner, her leader, strangers."""

import pytest
from django.urls import reverse

from performance.careers.actions import hand_checks
from performance.careers.models import Gate, HandCheck
from performance.development.actions.aspirations import aim_at
from performance.development.models import Aspiration
from tests.conftest import grant


def test_my_next_post_shows_answers_facts_and_steps(
    client_of, gate, ladder, senior_post, learner, learn, offer
):
    record = learn(learner, 8, form="technical", title="Teknis dasar")
    offer("Teknis lengkap", 24, form="technical")
    page = client_of(learner).get(reverse("careers:next_post"))
    assert page.context["post"] == senior_post and not page.context["is_chosen"]
    text = page.content.decode()
    assert reverse("ledger:record", args=[record.public_id]) in text
    assert "Teknis lengkap" in text
    client_of(learner).post(reverse("careers:aim"), {"post": senior_post.pk})
    assert Aspiration.objects.get(person=learner).post == senior_post


def test_without_a_ladder_the_page_says_what_to_do(client_of, learner):
    page = client_of(learner).get(reverse("careers:next_post"))
    assert page.status_code == 200 and page.context["post"] is None


def test_a_check_is_asked_on_the_page_and_decided_by_hr(
    client_of, gate, senior_post, requirements, learner, hr, leader, stranger
):
    data = {"key": requirements["learning"].pk, "note": "Pelatihan 2019, lihat berkas."}
    client_of(learner).post(reverse("careers:ask", args=[senior_post.pk]), data)
    row = HandCheck.objects.get(person=learner)
    url = reverse("careers:check", args=[row.pk])
    for person, status in [(learner, 200), (leader, 200), (hr, 200), (stranger, 404)]:
        assert client_of(person).get(url).status_code == status
    queue = client_of(hr).get(reverse("home:decisions")).content.decode()
    assert "Pelatihan 2019" in queue
    decide = reverse("careers:decide_check", args=[row.pk])
    answer = {
        "accept": "yes",
        "reason": "Sertifikat diperiksa.",
        "valid_until": "2030-01-01",
    }
    assert client_of(learner).post(decide, answer).status_code == 403
    assert client_of(leader).post(decide, answer).status_code == 403
    assert client_of(stranger).post(decide, answer).status_code == 404
    assert client_of(hr).post(decide, {**answer, "reason": ""}).status_code == 422
    assert client_of(hr).post(decide, answer).status_code == 302
    row.refresh_from_db()
    assert row.state == "accepted" and row.decided_by == hr


def test_a_request_can_be_taken_back_by_its_owner_alone(
    client_of, gate, senior_post, requirements, learner, colleague
):
    row = hand_checks.ask(
        learner, post=senior_post, key=str(requirements["learning"].pk), note="Lihat."
    )
    url = reverse("careers:withdraw_check", args=[row.pk])
    assert client_of(colleague).post(url).status_code == 404
    assert client_of(learner).post(url).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_a_persons_page_is_for_those_who_may_look_at_her(
    client_of, gate, senior_post, learner, leader, hr, auditor, colleague, stranger
):
    url = reverse("careers:person", args=[learner.pk, senior_post.pk])
    for person, status in [
        (learner, 200), (leader, 200), (hr, 200), (auditor, 200), (colleague, 404),
        (stranger, 404),
    ]:  # fmt: skip
        assert client_of(person).get(url).status_code == status


@pytest.fixture
def draft(gate, hr):
    Gate.objects.filter(pk=gate.pk).update(live=False, drafted_by=hr)
    gate.refresh_from_db()
    return gate


def test_drafts_are_seen_by_the_office_alone(client_of, draft, hr, learner):
    url = draft.get_absolute_url()
    assert client_of(learner).get(url).status_code == 404
    assert client_of(hr).get(url).status_code == 200
    publish = reverse("careers:publish_gate", args=[draft.pk])
    assert client_of(learner).post(publish).status_code == 404
    assert client_of(hr).post(publish).status_code == 403  # HR of one institution


def test_a_second_office_publishes_a_gate(client_of, draft, person_factory, hr):
    second = person_factory("Dua Contoh", unit=hr.unit)
    grant(second, "hr")
    client_of(second).post(reverse("careers:publish_gate", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.live
    page = client_of(second).get(draft.get_absolute_url()).content.decode()
    assert draft.end_url in page  # where its last day is proposed


def test_a_published_gate_is_read_by_everybody(client_of, gate, learner):
    assert client_of(learner).get(gate.get_absolute_url()).status_code == 200
    assert client_of(learner).get(reverse("careers:gates")).status_code == 200


def test_the_page_costs_the_same_with_more_facts(
    client_of, gate, senior_post, learner, learn, offer, django_assert_max_num_queries
):
    aim_at(learner, senior_post)
    learn(learner, 2, form="technical")
    offer("Teknis 0", 5, form="technical")
    client = client_of(learner)
    url = reverse("careers:next_post")
    client.get(url)
    with django_assert_max_num_queries(50) as few:
        client.get(url)
    for number in range(1, 4):
        learn(learner, 2, form="technical")
        offer(f"Teknis {number}", 5, form="technical")
    with django_assert_max_num_queries(50) as many:
        client.get(url)
    assert len(many) == len(few)
