"""The page that explains a standing, and the plan that moves by itself."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from corpu.home.overview import overview
from corpu.people.models import Decision
from performance.models import Standing, Target
from performance.sentences import forecast_sum, headline, pace_rule


@pytest.fixture(autouse=True)
def in_july(set_today, targets, rates):
    set_today(datetime.date(2026, 7, 1))


@pytest.fixture
def standing(learner, learn) -> Standing:
    learn(learner, "7.5", title="Kursus pelayanan")
    learn(learner, 9, form="e_learning", title="Belajar daring")  # 3 JP a day
    return Standing.objects.get(person=learner, year=2026)


def test_the_facts_add_up_to_the_figure(client_of, learner, standing):
    page = client_of(learner).get(standing.get_absolute_url())
    reckoning = page.context["reckoning"]
    assert reckoning.claimed == Decimal("16.50")
    assert reckoning.recognised == standing.counted == Decimal("10.50")
    text = page.content.decode()
    assert "PP 11/2017" in text
    assert "Kursus pelayanan" in text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("learner", 200),
        ("leader", 200),
        ("upper_leader", 200),
        ("hr", 200),
        ("auditor", 200),
        ("colleague", 404),
        ("coach", 404),
        ("stranger", 404),
    ],
)
def test_who_sees_a_standing(client_of, standing, request, who, status):
    viewer = request.getfixturevalue(who)
    assert client_of(viewer).get(standing.get_absolute_url()).status_code == status


def test_hr_exempts_on_the_page(client_of, hr, leader, learner, standing):
    url = reverse("performance:exempt", args=[standing.pk])
    assert client_of(learner).post(url, {"reason": "Saya"}).status_code == 403
    assert client_of(leader).post(url, {"reason": "Dia"}).status_code == 403
    assert client_of(hr).post(url, {"reason": ""}).status_code == 422
    assert client_of(hr).post(url, {"reason": "Cuti besar"}).status_code == 302
    standing.refresh_from_db()
    assert standing.status == "exempt"
    page = client_of(learner).get(standing.get_absolute_url())
    assert "Cuti besar" in page.content.decode()
    assert Decision.objects.get(act="standing.exempted").reason == "Cuti besar"
    client_of(hr).post(reverse("performance:end_exemption", args=[standing.pk]))
    standing.refresh_from_db()
    assert standing.status == "at_risk"


def test_a_target_of_sessions_speaks_of_sessions(learner, learn, targets):
    learn(learner, 3)
    Target.objects.filter(code="pns-minimum").update(measure="sessions")
    row = Standing.objects.select_related("target").get(person=learner, year=2026)
    for language, word in (("en", "sessions"), ("id", "sesi")):
        with override(language):
            text = headline(row) + forecast_sum(row) + pace_rule(row)
        assert word in text
        assert "JP" not in text
    assert overview(learner, learner, 2026)["standings"]
