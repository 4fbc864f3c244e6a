"""The JP of a unit, taken apart by unit, form and month, down to each fact."""

import datetime

import pytest
from django.urls import reverse

from performance.actions import standings
from performance.actions.folding import fold

pytestmark = pytest.mark.django_db
URL = "home:hours"


@pytest.fixture
def learnt(set_today, targets, learn, learner, coachee, colleague):
    """Three people of one ministry with facts of three months and two forms."""
    set_today(datetime.date(2026, 7, 1))
    learn(learner, 6, on=datetime.date(2026, 2, 3))
    learn(learner, 2, form="seminar", on=datetime.date(2026, 3, 3))
    learn(coachee, 4, on=datetime.date(2026, 3, 4))
    learn(colleague, 9, on=datetime.date(2026, 5, 4))
    standings.recount([learner.pk, coachee.pk, colleague.pk], [2026])
    fold()


def ask(client, **query):
    return client.get(reverse(URL), query).context


def test_a_unit_is_its_parts_and_its_own_facts(client_of, hr, ministry, learnt):
    client = client_of(hr)
    whole = client.get(reverse("home:unit")).context["jp"]
    places, total = [ministry.root], 0
    while places:
        unit = places.pop()
        found = ask(client, unit=unit.pk)
        below = sum(jp for _unit, jp, _url in found["below"])
        facts = sum(credit.jp_recognised for credit in found["page"])
        assert (found["total"], found["own"]) == (below + facts, facts)
        total += facts
        places += [part for part, _jp, _url in found["below"]]
    assert total == whole > 0


def test_forms_and_months_are_those_of_the_dashboard(client_of, hr, learnt):
    client = client_of(hr)
    board = client.get(reverse("home:unit")).context
    for bar in board["form_rows"]:
        assert client.get(bar["url"]).context["total"] == bar["value"]
    for _month, jp, url in board["month_lines"][0]["points"]:
        assert client.get(url).context["total"] == (jp or 0)


def test_every_part_of_a_group_leads_to_its_people(client_of, hr, learnt):
    client = client_of(hr)
    board = client.get(reverse("home:unit")).context
    for row in [*board["unit_rows"], *board["class_rows"], *board["post_rows"]]:
        for part in row["parts"]:
            listed = client.get(part["url"]).context["page"].paginator.count
            assert listed == part["value"], (row["label"], part)


def test_a_fact_is_told_without_its_title(client_of, hr, leader, learner, learnt):
    page = client_of(leader).get(reverse(URL), {"unit": learner.unit_id})
    text = page.content.decode()
    titles = {credit.record.title for credit in page.context["page"]}
    assert titles
    assert not any(title in text for title in titles)


def test_odd_addresses_and_strangers(client_of, hr, learner, stranger, ministry, learnt):
    for query in ({"form": "x"}, {"month": "13"}, {"month": "x"}, {"year": "abc"}):
        assert client_of(hr).get(reverse(URL), query).status_code == 200
    assert client_of(hr).get(reverse(URL), {"unit": "999999"}).status_code == 404
    for person in (learner, stranger):
        assert client_of(person).get(reverse(URL)).status_code == 404


def test_it_needs_few_queries(client_of, hr, learnt, django_assert_max_num_queries):
    client = client_of(hr)
    client.get(reverse(URL))
    with django_assert_max_num_queries(42):
        client.get(reverse(URL))
