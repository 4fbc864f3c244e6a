"""Reminders, and silence that is told to the leader above."""

import datetime

import pytest

from corpu.notices.models import Notice
from performance.plans import tasks
from performance.plans.actions import assessing, monitoring, reminding
from performance.plans.calendars import deadlines_of


def told(person, kind: str) -> int:
    return Notice.objects.filter(person=person, kind=f"plans.{kind}").count()


def test_the_calendar_gives_the_days(cycle):
    days = deadlines_of(2026)
    assert days.plan_by == datetime.date(2026, 1, 31)
    assert days.feedback_from(1) == datetime.date(2026, 4, 3)
    assert days.assess_by(2) == datetime.date(2026, 7, 15)
    assert days.assess_by(None) == datetime.date(2027, 1, 31)
    assert days.escalates(datetime.date(2026, 1, 31)) == datetime.date(2026, 2, 7)


def test_a_missing_signature_is_asked_for_each_week(plan, learner, leader, upper_leader):
    reminding.remind_to_plan()
    reminding.remind_to_plan()
    assert (told(learner, "sign_now"), told(leader, "sign_now")) == (1, 1)
    assert told(upper_leader, "silence") == 1  # five months late


def test_the_next_week_asks_again_and_escalates_once(
    plan, learner, upper_leader, set_today
):
    reminding.remind_to_plan()
    set_today(datetime.date(2026, 7, 9))
    reminding.remind_to_plan()
    assert told(learner, "sign_now") == 2
    assert told(upper_leader, "silence") == 1


def test_a_quiet_quarter_nudges_both_once(agreed, learner, leader, set_today):
    set_today(datetime.date(2026, 10, 2))
    assert reminding.remind_of_feedback() == 0  # two days after the third quarter
    set_today(datetime.date(2026, 10, 4))
    reminding.remind_of_feedback()
    reminding.remind_of_feedback()
    assert (told(learner, "no_feedback"), told(leader, "no_feedback")) == (1, 1)


def test_feedback_keeps_the_nudge_away(agreed, learner, leader, set_today):
    monitoring.give_feedback(agreed, by=leader, text="Bagus")
    set_today(datetime.date(2026, 10, 4))
    assert reminding.remind_of_feedback() == 0


def test_a_quarter_that_is_not_assessed_is_asked_for(
    agreed, leader, upper_leader, set_today
):
    set_today(datetime.date(2026, 10, 16))
    reminding.remind_to_assess()
    assert told(leader, "assess_quarter") == 1
    assert told(upper_leader, "silence") == 0
    set_today(datetime.date(2026, 10, 23))
    reminding.remind_to_assess()
    assert (told(leader, "assess_quarter"), told(upper_leader, "silence")) == (2, 1)
    assessing.assess(agreed, by=leader, quarter=3, result="meets", behaviour="meets")
    set_today(datetime.date(2026, 10, 30))
    reminding.remind_to_assess()
    assert told(leader, "assess_quarter") == 2


def test_the_year_is_asked_for_in_the_next(agreed, leader, set_today):
    set_today(datetime.date(2027, 2, 1))
    reminding.remind_to_assess()
    assert told(leader, "assess_year") == 1


@pytest.mark.parametrize("times", [1, 2])
def test_the_tasks_may_run_twice(agreed, learner, times, set_today):
    set_today(datetime.date(2026, 10, 20))
    for _time in range(times):
        tasks.propose_lines()
        tasks.follow_the_clock()
    assert told(learner, "no_feedback") == 1


def test_who_leaves_is_not_reminded(plan, learner, leader):
    learner.is_active = False
    learner.save(update_fields=["is_active"])
    assert reminding.remind_to_plan() == 0
