"""Openings at one's own pace, for closing plans."""

import itertools
from decimal import Decimal

import pytest

from corpu.agenda.actions import put_opening
from corpu.ledger.models import Activity

_sources = itertools.count(1)


@pytest.fixture
def opening(rates):
    """`opening(9, title="Menulis")`: a course of 9 JP that anyone can begin today."""

    def _opening(jp, *, title="Kursus contoh", form="course", **more):
        activity = Activity.objects.create(title=title, form_id=form, jp=jp)
        return put_opening(
            f"test:opening:{next(_sources)}",
            activity=activity,
            form_id=form,
            jp=None if jp is None else Decimal(jp),
            url=f"/learning/{next(_sources)}/",
            **more,
        )

    return _opening
