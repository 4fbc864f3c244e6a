"""Two at the same moment: one role, one deputy (PostgreSQL is where they could meet)."""

import datetime

import pytest

from corpu.lib.clock import today
from corpu.people.actions import delegations, grants
from corpu.people.models import Delegation, Person, RoleGrant
from tests.learning.racing import elsewhere, race, shared_database

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_role_given_twice_at_once_is_held_once(hr, learner, ministry, tmp_path):
    def give():
        person = Person.objects.get(pk=learner.pk)
        unit = ministry.section
        return grants.give_role(person, role="auditor", unit=unit, by=hr).pk

    with shared_database(tmp_path):
        found = race(give, give, give)
        assert found.count("role_held") == 2, found
        assert elsewhere(RoleGrant.objects.filter(person=learner).count) == 1


def test_a_queue_goes_to_one_deputy(leader, learner, colleague, tmp_path):
    day = today() + datetime.timedelta(days=1)

    def hand(deputy):
        return delegations.hand_over(
            leader, deputy=deputy, started_on=day, ended_on=day, by=leader
        ).pk

    with shared_database(tmp_path):
        found = race(lambda: hand(learner), lambda: hand(colleague))
        assert "delegation_overlaps" in found, found
        assert elsewhere(Delegation.objects.count) == 1
