"""Nobody publishes words that its drafter put in after the page was opened."""

import re

import pytest
from django.urls import reverse

from corpu.ledger.models import Rate
from performance.allowance.models import Formula, Part
from performance.models import Target
from tests.conftest import _make_person, grant
from tests.performance.allowance.conftest import formula, second_hr  # noqa: F401


@pytest.fixture
def office(ministry):
    """Two of HR of the whole installation: the first drafts, the second publishes."""
    people = [_make_person(name, unit=ministry.bureau) for name in ("Satu", "Dua")]
    for person in people:
        grant(person, "hr")
    return people


def mark_on(page) -> str:
    found = re.search(r'name="mark" value="(\w+)"', page.content.decode())
    return found[1]


def publish_stale_and_fresh(row, pages, change, client) -> list[bool]:
    """Whether it is live after a press on the old page, and after one on the new."""
    shown, publish = (reverse(name, args=[row.pk]) for name in pages)
    old = mark_on(client.get(shown))
    change()
    found = []
    for mark in (old, mark_on(client.get(shown))):
        client.post(publish, {"mark": mark, "reason": "Sudah dibaca"})
        row.refresh_from_db()
        found.append(row.live)
    return found


def test_a_target(targets, office, client_of):
    row = Target.objects.order_by("pk").first()
    Target.objects.filter(pk=row.pk).update(live=False, drafted_by=office[0])
    pages = ("performance:target", "performance:publish_target")

    def change():
        Target.objects.filter(pk=row.pk).update(required=1)

    found = publish_stale_and_fresh(row, pages, change, client_of(office[1]))
    assert found == [False, True]


def test_a_conversion(rates, office, client_of):
    row = Rate.objects.filter(live=True).order_by("pk").first()
    Rate.objects.filter(pk=row.pk).update(
        live=False, drafted_by=office[0], published_at=None
    )

    def change():
        Rate.objects.filter(pk=row.pk).update(jp=9)

    pages = ("ledger:rate", "ledger:publish_rate")
    found = publish_stale_and_fresh(row, pages, change, client_of(office[1]))
    assert found == [False, True]


def test_a_part_of_a_formula(formula, office, hr, client_of):  # noqa: F811
    Formula.objects.filter(pk=formula.pk).update(live=False, drafted_by=office[0])

    def change():
        part, other = Part.objects.filter(formula=formula).order_by("pk")[:2]
        Part.objects.filter(pk=part.pk).update(weight=part.weight - 5)
        Part.objects.filter(pk=other.pk).update(weight=other.weight + 5)

    pages = ("allowance:formula", "allowance:publish_formula")
    found = publish_stale_and_fresh(formula, pages, change, client_of(hr))
    assert found == [False, True]
