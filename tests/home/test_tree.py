"""The heat map of units: its figures are those of the unit's page."""

import datetime

import pytest
from django.urls import reverse

from performance.actions import standings
from performance.actions.folding import fold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_july(set_today, targets):
    set_today(datetime.date(2026, 7, 1))


def test_each_cell_is_the_tally_of_its_unit(client_of, hr, learner, leader, learn):
    learn(learner, 20, on=datetime.date(2026, 2, 3))
    standings.recount([learner.pk, leader.pk], [2026])
    fold()
    client = client_of(hr)
    page = client.get(reverse("home:tree"))
    rows = page.context["rows"]
    assert rows
    for row in rows:
        for cell in row.cells:
            if cell.tally.total:
                board = client.get(cell.url)
                assert board.context["tally"].counts == cell.tally.counts
    assert any(cell.tally.met for row in rows for cell in row.cells)


def test_strangers_have_no_tree(client_of, stranger, learner):
    assert client_of(stranger).get(reverse("home:tree")).status_code == 404
    assert client_of(learner).get(reverse("home:tree")).status_code == 404


def test_it_needs_few_queries(client_of, hr, django_assert_max_num_queries):
    client = client_of(hr)
    client.get(reverse("home:tree"))
    with django_assert_max_num_queries(40):
        client.get(reverse("home:tree"))


def test_two_years_beside_each_other(client_of, hr, learner, learn):
    learn(learner, 6, on=datetime.date(2024, 2, 5))
    learn(learner, 20, on=datetime.date(2026, 2, 3))
    standings.recount([learner.pk], [2024, 2026])
    fold()
    page = client_of(hr).get(reverse("home:unit"), {"with": "2024"})
    jp = page.context["compared"][5]
    assert (jp.before, jp.now, jp.change) == (6, 20, 14)
    parts = client_of(hr).get(jp.before_url)
    assert parts.context["total"] == 6
    assert client_of(hr).get(reverse("home:unit"), {"with": "x"}).status_code == 200
