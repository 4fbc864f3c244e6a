import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import Coach, Session
from corpu.ledger.models import Credit


def log_data(pair, topic, **changes):
    started_at = timezone.localtime() - datetime.timedelta(days=1)
    data = {
        "engagement": pair.public_id,
        "started_at": started_at.strftime("%Y-%m-%dT%H:%M"),
        "minutes": 60,
        "topic": topic.pk,
        "next_step": "Menyusun agenda rapat.",
        "key": uuid.uuid4(),
    }
    return {**data, **changes}


def test_the_coach_logs_and_the_coachee_confirms_with_one_tap(
    client_of, pair, topic, coach, coachee
):
    answer = client_of(coach).post(reverse("coaching:log"), log_data(pair, topic))
    assert answer.status_code == 302
    session = Session.objects.get()
    mine = client_of(coachee)
    assert (
        session.engagement.coach.person.name
        in mine.get(reverse("coaching:mine")).content.decode()
    )
    mine.post(reverse("coaching:confirm", args=[session.public_id]))
    assert Credit.objects.filter(person=coachee).total() == 2
    page = mine.get(reverse("coaching:session", args=[session.public_id]))
    assert page.status_code == 200


def test_a_refused_session_keeps_what_was_typed(client_of, pair, topic, coach):
    data = log_data(pair, topic, minutes=600)
    answer = client_of(coach).post(reverse("coaching:log"), data)
    assert answer.status_code == 422
    assert "Menyusun agenda rapat." in answer.content.decode()
    assert not Session.objects.exists()


def test_only_the_pair_finds_engagement_and_session(
    client_of, pair, log, coach, coachee, leader, hr, auditor, stranger
):
    session = log()
    urls = [
        reverse("coaching:engagement", args=[pair.public_id]),
        reverse("coaching:session", args=[session.public_id]),
    ]
    for person, status in [(coach, 200), (coachee, 200)]:
        assert [client_of(person).get(url).status_code for url in urls] == [status] * 2
    for person in (leader, hr, auditor, stranger):
        assert [client_of(person).get(url).status_code for url in urls] == [404] * 2


def test_the_coach_cannot_sign_for_the_coachee(client_of, log, coach, coachee, stranger):
    url = reverse("coaching:confirm", args=[log().public_id])
    assert client_of(coach).post(url).status_code == 403
    assert client_of(stranger).post(url).status_code == 404
    assert not Credit.objects.exists()


def test_a_coach_logs_for_her_own_people_only(client_of, pair, topic, entry, hr, learner):
    from coaching.actions.coaches import register_coach

    register_coach(learner, by=hr, about="-", capacity=1)
    answer = client_of(learner).post(reverse("coaching:log"), log_data(pair, topic))
    assert answer.status_code == 422
    assert not Session.objects.exists()


@pytest.mark.parametrize("name", ["coaching:desk"])
def test_who_is_no_coach_has_no_desk(client_of, learner, rates, name):
    assert client_of(learner).get(reverse(name)).status_code == 404


def test_hr_keeps_the_register(client_of, hr, learner, stranger, coach, rates):
    url = reverse("coaching:entry_new")
    data = {
        "person": coach.nip, "about": "Berpengalaman.", "capacity": 4, "kinds": "coaching",
        "languages": ["id", "en"], "means": "both", "time_zone": "Asia/Jakarta",
    }  # fmt: skip
    assert client_of(learner).get(url).status_code == 403
    assert client_of(hr).post(url, data).status_code == 302
    assert Coach.objects.get().person == coach
    outside = client_of(hr).post(url, {**data, "person": stranger.nip})
    assert outside.status_code == 200
    assert Coach.objects.count() == 1


def test_the_directory_asks_few_questions_of_the_database(
    client_of, entry, learner, django_assert_max_num_queries
):
    client = client_of(learner)
    client.get(reverse("coaching:coaches"))
    with django_assert_max_num_queries(20):
        assert client.get(reverse("coaching:coaches")).status_code == 200


def test_every_screen_opens(client_of, pair, log, coach, coachee, hr, learner, entry):
    session = log()
    assert client_of(coach).get(reverse("coaching:desk")).status_code == 200
    for person in (coach, coachee):
        client = client_of(person)
        for name, args in [
            ("coaching:mine", []),
            ("coaching:coaches", []),
            ("coaching:engagement", [pair.public_id]),
            ("coaching:session", [session.public_id]),
        ]:
            assert client.get(reverse(name, args=args)).status_code == 200
    page = client_of(learner).get(reverse("coaching:coach", args=[entry.public_id]))
    assert page.status_code == 200
    assert client_of(hr).get(reverse("coaching:register")).status_code == 200


def test_sessions_stand_latest_first(client_of, log, coach, coachee):
    for days_ago in (9, 2, 5):
        log(days_ago=days_ago)
    desk = client_of(coach).get(reverse("coaching:desk")).context["recent"]
    mine = client_of(coachee).get(reverse("coaching:mine")).context["sessions"]
    for rows in (desk, mine):
        days = [row.started_at for row in rows]
        assert days == sorted(days, reverse=True) and len(days) == 3
