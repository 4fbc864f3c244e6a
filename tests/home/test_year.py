"""A person's year on one line: it adds up to her credits, and shows when a target was met."""

import datetime

import pytest
from django.urls import reverse

from corpu.ledger.actions.records import void
from corpu.ledger.models import Credit
from corpu.people.models import Absence
from performance.actions.petitions import ask
from performance.actions.standings import recount
from performance.models import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_july(set_today, targets):
    set_today(datetime.date(2026, 7, 1))


def page_of(client_of, person, **query):
    return client_of(person).get(reverse("home:year"), query)


def test_the_line_adds_up_and_marks_the_day_of_the_target(client_of, learner, learn):
    learn(learner, 12, on=datetime.date(2026, 2, 3), title="Pertama")
    learn(learner, 9, on=datetime.date(2026, 5, 4), title="Kedua")
    gone = learn(learner, 4, on=datetime.date(2026, 6, 1), title="Salah")
    void(gone, reason="Salah orang")
    page = page_of(client_of, learner)
    facts = [e for e in page.context["entries"] if e.jp is not None]
    assert [(e.title, e.total) for e in facts][:2] == [("Pertama", 12), ("Kedua", 21)]
    assert [bool(e.marks) for e in facts] == [False, True, False]
    credits = Credit.objects.filter(person=learner, year=2026)
    assert page.context["total"] == credits.total() == 21
    assert facts[-1].kind == "voided"


def test_absences_promises_and_decisions_stand_on_it(client_of, learner, learn, promise):
    Absence.objects.create(
        person=learner,
        kind="annual",
        started_on=datetime.date(2026, 3, 2),
        ended_on=datetime.date(2026, 3, 6),
    )
    promise(learner, 4, title="Kelas pelayanan")
    void(learn(learner, 4), reason="Salah orang")
    kinds = {e.kind for e in page_of(client_of, learner).context["entries"]}
    assert kinds == {"absence", "booked", "voided", "decision"}


def test_who_may_read_it(client_of, learner, leader, stranger, learn):
    learn(learner, 4, title="Menulis surat")
    url = reverse("home:person_year", args=[learner.pk])
    assert "Menulis surat" in client_of(leader).get(url).content.decode()
    assert client_of(stranger).get(url).status_code == 404
    assert client_of(learner).get(url).url == reverse("home:year")


def test_it_needs_few_queries_however_long_the_year(
    client_of, learner, learn, django_assert_max_num_queries
):
    client = client_of(learner)
    for day in range(1, 21):
        learn(learner, 1, on=datetime.date(2026, 4, day))
    client.get(reverse("home:year"))
    with django_assert_max_num_queries(30):
        assert client.get(reverse("home:year")).status_code == 200


def test_the_words_of_a_request_to_hr_are_not_for_leaders(
    client_of, learner, leader, hr, auditor
):
    recount([learner.pk], [2026])
    row = Standing.objects.get(person=learner, year=2026)
    ask(row, "exemption", by=learner, reason="Sedang dirawat di rumah sakit")
    url = reverse("home:person_year", args=[learner.pk])
    shown = {
        person: "dirawat" in client_of(person).get(url, follow=True).content.decode()
        for person in (learner, leader, hr, auditor)
    }
    assert shown == {learner: True, leader: False, hr: True, auditor: True}


def test_a_request_on_the_line_is_told_in_words(client_of, learner, leader):
    recount([learner.pk], [2026])
    standing = Standing.objects.get(person=learner, year=2026)
    ask(standing, "exemption", by=learner, reason="Cuti panjang")
    notes = [e.note for e in page_of(client_of, learner).context["entries"]]
    notes = [note for note in notes if standing.target.name in note]
    assert notes
    assert not [n for n in notes if standing.target.code in n or "exemption" in n]
