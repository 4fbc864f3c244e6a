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
