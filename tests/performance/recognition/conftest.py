"""Everybody's targets and rates, in July."""

import datetime

import pytest

from tests.performance.conftest import learn, targets  # noqa: F401


@pytest.fixture(autouse=True)
def in_july(set_today, targets, rates):  # noqa: F811
    set_today(datetime.date(2026, 7, 1))
