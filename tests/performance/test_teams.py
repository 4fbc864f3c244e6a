"""Whom a leader leads: the same however the database is asked."""

from corpu.people.models import Person
from performance import teams
from performance.models import Standing


def test_a_team_is_the_same_named_one_by_one_or_asked_for(
    leader, learner, colleague, targets, rates, learn, monkeypatch
):
    learn(learner, 5)
    learn(colleague, 3)
    led = Person.objects.led_by(leader).filter(is_active=True)
    expected = set(Standing.objects.filter(person__in=led).values_list("pk", flat=True))
    assert expected
    years = Standing.objects.values_list("year", flat=True).distinct()
    for few in (500, 1, 0):
        monkeypatch.setattr(teams, "FEW", few)
        found = {row.pk for year in years for row in teams.team_standings(leader, year)}
        assert found == expected
