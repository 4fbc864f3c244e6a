"""Thanks and recognition: who gives, within which limits, and who sees."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from corpu.ledger.models import Record
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision
from performance.models import Standing
from performance.recognition.actions.thanking import facts_of, give, withdraw
from performance.recognition.models import Thanks
from tests.conftest import _make_person

REASON = "Ia menemani tamu sampai malam."


def refused(code: str):
    return pytest.raises(Refused, match=code)


def test_a_colleague_thanks_and_the_receiver_is_told(learner, colleague, ministry):
    row = give(colleague, kind="thanks", reason=REASON, by=learner)
    assert Notice.objects.get(person=colleague).data["reason"] == REASON
    assert list(Thanks.objects.received_by(colleague)) == [row]
    team = give(ministry.section, kind="thanks", reason=REASON, by=learner)
    assert team in Thanks.objects.received_by(colleague)


def test_only_a_leader_recognises_her_people(learner, colleague, leader, coach):
    with refused("not_leader"):
        give(colleague, kind="recognition", reason=REASON, by=learner)
    with refused("not_leader"):
        give(coach, kind="recognition", reason=REASON, by=leader)
    assert (
        give(learner, kind="recognition", reason=REASON, by=leader).kind == "recognition"
    )
    assert give(leader.unit, kind="recognition", reason=REASON, by=leader).unit


def test_not_to_oneself_nor_to_strangers_nor_without_a_reason(
    learner, stranger, colleague
):
    with refused("thanks_to_self"):
        give(learner, kind="thanks", reason=REASON, by=learner)
    with pytest.raises(PermissionDenied):
        give(stranger, kind="thanks", reason=REASON, by=learner)
    with pytest.raises(PermissionDenied):
        give(stranger.unit, kind="thanks", reason=REASON, by=learner)
    with refused("reason_short"):
        give(colleague, kind="thanks", reason="Bagus", by=learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thanks.objects.create(kind="thanks", giver=learner, person=learner, reason=REASON)


def test_limits_of_a_day(learner, colleague, ministry, set_today):
    give(colleague, kind="thanks", reason=REASON, by=learner)
    with refused("same_today"):
        give(colleague, kind="thanks", reason=REASON, by=learner)
    for number in range(4):
        other = _make_person(f"Orang {number}", unit=ministry.section)
        row = give(other, kind="thanks", reason=REASON, by=learner)
    withdraw(row, by=learner, reason="Keliru")  # does not give room for another
    with refused("enough_today"):
        give(ministry.section, kind="thanks", reason=REASON, by=learner)
    set_today(datetime.date(2026, 7, 2))
    give(colleague, kind="thanks", reason=REASON, by=learner)


def test_a_recognition_may_name_a_fact_of_hers(learner, colleague, leader, learn):
    learn(learner, 20, title="Kursus besar")
    standing = Standing.objects.get(person=learner, year=2026, target__kind="minimum")
    words = dict(facts_of(learner, leader))
    assert f"standing:{standing.pk}" in words
    row = give(learner, kind="recognition", reason=REASON, by=leader, fact=standing)
    assert row.fact.endswith("2026")
    record = Record.objects.get(person=learner)
    with refused("fact_of_another"):
        give(colleague, kind="recognition", reason=REASON, by=leader, fact=record)
    Standing.objects.filter(pk=standing.pk).delete()  # a rebuild: the words stay
    row.refresh_from_db()
    assert (row.standing, bool(row.fact)) == (None, True)


def test_a_leader_is_offered_no_coaching(learner, leader, learn):
    learn(learner, 2, form="coaching", sessions=1, jp_stated=None, title="Rahasia berdua")
    assert "Rahasia berdua" not in dict(facts_of(learner, leader)).values()


def test_withdrawn_by_its_giver_or_by_hr(learner, colleague, leader, hr, stranger):
    row = give(colleague, kind="thanks", reason=REASON, by=learner)
    for other in (colleague, leader, stranger):
        with pytest.raises(PermissionDenied):
            withdraw(row, by=other, reason="x")
    with refused("reason_missing"):
        withdraw(row, by=learner, reason="")
    withdraw(row, by=hr, reason="Tidak pantas")
    with refused("withdrawn_already"):
        withdraw(row, by=learner, reason="Lagi")
    assert Decision.objects.get(act="thanks.withdrawn").data["moderated"] is True
    assert Notice.objects.get(person=learner).kind == "recognition.moderated"


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("learner", True),
        ("colleague", True),
        ("leader", True),
        ("hr", True),
        ("auditor", True),
        ("coach", False),
        ("stranger", False),
    ],
)
def test_who_sees_a_word_of_thanks(learner, colleague, request, who, sees):
    row = give(colleague, kind="thanks", reason=REASON, by=learner)
    viewer = request.getfixturevalue(who)
    assert (row in Thanks.objects.visible_to(viewer)) is sees


def test_it_stands_on_both_pages(client_of, learner, colleague, leader, stranger):
    client = client_of(learner)
    url = reverse("recognition:give")
    data = {"kind": "thanks", "person": colleague.nip, "reason": REASON}
    assert client.get(url).status_code == 200
    assert client.post(url, {**data, "person": "Tono Lain"}).status_code == 422
    assert client.post(url, {**data, "kind": "recognition"}).status_code == 422
    assert client.post(url, data).status_code == 302
    mine = reverse("recognition:mine")
    assert REASON in client.get(mine, {"show": "given"}).content.decode()
    assert REASON in client_of(colleague).get(mine).content.decode()
    page = reverse("recognition:of_person", args=[colleague.pk])
    assert REASON in client_of(leader).get(page).content.decode()
    assert client_of(stranger).get(page).status_code == 404
    row = Thanks.objects.get()
    away = reverse("recognition:withdraw", args=[row.public_id])
    assert client_of(stranger).post(away, {"reason": "x"}).status_code == 404
    client.post(away, {"reason": "Salah orang"})
    assert REASON not in client_of(colleague).get(mine).content.decode()


def test_a_leader_recognises_from_the_page_of_her_person(
    client_of, leader, learner, learn
):
    learn(learner, 20)
    url = reverse("recognition:give") + f"?person={learner.pk}"
    page = client_of(leader).get(url)
    fact = page.context["form"].fields["fact"].choices[1][0]
    data = {"kind": "recognition", "person": learner.nip, "reason": REASON, "fact": fact}
    assert client_of(leader).post(url, data).status_code == 302
    assert Thanks.objects.get().standing


@pytest.mark.parametrize(
    ("who", "status"), [("hr", 200), ("auditor", 200), ("leader", 404), ("learner", 404)]
)
def test_who_opens_the_office(client_of, learner, colleague, request, who, status):
    give(colleague, kind="thanks", reason=REASON, by=learner)
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("recognition:office")).status_code == status


def test_a_list_asks_a_constant_number_of_questions(
    client_of, colleague, ministry, django_assert_max_num_queries
):
    for number in range(15):
        other = _make_person(f"Orang {number}", unit=ministry.section)
        give(colleague, kind="thanks", reason=REASON, by=other)
    client = client_of(colleague)
    with django_assert_max_num_queries(30):
        client.get(reverse("recognition:mine"))


def test_coaching_is_no_fact_of_thanks_however_it_is_named(learn, learner, leader):
    row = learn(learner, form="coaching", sessions=1, minutes=90, title="Pendampingan")
    assert f"record:{row.pk}" not in dict(facts_of(learner, leader))
    with pytest.raises(PermissionDenied):
        give(learner, kind="recognition", reason=REASON, by=leader, fact=row)
