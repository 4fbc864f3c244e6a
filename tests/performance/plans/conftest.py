"""The cycle's rules, and a plan that both have signed."""

import datetime

import pytest

from performance.plans.actions import dialogue, starting
from performance.plans.models import Plan


@pytest.fixture
def cycle(db):
    """The matrix and the calendar that ship with the house."""
    from performance.plans.actions.national import load_national_cycle

    load_national_cycle()


@pytest.fixture
def in_july(set_today, targets, rates, cycle):
    """A day of the third quarter, with the national targets in force."""
    set_today(datetime.date(2026, 7, 1))


@pytest.fixture
def standings(in_july, learner, colleague, leader, upper_leader):
    """Everybody of the section counted against the targets."""
    from performance.actions.standings import recount

    recount([p.pk for p in (learner, colleague, leader, upper_leader)], [2026])


@pytest.fixture
def plan(standings, learner, leader) -> Plan:
    """The learner's plan of 2026, begun by her leader."""
    return starting.start(learner, 2026, by=leader)


@pytest.fixture
def agreed(plan, learner, leader) -> Plan:
    """The same, signed by both."""
    dialogue.sign(plan, by=learner)
    return dialogue.sign(plan, by=leader)
