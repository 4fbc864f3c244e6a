"""Long lists: the same rows in the same order as one wide statement gives."""

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from corpu.lib.paging import NarrowPaginator
from corpu.people.models import Person


@pytest.fixture
def people(person_factory):
    return [person_factory(name=f"Pegawai {n % 3}") for n in range(7)]


@pytest.mark.parametrize("number", [1, 2, 3, "x", 99])
def test_a_narrow_page_is_the_wide_one(people, number):
    rows = Person.objects.select_related("unit").order_by("name", "-pk")
    wide = Paginator(rows, 3).get_page(number)
    narrow = NarrowPaginator(rows, 3).get_page(number)
    assert list(narrow) == list(wide)
    assert (narrow.number, narrow.paginator.count) == (wide.number, wide.paginator.count)


def test_an_empty_list_has_one_empty_page(db):
    assert list(NarrowPaginator(Person.objects.order_by("pk"), 3).get_page(2)) == []


def test_the_rows_of_a_page_come_with_what_they_are_joined_with(people):
    rows = Person.objects.select_related("unit").order_by("pk")
    with CaptureQueriesContext(connection) as seen:
        for person in NarrowPaginator(rows, 3).get_page(1):
            assert person.unit is None or person.unit.name
    assert len(seen) == 3  # how many, which, and the rows
