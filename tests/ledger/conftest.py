"""Facts for the tests of the ledger."""

import datetime
import itertools

import pytest

from corpu.ledger.actions import records

_sources = itertools.count(1)


def day(text: str) -> datetime.date:
    """A date from "2025-03-01"."""
    return datetime.date.fromisoformat(text)


@pytest.fixture
def learn(rates, learner):
    """`learn("seminar", "2025-03-01", "2025-03-02", ...)`: a fact of the learner."""

    def _learn(form, start, end=None, **more):
        fields = {
            "person": learner,
            "title": "Belajar",
            "source": f"test:{next(_sources)}",
            **more,
        }
        return records.record(
            form=form, started_on=day(start), ended_on=day(end or start), **fields
        )

    return _learn


@pytest.fixture
def worth(learn):
    """`worth("seminar", "2025-03-01")`: (claimed, recognised, reason) as text."""

    def _worth(*args, **more):
        return told(learn(*args, **more))

    return _worth


def told(record):
    """(claimed, recognised, reason) of all years together, as the API says it."""
    credits = list(record.credits.order_by("year"))
    claimed = sum(credit.jp_claimed for credit in credits)
    recognised = sum(credit.jp_recognised for credit in credits)
    return str(claimed), str(recognised), credits[-1].reason
