"""The list below a dashboard: its length from the kept figures, the same as its rows."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpu.home.views import unit as screen
from performance.models import Standing

URL = reverse("home:unit")


@pytest.fixture
def flagged(set_today, targets, rates, ministry, person_factory, learn, monkeypatch):
    """Six people who lack different amounts, in two units; three to a page."""
    set_today(datetime.date(2026, 7, 1))
    monkeypatch.setattr(screen, "PAGE", 3)
    for number in range(6):
        place = [ministry.section, ministry.bureau][number % 2]
        person = person_factory(f"Orang {number}", unit=place)
        learn(person, number + 1, on=datetime.date(2025, 5, 5))
        learn(person, 20 if number == 5 else number + 2)


def listed(client, **address) -> list[Standing]:
    """The rows of all pages, one after the other."""
    first = client.get(URL, address).context["page"]
    pages = [
        client.get(URL, {**address, "page": number}).context["page"]
        for number in first.paginator.page_range
    ]
    return [row for page in pages for row in page]


def turn(number: int) -> None:
    """Say that so many who are at risk are unmet, and add the figures up again."""
    from performance.actions import folding

    rows = Standing.objects.minimums().in_year(2026).filter(status="at_risk")
    keys = list(rows.order_by("gap").values_list("pk", flat=True)[:number])
    Standing.objects.filter(pk__in=keys).update(status="unmet")
    folding.mark_all()
    folding.fold()


@pytest.mark.parametrize(("year", "unmet"), [(2025, 0), (2026, 0), (2026, 2), (2026, 4)])
def test_pages_from_the_kept_figures_are_the_rows_in_order(
    flagged, client_of, hr, ministry, year, unmet
):
    turn(unmet)
    client = client_of(hr)
    for place in (ministry.root, ministry.section):
        rows = Standing.objects.in_year(year).in_subtree(place).minimums().flagged()
        wanted = list(rows.most_urgent_first())
        assert wanted
        assert listed(client, year=year, unit=place.pk) == wanted
        assert listed(client, year=year, unit=place.pk, status="flagged") == wanted
        page = client.get(URL, {"year": year, "unit": place.pk}).context["page"]
        assert page.paginator.count == len(wanted)


def test_one_status_is_listed_in_the_same_order(flagged, client_of, hr):
    rows = Standing.objects.in_year(2026).minimums().filter(status="at_risk")
    assert listed(client_of(hr), status="at_risk") == list(rows.most_urgent_first())


def test_a_dashboard_counts_nobody(flagged, client_of, hr):
    """Only the list that a figure leads to is counted from its rows."""
    client = client_of(hr)
    client.get(URL)
    with CaptureQueriesContext(connection) as seen:
        client.get(URL)
    counts = [
        query["sql"]
        for query in seen.captured_queries
        if "performance_standing" in query["sql"] and "COUNT(" in query["sql"].upper()
    ]
    assert not counts
