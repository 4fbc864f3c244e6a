"""The two promises at length: two hundred people who follow their plan meet their
target, and nobody is told more than twice a week in a whole year."""

import datetime
import random
from decimal import Decimal

import pytest

from corpu.ledger.actions.records import record_many
from corpu.notices.actions import tell
from corpu.notices.models import Notice
from corpu.notices.sentences import nudges
from performance.actions.standings import recount
from performance.models import Standing
from performance.nudges import tasks
from performance.nudges.actions import watching
from performance.nudges.plans import closing_plan

PEOPLE = 200
JULY = datetime.date(2026, 7, 1)
LAST = datetime.date(2026, 12, 31)
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def market(opening, set_today, targets):
    """Courses, classes and days of e-learning, some with a cap on the day or the month."""
    set_today(JULY)
    dice = random.Random(2026)
    for _number in range(30):
        form = dice.choice(["course", "e_learning", "self_study", "technical", "seminar"])
        days = dice.randint(1, 150)
        first = JULY + datetime.timedelta(days=days)
        dated = {"starts_on": first, "ends_on": first + datetime.timedelta(days=1)}
        opening(dice.randint(1, 14), form=form, **(dated if days % 2 else {}))


@pytest.fixture
def nation(person_factory, ministry, market):
    """Two hundred people, each with a first half of the year of her own."""
    dice, facts, people = random.Random(7), [], []
    for number in range(PEOPLE):
        person = person_factory(f"Pegawai {number}", unit=ministry.section)
        people.append(person)
        for fact in range(dice.randint(0, 4)):
            day = datetime.date(2026, dice.randint(1, 6), dice.randint(1, 28))
            facts.append(
                {
                    "person": person, "form": dice.choice(["course", "e_learning"]),
                    "title": "Belajar", "started_on": day, "ended_on": day,
                    "source": f"nation:{number}:{fact}",
                    "jp_stated": Decimal(dice.randint(1, 9)),
                }
            )  # fmt: skip
    record_many(facts)
    recount([person.pk for person in people], [2026])
    return people


def test_two_hundred_people_who_follow_their_plan_meet_their_target(nation, set_today):
    rows = Standing.objects.filter(person__in=nation, year=2026, gap__gt=0)
    rows = list(rows.select_related("target", "person").order_by("pk"))
    facts, planned = [], []
    for row in rows:
        plan = closing_plan(row)
        assert plan.closes or plan.blocks  # a way, or what stands in it
        if not plan.closes:
            continue
        planned.append(row.pk)
        for place, item in enumerate(plan.items):
            assert item.opening.ends_on is None or item.opening.ends_on <= LAST
            for part, draft in enumerate(item.drafts):
                facts.append(
                    {
                        "person": row.person, "form": draft.form_code,
                        "title": item.opening.activity.title,
                        "started_on": draft.started_on, "ended_on": draft.ended_on,
                        "jp_stated": draft.jp_stated, "sessions": draft.sessions,
                        "minutes": draft.minutes, "days": draft.days,
                        "source": f"plan:{row.pk}:{place}:{part}",
                    }
                )  # fmt: skip
    assert len(planned) >= PEOPLE / 2
    set_today(LAST)
    record_many(facts)
    after = Standing.objects.filter(pk__in=planned)
    assert set(after.values_list("status", flat=True)) == {"met"}


def test_in_a_whole_year_nobody_is_told_more_than_twice_a_week(
    learner, leader, coachee, learn, opening, set_today, targets, monkeypatch
):
    """Every day the clock runs, the leader reminds, and every other nudge of the house
    is tried as well; the people learn now and then."""
    for task in (tasks.nudge, tasks.pass_on):
        monkeypatch.setattr(task, "delay", task)
    dice, first = random.Random(52), datetime.date(2026, 1, 1)
    set_today(first)
    for number in range(6):
        opening(dice.randint(2, 9), title=f"Kursus {number}")
    recount([learner.pk, coachee.pk, leader.pk], [2026])
    others = [kind for kind in nudges() if kind != "performance.nudge"]
    for past in range(365):
        day = first + datetime.timedelta(days=past)
        set_today(day)
        tasks.watch_flags()
        tasks.tell_leaders()
        for person in (learner, coachee):
            if past % 3 == 0:
                watching.remind(person, by=leader)
            kind = dice.choice(others)
            tell(person, kind, source=f"{kind}:{person.pk}:{past}")
        if dice.random() < 0.02:
            learn(learner, 1, form="e_learning")
    for person in (learner, coachee, leader):
        told = Notice.objects.filter(person=person, kind__in=nudges())
        told = list(told.order_by("created_at").values_list("created_at", flat=True))
        if person != leader:
            assert len(told) > 52  # it is not silence that keeps the promise
        for moment in told:
            assert sum(moment - WEEK < other <= moment for other in told) <= 2
    weekly = Notice.objects.filter(person=leader, kind="performance.team_week")
    assert 40 <= weekly.count() <= 53
