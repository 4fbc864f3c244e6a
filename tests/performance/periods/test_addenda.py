import datetime

import pytest

from corpu.ledger.actions.records import approve_jp, void
from performance.models import Standing
from performance.periods.actions import addenda
from performance.periods.models import Addendum, Page
from tests.performance.periods.conftest import YEAR

LATE = datetime.date(YEAR, 11, 1)


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    from performance.periods import tasks

    monkeypatch.setattr(tasks.freeze_pieces, "delay", lambda *args: None)
    monkeypatch.setattr(tasks.tell_everybody, "delay", lambda *args: None)


def page_of(person) -> Page:
    return Page.objects.get(person=person, target__code="pns-minimum")


def test_a_late_fact_is_an_addendum_and_changes_nothing(ended, close, coachee, learn):
    close()
    page = page_of(coachee)
    before = (page.body, page.sha256, page.counted, page.status)
    fact = learn(coachee, 16, on=LATE, title="Kursus susulan")
    row = Addendum.objects.get(page=page)
    assert (row.kind, row.record) == (Addendum.Kind.FACT, fact)
    assert (row.counted, row.required, row.status) == (21, 20, "met")
    page.refresh_from_db()
    assert (page.body, page.sha256, page.counted, page.status) == before
    assert (page.counted, page.status) == (5, "unmet")
    assert (
        Standing.objects.get(person=coachee, target=page.target, year=YEAR).counted == 21
    )


def test_a_void_and_an_approval_are_told_with_their_reasons(
    ended, close, learner, learn, hr
):
    other = learn(learner, 6, form="other_non_classical", on=datetime.date(YEAR, 3, 1))
    first = Page.objects.count()
    close()
    assert Page.objects.count() > first
    page = page_of(learner)
    assert page.counted == 22
    approve_jp(other, jp=6, by=hr, reason="Surat tugas")
    gone = learner.records.get(title="Kursus pertama")
    void(gone, reason="Tercatat dua kali", by=hr)
    kinds = [
        (row.kind, row.record, row.by, row.reason, row.counted, row.status)
        for row in Addendum.objects.filter(page=page)
    ]
    assert kinds == [
        ("approval", other, hr, "Surat tugas", 28, "met"),
        ("void", gone, hr, "Tercatat dua kali", 16, "unmet"),
    ]


def test_counting_again_adds_nothing_twice(ended, close, learner, learn):
    close()
    learn(learner, 2, on=LATE)
    assert Addendum.objects.filter(page=page_of(learner)).count() == 1
    assert addenda.follow([learner.pk], [YEAR]) == 0
    assert addenda.follow([learner.pk], [YEAR, 2027]) == 0


def test_a_change_that_no_fact_explains_is_told_too(ended, close, learner):
    close()
    page = page_of(learner)
    Standing.objects.filter(person=learner, target=page.target, year=YEAR).update(
        counted=19, status="unmet"
    )
    assert addenda.follow([learner.pk], [YEAR]) >= 1
    row = Addendum.objects.get(page=page)
    assert (row.kind, row.counted, row.status) == ("rule", 19, "unmet")


def test_a_posting_of_the_open_year_costs_nothing(
    ended, close, learner, django_assert_num_queries
):
    close()
    with django_assert_num_queries(0):
        assert addenda.follow([learner.pk], [2027]) == 0


def test_a_reopened_year_gets_no_more_addenda(ended, close, hr, second, learner, learn):
    from performance.periods.actions import closings

    closing = close()
    closings.propose_reopening(closing, by=hr, reason="Keliru")
    closings.confirm_reopening(closing, by=second)
    learn(learner, 2, on=LATE)
    assert not Addendum.objects.exists()
