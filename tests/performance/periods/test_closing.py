import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from corpu.ledger.models import DirtyYear
from corpu.lib.refusals import Refused
from corpu.people.models import Decision
from performance.models import Standing
from performance.periods.actions import closings, freezing
from performance.periods.models import Closing, Page, Seal
from tests.performance.periods.conftest import YEAR


@pytest.fixture(autouse=True)
def _not_in_the_process(monkeypatch):
    """Nothing runs by itself: tests freeze piece by piece."""
    from performance.periods import tasks

    monkeypatch.setattr(tasks.freeze_pieces, "delay", lambda *args: None)
    monkeypatch.setattr(tasks.tell_everybody, "delay", lambda *args: None)


def code_of(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def test_two_people_close_a_year_that_has_ended(
    ended, ministry, hr, second, learner, administrator
):
    root = ministry.root
    early = code_of(lambda: closings.propose(year=2027, unit=root, by=hr))
    assert early == "not_ended"
    branch = code_of(
        lambda: closings.propose(year=YEAR, unit=ministry.general, by=administrator)
    )
    assert branch == "not_an_institution"
    with pytest.raises(PermissionDenied):
        closings.propose(year=YEAR, unit=root, by=learner)
    with pytest.raises(PermissionDenied):
        closings.propose(year=YEAR, unit=None, by=hr)  # HR of one ministry
    closing = closings.propose(year=YEAR, unit=root, by=hr, note="Siap")
    again = code_of(lambda: closings.propose(year=YEAR, unit=root, by=second))
    assert again == "closed_already"
    assert code_of(lambda: closings.confirm(closing, by=hr)) == "same_person"
    closings.confirm(closing, by=second)
    assert Decision.objects.filter(act="period.closing_confirmed", by=second).exists()


def test_a_year_without_a_result_is_not_closed(
    ended, ministry, hr, second, stranger, administrator
):
    def propose(year, unit=ministry.root, by=hr):
        return closings.propose(year=year, unit=unit, by=by)

    assert code_of(lambda: propose(2019)) == "nothing_to_close"
    empty = code_of(lambda: propose(YEAR, stranger.unit, administrator))
    assert empty == "nothing_to_close"
    closing = propose(YEAR)
    Standing.objects.all().delete()  # the people have gone in the meantime
    assert code_of(lambda: closings.confirm(closing, by=second)) == "nothing_to_close"
    closing.refresh_from_db()
    assert closing.state == Closing.State.PROPOSED and not Seal.objects.exists()


def test_what_is_closed_already_is_not_closed_again_for_all(ended, close, administrator):
    """Every result stands on the pages of its ministry."""
    close()
    again = code_of(lambda: closings.propose(year=YEAR, unit=None, by=administrator))
    assert again == "nothing_to_close"


def test_what_waits_to_be_counted_blocks_and_what_is_loose_is_kept(
    ended, ministry, hr, second, learner
):
    closing = closings.propose(year=YEAR, unit=ministry.root, by=hr)
    dirty = DirtyYear.objects.create(person=learner, year=YEAR)
    assert code_of(lambda: closings.confirm(closing, by=second)) == "still_counting"
    dirty.delete()
    closings.confirm(closing, by=second)
    closing.refresh_from_db()
    assert closing.checklist["dirty"] == 0
    assert set(closing.checklist) == {
        "dirty", "without", "requests", "evidence", "sessions", "approve",
    }  # fmt: skip


def test_without_a_key_nothing_is_closed(ended, ministry, hr, second, settings):
    closing = closings.propose(year=YEAR, unit=ministry.root, by=hr)
    settings.SEAL_KEY = ""
    assert code_of(lambda: closings.confirm(closing, by=second)) == "no_key"


def test_every_result_of_the_scope_is_frozen_once(ended, close, stranger):
    closing = close()
    expected = Standing.objects.in_year(YEAR).exclude(person=stranger)
    assert closing.state == Closing.State.CLOSED
    frozen = Page.objects.filter(closing=closing)
    pairs = set(frozen.values_list("person", "target", "counted", "required", "status"))
    assert pairs == set(
        expected.values_list("person", "target", "counted", "required", "status")
    )
    assert Seal.objects.get(closing=closing).pages == len(pairs) >= 4


def test_a_page_says_everything_that_was_true(ended, close, learner, leader, ministry):
    closing = close()
    page = Page.objects.get(closing=closing, person=learner, target__code="pns-minimum")
    body = page.frozen
    assert body["person"] == {
        "id": learner.pk,
        "name": learner.full_name,
        "nip": learner.nip,
    }
    assert body["place"]["unit"]["name"] == ministry.section.name
    assert body["place"]["institution"] == ministry.root.name
    assert body["place"]["post"]["name"] == learner.post.name
    assert body["place"]["leader"] == leader.full_name
    assert (body["result"]["counted"], body["result"]["status"]) == ("22.00", "met")
    assert body["requirement"]["required"] == "20.00"
    assert set(body["target"]["rule"]) == {"id", "en"}
    assert "20 JP" in body["target"]["rule"]["en"]
    assert body["target"]["legal_basis"]
    titles = [fact["title"] for fact in body["facts"]]
    assert titles == ["Kursus kedua", "Kursus pertama"]
    assert sum(float(fact["recognised"]) for fact in body["facts"]) == 22
    assert body["rates"][0]["legal_basis"]
    assert {fact["rate"] for fact in body["facts"]} == {body["rates"][0]["id"]}


def test_a_killed_worker_loses_and_doubles_nothing(
    ended, ministry, hr, second, monkeypatch
):
    monkeypatch.setattr(closings, "PIECE", 1)
    closing = closings.propose(year=YEAR, unit=ministry.root, by=hr)
    closings.confirm(closing, by=second)
    pieces = closing.pieces.count()
    assert pieces == Standing.objects.values("person").distinct().count()
    assert freezing.freeze_one(closing.pk)
    before = Page.objects.count()

    def die(*args, **kwargs):
        raise SystemExit("killed")

    with monkeypatch.context() as patch:
        patch.setattr(freezing, "_marks", die)
        with pytest.raises(SystemExit):
            freezing.freeze_one(closing.pk)
    assert Page.objects.count() == before
    assert closing.pieces.waiting().count() == pieces - 1
    assert not freezing.seal_if_done(closing.pk)
    while freezing.freeze_one(closing.pk):
        pass
    closing.refresh_from_db()
    assert closing.state == Closing.State.CLOSED
    assert Page.objects.count() == Standing.objects.in_year(YEAR).count()
    assert not freezing.seal_if_done(closing.pk)


def test_an_institution_that_is_closed_is_left_out_of_the_whole(
    ended, close, ministry, stranger, administrator, person_factory
):
    from performance.actions.standings import recount

    recount([stranger.pk], [YEAR])
    of_ministry = close()
    second = person_factory("Operator Dua", is_superuser=True)
    whole = closings.propose(year=YEAR, unit=None, by=administrator)
    closings.confirm(whole, by=second)
    while freezing.freeze_one(whole.pk):
        pass
    people = set(Page.objects.filter(closing=whole).values_list("person", flat=True))
    assert people == {stranger.pk}
    assert Page.objects.filter(closing=of_ministry, person=stranger).count() == 0


@pytest.mark.parametrize("model", [Page, Seal])
@pytest.mark.django_db
def test_the_database_refuses_to_change_what_is_frozen(ended, close, model):
    close()
    row = model.objects.first()
    for change in (lambda: model.objects.filter(pk=row.pk).update(key="x"), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_two_people_reopen_and_the_next_closing_is_version_two(
    ended, close, hr, second, learner, learn
):
    first = close()
    assert (
        code_of(lambda: closings.propose_reopening(first, by=hr, reason=" "))
        == "reason_missing"
    )
    closings.propose_reopening(first, by=hr, reason="Jabatan keliru di berkas HR")
    assert code_of(lambda: closings.confirm_reopening(first, by=hr)) == "same_person"
    closings.drop_reopening(first, by=second)
    assert code_of(lambda: closings.confirm_reopening(first, by=second)) == "not_proposed"
    closings.propose_reopening(first, by=hr, reason="Jabatan keliru di berkas HR")
    closings.confirm_reopening(first, by=second)
    learn(learner, 3, on=datetime.date(YEAR, 12, 1))
    again = close()
    assert (again.version, again.state) == (2, Closing.State.CLOSED)
    of_learner = Page.objects.filter(person=learner, target__code="pns-minimum")
    assert list(of_learner.order_by("closing_id").values_list("counted", flat=True)) == [
        22,
        25,
    ]
    assert of_learner.in_force().get().closing == again


def test_freezing_asks_no_more_for_thirty_people_than_for_three(
    ended, ministry, hr, second, person_factory, django_assert_max_num_queries
):
    from performance.actions.standings import recount

    people = [person_factory(f"Pegawai {n}", unit=ministry.section) for n in range(30)]
    recount([person.pk for person in people], [YEAR])
    closing = closings.propose(year=YEAR, unit=ministry.root, by=hr)
    closings.confirm(closing, by=second)
    with django_assert_max_num_queries(80):
        freezing.freeze_one(closing.pk)
    assert Page.objects.filter(closing=closing).count() >= 34
