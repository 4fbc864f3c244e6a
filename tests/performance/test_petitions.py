"""Exemption, more time, objection: asked by the person, decided by another, undone."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision
from corpu.people.queues import load_queues
from performance.actions.adjustments import extend, prorate, undo
from performance.actions.petitions import ask, decide, pass_on_silent, withdraw
from performance.actions.standings import recount
from performance.models import Adjustment, Exemption, Petition, Standing

JULY = datetime.date(2026, 7, 1)
MARCH = datetime.date(2027, 3, 31)


@pytest.fixture(autouse=True)
def in_july(set_today, targets):
    set_today(JULY)


@pytest.fixture
def row(learner, leader):
    recount([learner.pk], [2026])
    return Standing.objects.select_related("person", "target").get(
        person=learner, year=2026
    )


def now_of(row) -> Standing:
    return Standing.objects.get(pk=row.pk)


def test_more_time_is_granted_by_the_leader(row, learner, leader, hr):
    asked = ask(row, "extension", by=learner, reason="Penugasan", wanted_on=MARCH)
    assert (asked.decider, asked.is_open) == (leader, True)
    assert asked.decide_by == timezone.now() + datetime.timedelta(days=7)
    assert Notice.objects.filter(
        person=leader, kind="performance.petition_asked"
    ).exists()
    with pytest.raises(Refused) as refusal:
        decide(asked, by=hr, accept=True)
    assert refusal.value.code == "not_yours"
    decide(asked, by=leader, accept=True, reason="Setuju")
    assert now_of(row).ends_on == MARCH
    assert [step.act for step in asked.steps.all()] == ["asked", "accepted"]
    assert Notice.objects.filter(
        person=learner, kind="performance.petition_accepted"
    ).exists()
    assert Decision.objects.get(act="petition.accepted").by == leader
    assert Decision.objects.get(act="standing.extension").person == learner


def test_an_exemption_is_granted_by_hr_alone(row, learner, leader, hr):
    asked = ask(row, "exemption", by=learner, reason="Sakit panjang")
    assert asked.decider is None
    assert Notice.objects.filter(person=hr, kind="performance.petition_asked").exists()
    for person, code in [(leader, "not_yours"), (learner, "own_petition")]:
        with pytest.raises(Refused) as refusal:
            decide(asked, by=person, accept=True)
        assert refusal.value.code == code
    decide(asked, by=hr, accept=True)
    assert now_of(row).status == "exempt"
    assert Exemption.objects.get(person=learner).decided_by == hr


PRIVATE = "Kemoterapi di RS Contoh"


@pytest.mark.parametrize("kind", ["exemption", "extension", "objection"])
def test_her_private_words_become_nobodys_public_reason(
    client_of, row, learner, leader, hr, kind
):
    """Whoever decides without a word of its own publishes none of hers."""
    more = {"extension": {"wanted_on": MARCH}, "objection": {"wanted": Decimal(5)}}
    asked = ask(row, kind, by=learner, reason=PRIVATE, **more.get(kind, {}))
    decide(asked, by=leader if kind == "extension" else hr, accept=True)
    made = Exemption.objects.first() or Adjustment.objects.first()
    assert made.reason == "" and made.public_reason
    for line in Decision.objects.all():
        assert PRIVATE not in f"{line.reason} {line.subject} {line.data}"
    for notice in Notice.objects.all():
        assert PRIVATE not in str(notice.data)
    page = client_of(leader).get(row.get_absolute_url()).content.decode()
    assert made.public_reason in page.replace("&#x27;", "'")
    assert PRIVATE not in page
    year = client_of(leader).get(reverse("home:person_year", args=[learner.pk]))
    reads = kind == "extension"  # the leader was asked, and reads what she was told
    assert (PRIVATE in year.content.decode()) is reads


def test_who_reads_the_private_words(
    client_of, row, learner, leader, hr, auditor, colleague, stranger
):
    """She herself, whoever decides, and those who keep or audit her data."""
    asked = ask(row, "exemption", by=learner, reason=PRIVATE)
    decide(asked, by=hr, accept=True, reason="Sesuai PerBKN 9/2020")
    url = asked.get_absolute_url()
    for person in (learner, hr, auditor):
        assert PRIVATE in client_of(person).get(url).content.decode()
    for person in (leader, colleague, stranger):
        assert client_of(person).get(url).status_code == 404
    for name in ("home:team", "home:decisions", "performance:petitions"):
        answer = client_of(leader).get(reverse(name))
        assert PRIVATE not in answer.content.decode()


def test_the_kind_of_leave_is_for_her_own_leader(
    client_of, row, learner, leader, hr, auditor, person_factory, ministry
):
    from corpu.people.models import Absence, Appointment

    Absence.objects.create(
        person=learner, kind="maternity", started_on=datetime.date(2026, 2, 1),
        ended_on=datetime.date(2026, 4, 30),
    )  # fmt: skip
    recount([learner.pk], [2026])
    above = person_factory("Kepala Contoh", unit=ministry.root)
    Appointment.objects.filter(person=above).update(leads=True)
    word, year = "cuti melahirkan", reverse("home:person_year", args=[learner.pk])
    for person, sees in [(leader, True), (hr, True), (auditor, True), (above, False)]:
        page = client_of(person).get(row.get_absolute_url())
        assert page.status_code == 200
        said = " ".join(page.content.decode().split())
        assert (f"{word} 1 Feb" in said) is sees, person
        answer = client_of(person).get(year)
        assert (word in answer.content.decode()) is sees, person


def test_what_is_asked_is_told_in_the_readers_language(row, learner, leader):
    from django.utils.translation import override

    learner.language, leader.language = "id", "id"
    ask(row, "extension", by=learner, reason="Tugas", wanted_on=MARCH)
    notice = Notice.objects.get(person=leader, kind="performance.petition_asked")
    with override("en"):
        assert "more time" in notice.body
    with override("id"):
        assert "more time" not in notice.body and "extension" not in notice.body


def test_an_empty_reason_is_an_error_beside_its_field(client_of, row, learner):
    data = {"kind": "exemption", "reason": "  "}
    page = client_of(learner).post(reverse("performance:ask", args=[row.pk]), data)
    assert page.status_code == 422
    assert page.context["petition_form"].errors["reason"]
    text = page.content.decode()
    field = text[text.index('name="reason"') - 900 : text.index('name="reason"') + 400]
    assert "field__error" in field and 'aria-invalid="true"' in field


def test_an_upheld_objection_corrects_the_amount_and_says_why(row, learner, hr):
    asked = ask(row, "objection", by=learner, reason="Cuti", wanted=Decimal("15.01"))
    decide(asked, by=hr, accept=True, reason="Cuti tiga bulan terbukti")
    found = now_of(row)
    assert (found.required, found.gap) == (Decimal("15.01"), Decimal("15.01"))
    assert Adjustment.objects.get().reason == "Cuti tiga bulan terbukti"
    assert found.formula["owed"] == "20.00"


def test_a_refusal_needs_a_reason_and_changes_nothing(row, learner, hr):
    asked = ask(row, "objection", by=learner, reason="Cuti", wanted=Decimal(10))
    with pytest.raises(Refused) as refusal:
        decide(asked, by=hr, accept=False)
    assert refusal.value.code == "reason_missing"
    decide(asked, by=hr, accept=False, reason="Tidak ada cuti")
    assert now_of(row).required == 20
    with pytest.raises(Refused) as refusal:
        decide(asked, by=hr, accept=True)
    assert refusal.value.code == "decided_already"


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("extension", {}, "not_later"),
        ("extension", {"wanted_on": datetime.date(2026, 12, 31)}, "not_later"),
        ("extension", {"wanted_on": datetime.date(2030, 1, 1)}, "too_late"),
        ("objection", {}, "not_less"),
        ("objection", {"wanted": Decimal(20)}, "not_less"),
        ("exemption", {"reason": " "}, "reason_missing"),
    ],
)
def test_what_makes_no_sense_is_not_asked(row, learner, kind, more, code):
    with pytest.raises(Refused) as refusal:
        ask(row, kind, **{"by": learner, "reason": "Karena", **more})
    assert refusal.value.code == code


def test_only_the_person_asks_once_at_a_time_and_takes_it_back(row, learner, leader):
    with pytest.raises(Refused) as refusal:
        ask(row, "exemption", by=leader, reason="Untuk dia")
    assert refusal.value.code == "not_yours"
    asked = ask(row, "exemption", by=learner, reason="Tugas")
    with pytest.raises(Refused) as refusal:
        ask(row, "exemption", by=learner, reason="Lagi")
    assert refusal.value.code == "asked_already"
    with pytest.raises(Refused) as refusal:
        withdraw(asked, by=leader)
    assert refusal.value.code == "not_yours"
    withdraw(asked, by=learner)
    assert asked.state == "withdrawn"
    ask(row, "exemption", by=learner, reason="Lagi")


def test_silence_passes_it_on_and_reminds_hr(
    row, learner, leader, upper_leader, hr, set_today
):
    asked = ask(row, "extension", by=learner, reason="Tugas", wanted_on=MARCH)
    seen = []
    for week in range(1, 5):
        set_today(JULY + datetime.timedelta(days=8 * week))
        assert pass_on_silent(timezone.now()) == 1
        assert pass_on_silent(timezone.now()) == 0
        asked.refresh_from_db()
        seen.append(asked.decider)
    assert seen[0] == upper_leader
    assert seen[-1] is None
    acts = [step.act for step in asked.steps.all()]
    assert acts[:2] == ["asked", "passed_on"]
    assert acts[-1] == "reminded"
    decide(asked, by=hr, accept=True)
    assert now_of(row).ends_on == MARCH


def test_a_deputy_decides_on_behalf(row, learner, leader, colleague):
    from corpu.people.models import Delegation

    asked = ask(row, "extension", by=learner, reason="Tugas", wanted_on=MARCH)
    Delegation.objects.create(
        person=leader, deputy=colleague, started_on=JULY, ended_on=JULY
    )
    decide(asked, by=colleague, accept=True)
    line = Decision.objects.get(act="petition.accepted")
    assert (line.by, line.on_behalf_of) == (colleague, leader)


def test_it_is_in_the_queue_of_decisions(row, learner, leader, stranger):
    queue = next(queue for queue in load_queues() if queue.code == "petitions")
    asked = ask(row, "extension", by=learner, reason="Tugas", wanted_on=MARCH)
    assert queue.rows(stranger) == []
    item = queue.rows(leader)[0]
    assert item.key == str(asked.public_id)
    queue.decide(leader, item.key, True, "Setuju")
    assert now_of(row).ends_on == MARCH
    assert queue.rows(leader) == []


def test_repairs_are_made_and_undone_by_hr(row, learner, hr, leader):
    with pytest.raises(PermissionDenied):
        extend(row, ends_on=MARCH, by=leader, reason="Tugas")
    made = extend(row, ends_on=MARCH, by=hr, reason="Tugas")
    assert now_of(row).ends_on == MARCH
    with pytest.raises(PermissionDenied):
        undo(made, by=leader)
    undo(made, by=hr)
    assert now_of(row).ends_on == datetime.date(2026, 12, 31)
    with pytest.raises(Refused) as refusal:
        undo(made, by=hr)
    assert refusal.value.code == "undone_already"
    less = prorate(now_of(row), by=hr, reason="Baru pulih")
    assert now_of(row).required == less.required == Decimal("10.08")  # 20 x 184/365
    undo(less, by=hr)
    assert now_of(row).required == 20


def test_what_is_learnt_in_the_added_time_counts(row, learner, hr, learn, set_today):
    extend(row, ends_on=MARCH, by=hr, reason="Tugas")
    set_today(datetime.date(2027, 2, 10))
    recount([learner.pk], [2026, 2027])
    assert now_of(row).status != "unmet"  # the period still runs
    learn(learner, 20, on=datetime.date(2027, 2, 8))
    assert (now_of(row).counted, now_of(row).status) == (20, "met")


def test_a_rebuild_keeps_what_was_decided(row, learner, hr):
    extend(row, ends_on=MARCH, by=hr, reason="Tugas")
    prorate(now_of(row), by=hr, reason="Tugas")
    before = now_of(row)
    recount([learner.pk], [2025, 2026])
    after = now_of(row)
    assert (after.ends_on, after.required) == (before.ends_on, before.required)


def test_the_screens(client_of, row, learner, leader, hr, stranger, colleague):
    page = reverse("performance:standing", args=[row.pk])
    assert (
        "Ask about this target"
        in client_of(learner)
        .get(page, headers={"accept-language": "en"})
        .content.decode()
        or client_of(learner).get(page).context["may_ask"]
    )
    url = reverse("performance:ask", args=[row.pk])
    assert client_of(stranger).post(url, {}).status_code == 404
    assert client_of(leader).post(url, {}).status_code == 404
    assert client_of(learner).post(url, {"kind": "extension"}).status_code == 422
    early = {"kind": "extension", "reason": "Tugas", "wanted_on": "2026-01-01"}
    assert client_of(learner).post(url, early).status_code == 422
    sent = client_of(learner).post(url, {**early, "wanted_on": "2027-03-31"})
    asked = Petition.objects.get()
    assert sent["Location"] == asked.get_absolute_url()
    for person, code in [(learner, 200), (leader, 200), (hr, 200), (stranger, 404)]:
        assert client_of(person).get(asked.get_absolute_url()).status_code == code
    assert asked in [
        line[0]
        for line in client_of(hr).get(reverse("performance:petitions")).context["lines"]
    ]
    none = client_of(stranger).get(reverse("performance:petitions"))
    assert none.context["lines"] == []
    answer = reverse("performance:answer_petition", args=[asked.public_id])
    assert client_of(stranger).post(answer, {"answer": "yes"}).status_code == 404
    assert client_of(leader).post(answer, {"answer": "no"}).status_code == 422
    assert client_of(leader).post(answer, {"answer": "yes"}).status_code == 302
    assert now_of(row).ends_on == MARCH
    made = Adjustment.objects.get()
    undo_url = reverse("performance:undo_adjustment", args=[made.pk])
    assert client_of(stranger).post(undo_url).status_code == 404
    assert client_of(leader).post(undo_url).status_code == 403
    assert client_of(hr).post(undo_url).status_code == 302
    assert now_of(row).ends_on == datetime.date(2026, 12, 31)
    back = reverse("performance:withdraw_petition", args=[asked.public_id])
    assert client_of(stranger).post(back).status_code == 404


def test_the_list_of_requests_asks_as_much_for_many_as_for_few(
    client_of, person_factory, ministry, hr
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    people = [person_factory(unit=ministry.section) for _ in range(8)]
    recount([person.pk for person in people], [2026])
    rows = Standing.objects.filter(year=2026).select_related("person", "target")
    rows = list(rows)
    client, url = client_of(hr), reverse("performance:petitions")

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    ask(rows[0], "exemption", by=rows[0].person, reason="Tugas")
    statements()
    before = statements()
    for row in rows[1:]:
        ask(row, "exemption", by=row.person, reason="Tugas")
    assert statements() == before
