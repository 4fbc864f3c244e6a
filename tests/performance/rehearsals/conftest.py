"""Two persons of HR, and rehearsals that are worked off by hand."""

import datetime

import pytest

from tests.conftest import grant


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    from performance.rehearsals import tasks

    monkeypatch.setattr(tasks.work_on, "delay", lambda *args: None)


@pytest.fixture
def office(person_factory, ministry):
    """Drafts and rehearses."""
    person = person_factory("Sinta Contoh", unit=ministry.bureau)
    grant(person, "hr", started_on=datetime.date(2024, 1, 1))
    return person


@pytest.fixture
def second(person_factory, ministry):
    """Publishes what the office drafted."""
    person = person_factory("Galih Contoh", unit=ministry.bureau)
    grant(person, "hr", started_on=datetime.date(2024, 1, 1))
    return person
