"""Nudges name one item, at most two a week; silence is passed on by the clock."""

import datetime

import pytest
from django.urls import reverse

from corpu.notices.models import Notice
from performance.models import Standing
from performance.nudges.actions import watching, weekly
from performance.nudges.models import FlagWatch

pytestmark = pytest.mark.django_db
JULY = datetime.date(2026, 7, 1)


@pytest.fixture(autouse=True)
def in_july(set_today, targets, rates):
    set_today(JULY)


@pytest.fixture
def flag(learner, learn):
    """8 of 20 JP are missing, and nothing is booked."""
    learn(learner, 12, on=datetime.date(2025, 8, 1))
    learn(learner, 2, on=datetime.date(2026, 2, 3))
    row = Standing.objects.get(person=learner, year=2026)
    assert row.status == "at_risk"
    return row


def watch_of(flag) -> FlagWatch:
    watching.watch_flags()
    return FlagWatch.objects.get(standing=flag)


def sent(person, kind="performance.nudge"):
    return Notice.objects.filter(person=person, kind=kind).order_by("pk")


def test_a_nudge_names_one_item_that_can_be_taken(flag, learner, opening):
    row = opening(18, title="Menulis surat")
    assert watching.nudge(watch_of(flag).pk)
    notice = sent(learner).get()
    assert (notice.url, notice.data["item"]) == (row.url, "Menulis surat")


def test_without_a_feasible_item_nobody_is_urged(flag, learner):
    assert not watching.nudge(watch_of(flag).pk)
    assert not sent(learner).exists()


def test_never_more_than_two_a_week_over_everything(flag, learner, opening, set_today):
    opening(9, title="Satu")
    opening(9, title="Dua")
    watch = watch_of(flag)
    for days in range(29):
        set_today(JULY + datetime.timedelta(days=days))
        for pk in watching.waiting_for_nudge():
            watching.nudge(pk)
    told = [notice.created_at for notice in sent(learner)]
    week = datetime.timedelta(days=7)
    assert len(told) >= 6
    for moment in told:
        assert sum(moment - week < other <= moment for other in told) <= 2
    names = [notice.data["item"] for notice in sent(learner)]
    assert len(set(names)) == 2  # the next names another
    assert FlagWatch.objects.get(pk=watch.pk).named


def test_silence_is_passed_to_the_leader_then_above_then_to_hr(
    flag, learner, leader, set_today
):
    watch = watch_of(flag)
    for days, level in ((29, 0), (30, 1), (45, 2), (60, 3)):
        set_today(JULY + datetime.timedelta(days=days))
        for pk in watching.silent():
            watching.pass_on(pk)
        watch.refresh_from_db()
        assert watch.level == level or (level == 2 and watch.level == 3)
    assert sent(leader, "performance.flag_passed_on").count() == 1


def test_what_moves_begins_anew_and_what_is_met_ends(flag, learner, learn, set_today):
    watch_of(flag)
    set_today(JULY + datetime.timedelta(days=20))
    learn(learner, 1)
    assert watch_of(flag).since == JULY + datetime.timedelta(days=20)
    learn(learner, 20)
    assert watching.watch_flags() == 0


def test_a_leader_gets_one_list_a_week(flag, learner, leader, set_today):
    weekly.tell_leaders()
    weekly.tell_leaders()
    notice = sent(leader, "performance.team_week").get()
    assert learner.name in notice.data["names"]
    set_today(JULY + datetime.timedelta(days=7))
    weekly.tell_leaders()
    assert sent(leader, "performance.team_week").count() == 2


def test_who_may_read_a_plan(client, flag, learner, leader, stranger, opening):
    opening(18, title="Menulis surat")
    url = reverse("nudges:plan", args=[flag.pk])
    for person, status in ((learner, 200), (leader, 200), (stranger, 404)):
        client.force_login(person)
        answer = client.get(url)
        assert answer.status_code == status
        if status == 200:
            assert "Menulis surat" in answer.content.decode()


def test_the_list_of_watched_flags(client, flag, learner, leader, stranger):
    watch_of(flag)
    client.force_login(leader)
    assert learner.name in client.get(reverse("nudges:watched")).content.decode()
    client.force_login(stranger)
    assert client.get(reverse("nudges:watched")).status_code == 404
