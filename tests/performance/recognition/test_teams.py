"""Team certificates: proved, public, and withdrawn when the figure falls."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from corpu.ledger.actions.records import void
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from performance.actions.standings import refresh
from performance.recognition.actions import certificates
from performance.recognition.models import Criterion, TeamCertificate
from tests.conftest import grant


def refused(code: str):
    return pytest.raises(Refused, match=code)


@pytest.fixture
def criterion(hr, coach):
    grant(hr, "hr")
    grant(coach, "hr")
    row = Criterion.objects.create(
        code="semua-tercapai", name_id="Seluruh anggota memenuhi target",
        name_en="Every member has met the target", legal_basis="Contoh",
        first_year=2026, min_people=2, drafted_by=hr,
    )  # fmt: skip
    with refused("same_person"):
        certificates.publish_criterion(row, by=hr)
    return certificates.publish_criterion(row, by=coach)


@pytest.fixture
def team(ministry, leader, learner, coachee, learn):
    """The section's people have met, all but one."""
    learn(leader, 20)
    learn(learner, 20)
    refresh([coachee.pk])
    return ministry.section


@pytest.fixture
def issued(team, criterion, coachee, learn, upper_leader) -> TeamCertificate:
    learn(coachee, 20)
    return certificates.issue(team, year=2026, criterion=criterion, by=upper_leader)


def test_only_what_the_figure_proves_is_issued(
    team, criterion, leader, learner, upper_leader, hr, stranger, coachee, learn
):
    for other in (leader, learner, stranger):  # nobody certifies the team that she heads
        with pytest.raises(PermissionDenied):
            certificates.issue(team, year=2026, criterion=criterion, by=other)
    with refused("not_proved"):
        certificates.issue(team, year=2026, criterion=criterion, by=upper_leader)
    with refused("criterion_not_in_force"):
        certificates.issue(team, year=2025, criterion=criterion, by=hr)
    learn(coachee, 20)
    row = certificates.issue(team, year=2026, criterion=criterion, by=upper_leader)
    assert (row.people, row.met, row.members.count()) == (3, 3, 3)
    assert row.number.startswith("TIM-KEM/2026/000001/")
    assert Notice.objects.filter(kind="recognition.team_certified").count() == 3
    with refused("issued_already"):
        certificates.issue(team, year=2026, criterion=criterion, by=hr)


def test_a_void_withdraws_it_at_once(issued, learner, hr, client):
    url = reverse("recognition:verify", args=[issued.number])
    assert client.get(url).context["state"] == "valid"
    void(learner.records.get(), reason="Sertifikat palsu", by=hr)
    issued.refresh_from_db()
    assert not issued.is_valid
    assert "2" in issued.withdrawn_reason
    assert client.get(url).context["state"] == "withdrawn"
    assert Notice.objects.filter(kind="recognition.team_withdrawn").count() == 1


def test_a_void_that_leaves_the_figure_leaves_the_certificate(issued, learner, hr, learn):
    learn(learner, 5)
    void(learner.records.order_by("pk").last(), reason="Keliru", by=hr)
    issued.refresh_from_db()
    assert issued.is_valid


def test_a_posting_costs_one_question_more(
    issued, coach, learn, django_assert_num_queries
):
    with django_assert_num_queries(1):
        certificates.follow_standings([coach.pk], [2026])


def test_the_paper_and_the_public_page(
    issued, client, client_of, learner, stranger, coach
):
    paper = client_of(learner).get(reverse("recognition:pdf", args=[issued.number]))
    assert paper.content.startswith(b"%PDF")
    for url in ("pdf", "certificate"):
        path = reverse(f"recognition:{url}", args=[issued.number])
        assert client_of(stranger).get(path).status_code == 404
        assert client.get(path).status_code == 302
    text = client.get(
        reverse("recognition:verify", args=[issued.number])
    ).content.decode()
    assert issued.unit_name in text and learner.name not in text
    unknown = reverse("recognition:verify", args=["TIM-KEM/2026/000009/AAAA-AAAA"])
    assert client.get(unknown).status_code == 404


def test_the_standings_behind_it_add_up(issued, client_of, leader):
    url = reverse("recognition:certificate", args=[issued.number])
    page = client_of(leader).get(url)
    people = {row.person_id for row in page.context["page"]}
    assert len(people) == issued.people


def test_issued_and_withdrawn_on_the_page(
    team, criterion, coachee, learn, client_of, upper_leader, learner
):
    url = reverse("recognition:teams")
    client = client_of(upper_leader)
    data = {"unit": team.pk, "year": 2026, "criterion": criterion.pk}
    assert client.post(url, data).status_code == 422
    assert client.get(url).context["qualifying"] == []
    learn(coachee, 20)
    (found,) = client.get(url).context["qualifying"]
    assert (found.unit, found.reached.people, found.reached.met) == (team, 3, 3)
    assert client.post(url, data).status_code == 302
    assert client.get(url).context["qualifying"] == []
    row = TeamCertificate.objects.get()
    away = reverse("recognition:withdraw_certificate", args=[row.number])
    assert client_of(learner).post(away, {"reason": "x"}).status_code == 403
    client.post(away, {"reason": "Salah hitung"})
    row.refresh_from_db()
    assert row.withdrawn_reason == "Salah hitung"
    assert client_of(learner).get(url).context["form"] is None
