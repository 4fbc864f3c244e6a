"""The leader's mirror: figures that move at once and add up."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from corpu.people.actions.decisions import log_decision
from corpu.people.queues import load_queues
from performance.recognition.actions.thanking import give
from performance.recognition.mirror import mirror_of

THIS_YEAR = datetime.date.today().year


@pytest.fixture(autouse=True)
def in_july(targets, rates):
    """The decision log keeps real moments: these tests run in the present."""


def decided(leader, person, hours: int) -> None:
    asked = timezone.now() - datetime.timedelta(hours=hours)
    log_decision(
        "enrolment.accepted", by=leader, person=person, asked_at=asked.isoformat()
    )


def test_deciding_one_late_request_changes_the_median_at_once(
    client_of, leader, learner, hr, ministry
):
    client, url = client_of(leader), reverse("recognition:mirror")
    assert client.get(url).context["mirror"].median is None
    decided(leader, learner, 2)
    decided(leader, learner, 4)
    assert client.get(url).context["mirror"].median == 3
    decided(leader, learner, 200)
    found = client.get(url).context["mirror"]
    assert (found.median, len(found.decided), found.accepted) == (4, 3, 3)
    log_decision("target.published", by=leader)  # no request: no waiting
    assert len(client.get(url).context["mirror"].decided) == 3


def test_a_real_request_decided_late_is_counted(leader, learner, rates, client_of):
    from corpu.ledger.models import LearningForm
    from learning.actions import evidence

    asked = timezone.now() - datetime.timedelta(hours=72, minutes=1)
    day = asked.date() - datetime.timedelta(days=3)
    row = evidence.save_draft(
        person=learner, title="Webinar", provider_name="Forum", scope="national",
        form=LearningForm.objects.get(pk="seminar"), started_on=day, ended_on=day, days=1,
        certificate_number="W/1",
    )  # fmt: skip
    type(row).objects.filter(pk=row.pk).update(
        state="submitted", decider=leader, submitted_at=asked
    )
    queue = next(q for q in load_queues() if q.code == "evidence")
    queue.decide(leader, str(row.public_id), False, "Kurang jelas")
    assert mirror_of(leader, THIS_YEAR).median == 72


def test_hours_stand_beside_the_team_and_add_up(leader, learner, colleague, learn):
    learn(leader, 6)
    learn(leader, 4, form="workshop", role="speaker")
    learn(learner, 8)
    found = mirror_of(leader, THIS_YEAR)
    assert found.own.learner == 6
    assert found.own.all == found.own.learner + found.own.teacher + found.own.coach
    rows = [hours for _person, hours in found.team]
    assert sum((h.all for h in rows), Decimal(0)) == found.total.all == 8
    assert found.mean("learner") == Decimal("4.00")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader", 200),
        ("upper_leader", 200),
        ("hr", 200),
        ("auditor", 200),
        ("learner", 404),
        ("coach", 404),
        ("stranger", 404),
    ],
)
def test_who_sees_the_mirror(client_of, leader, learner, request, who, status):
    client = client_of(request.getfixturevalue(who))
    url = reverse("recognition:mirror")
    assert client.get(url, {"person": leader.pk}).status_code == status


def test_who_leads_nobody_has_no_mirror(client_of, learner):
    assert client_of(learner).get(reverse("recognition:mirror")).status_code == 404


def test_thanks_given_are_counted(leader, learner):
    give(learner, kind="thanks", reason="Terima kasih banyak.", by=leader)
    assert mirror_of(leader, THIS_YEAR).thanks == 1


def test_a_constant_number_of_questions(
    client_of, leader, ministry, learner, django_assert_max_num_queries
):
    from tests.conftest import _make_person

    for number in range(25):
        person = _make_person(f"Orang {number}", unit=ministry.section, leader=leader)
        decided(leader, person, number)
    client = client_of(leader)
    with django_assert_max_num_queries(45):
        assert client.get(reverse("recognition:mirror")).status_code == 200
