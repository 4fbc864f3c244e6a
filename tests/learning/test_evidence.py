"""Evidence: written, proved, sent, decided, and never used twice."""

import datetime
import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from corpu.ledger.actions import records
from corpu.ledger.models import Credit, Record
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision
from learning.actions import evidence as acts
from learning.actions import evidence_decisions as decisions
from learning.models import Evidence
from tests.lib.test_proof_files import pdf, picture, zipped

State = Evidence.State
AGO = datetime.timedelta(days=10)


def refused(code):
    """`with refused("code"):` the act is refused for that reason."""

    class Expect:
        def __enter__(self):
            self.raises = pytest.raises(Refused)
            self.caught = self.raises.__enter__()
            return self.caught

        def __exit__(self, *error):
            done = self.raises.__exit__(*error)
            assert self.caught.value.code == code, self.caught.value
            return done

    return Expect()


def upload(data=None, name="sertifikat.pdf"):
    return SimpleUploadedFile(name, data if data is not None else pdf())


def draft(person, data=None, **fields):
    """A complete draft with its file, a seminar of one day ten days ago."""
    day = today() - AGO
    fields = {
        "title": "Seminar Layanan Publik",
        "provider_name": "Universitas Contoh",
        "form_id": "seminar",
        "started_on": day,
        "ended_on": day,
        **fields,
    }
    row = Evidence.objects.create(person=person, **fields)
    row = acts.save_draft(
        person=person, evidence=row, certificate_number=row.certificate_number
    )
    if data is not False:
        acts.attach_file(row, upload=upload(data or unique_pdf()))
    return row


_made = iter(range(100, 10_000))


def unique_pdf() -> bytes:
    """A PDF that no other test has used."""
    number = next(_made)
    return pdf(change=lambda writer: writer.add_metadata({"/Title": str(number)}))


@pytest.fixture
def sent(rates, learner):
    row = draft(learner)
    return acts.submit(row, by=learner)


# -- writing and sending -----------------------------------------------------------


def test_a_draft_keeps_what_was_typed_and_says_what_is_missing(rates, learner):
    row = acts.save_draft(person=learner, title="Seminar")
    gaps = acts.missing(row)
    assert {"provider_name", "form", "started_on", "ended_on", "file"} <= set(gaps)
    with refused("evidence_incomplete"):
        acts.submit(row, by=learner)
    assert row.state == State.DRAFT


def test_each_form_asks_for_the_figure_that_it_is_counted_by(rates, learner):
    row = draft(learner, form_id="technical")
    assert "jp_stated" in acts.missing(row)
    row.minutes = 450
    assert acts.missing(row) == {}
    row.form_id = "degree_study"
    assert "semesters" in acts.missing(row)
    row.form_id = "seminar"
    assert acts.missing(row) == {}
    row.days = 3
    assert "days" in acts.missing(row)


def test_the_preview_says_what_it_would_count_and_why(rates, learner):
    row = draft(learner)
    worth = acts.worth_of(row)
    assert (str(worth.jp_recognised), worth.reason) == ("4.00", "full")
    records.record(
        person=learner, form="workshop", started_on=row.started_on,
        ended_on=row.ended_on, source="test:1", title="Lokakarya",
    )  # fmt: skip
    worth = acts.worth_of(row)
    assert (str(worth.jp_recognised), worth.reason) == ("0.00", "day_taken")


def test_sent_evidence_waits_for_the_leader(sent, leader, colleague, hr):
    assert (sent.state, sent.decider) == (State.SUBMITTED, leader)
    assert sent.decide_by > timezone.now() + datetime.timedelta(days=4)
    waiting = Evidence.objects.waiting_for
    assert list(waiting(leader)) == [sent]
    assert not waiting(colleague) and not waiting(hr) and not waiting(sent.person)
    assert Notice.objects.filter(person=leader, kind="learning.evidence_waiting").exists()


def test_sending_twice_is_once(sent):
    again = acts.submit(sent, by=sent.person)
    assert again.steps.filter(act="submitted").count() == 1
    with refused("evidence_sent"):
        acts.save_draft(person=sent.person, evidence=again, title="Lain")


def test_for_the_one_at_the_top_hr_decides(rates, ministry, person_factory, hr):
    top = person_factory("Menteri Contoh", unit=ministry.root, leads=True)
    row = acts.submit(draft(top), by=top)
    assert row.decider is None
    assert list(Evidence.objects.waiting_for(hr)) == [row]
    decisions.decide(row, by=hr, accept=True)
    assert row.record


# -- deciding ----------------------------------------------------------------------


def test_accepted_evidence_is_one_fact_of_the_ledger(sent, leader):
    decisions.decide(sent, by=leader, accept=True)
    record = Record.objects.get(source=f"evidence:{sent.public_id}")
    assert (record.person, record.recorded_by) == (sent.person, leader)
    assert str(Credit.objects.get(record=record).jp_recognised) == "4.00"
    assert Evidence.objects.get(pk=sent.pk).record == record
    decision = Decision.objects.get(act="evidence.accepted")
    assert (decision.by, decision.person) == (leader, sent.person)
    assert Notice.objects.filter(
        person=sent.person, kind="learning.evidence_accepted"
    ).exists()


def test_returned_evidence_is_mended_and_sent_again(sent, leader):
    with refused("reason_needed"):
        decisions.decide(sent, by=leader, accept=False)
    decisions.decide(sent, by=leader, accept=False, reason="Tanggal tidak terbaca")
    assert (sent.state, sent.reason) == (State.RETURNED, "Tanggal tidak terbaca")
    acts.save_draft(person=sent.person, evidence=sent, title="Seminar Layanan")
    acts.attach_file(sent, upload=upload(unique_pdf()))
    assert sent.steps.filter(act="replaced").exists()
    acts.submit(sent, by=sent.person)
    decisions.decide(sent, by=leader, accept=True)
    acted = [step.act for step in sent.steps.all()]
    assert acted == ["submitted", "returned", "replaced", "submitted", "accepted"]
    assert Record.objects.filter(source=f"evidence:{sent.public_id}").count() == 1


def test_nobody_decides_twice_nor_for_herself(sent, leader):
    with refused("own_evidence"):
        decisions.decide(sent, by=sent.person, accept=True)
    same = Evidence.objects.get(pk=sent.pk)
    decisions.decide(sent, by=leader, accept=True)
    with refused("already_decided"):
        decisions.decide(same, by=leader, accept=False, reason="x")
    assert Evidence.objects.get(pk=sent.pk).state == State.ACCEPTED


def test_only_those_it_waits_for_decide(sent, colleague, hr, stranger, auditor):
    for person in (colleague, hr, stranger, auditor):
        with refused("not_yours"):
            decisions.decide(sent, by=person, accept=True)


def test_other_forms_need_the_jp_of_whoever_accepts(rates, learner, leader):
    row = draft(learner, form_id="other_classical", jp_stated="8")
    row = acts.submit(row, by=learner)
    with refused("jp_needed"), transaction.atomic():
        decisions.decide(row, by=leader, accept=True)
    row.refresh_from_db()
    assert row.state == State.SUBMITTED
    decisions.decide(row, by=leader, accept=True, jp="6")
    assert str(row.record.credits.get().jp_recognised) == "6.00"


def test_hr_voids_accepted_evidence_with_a_reason(sent, leader, hr):
    decisions.decide(sent, by=leader, accept=True)
    with refused("not_hr"):
        decisions.void(sent, by=leader, reason="Palsu")
    with refused("reason_needed"):
        decisions.void(sent, by=hr, reason=" ")
    decisions.void(sent, by=hr, reason="Sertifikat palsu")
    assert sent.state == State.VOIDED
    assert str(sent.record.credits.get().jp_recognised) == "0.00"


def test_silence_escalates_once_and_tells_three(sent, leader, upper_leader):
    Evidence.objects.filter(pk=sent.pk).update(
        decide_by=timezone.now() - datetime.timedelta(hours=1)
    )
    assert decisions.escalate() == 1
    assert decisions.escalate() == 0
    sent.refresh_from_db()
    assert sent.decider == upper_leader and sent.decide_by > timezone.now()
    told = set(Notice.objects.filter(kind__contains="evidence_").values_list("person"))
    assert {(leader.pk,), (upper_leader.pk,), (sent.person_id,)} <= told
    with refused("not_yours"):
        decisions.decide(sent, by=leader, accept=True)
    decisions.decide(sent, by=upper_leader, accept=True)


def test_a_deputy_decides_in_the_name_of_the_leader(sent, leader, coach):
    leader.delegations.create(deputy=coach, ended_on=today())
    decisions.decide(sent, by=coach, accept=True)
    decision = Decision.objects.get(act="evidence.accepted")
    assert (decision.by, decision.on_behalf_of) == (coach, leader)


def test_withdrawn_evidence_can_be_taken_up_again(sent, leader):
    acts.withdraw(sent, by=sent.person)
    acts.withdraw(sent, by=sent.person)
    with refused("already_decided"):
        decisions.decide(sent, by=leader, accept=True)
    acts.reopen(sent, by=sent.person)
    acts.submit(sent, by=sent.person)
    decisions.decide(sent, by=leader, accept=True)
    with refused("already_decided"):
        acts.withdraw(sent, by=sent.person)


# -- the same proof twice ----------------------------------------------------------


def test_the_same_file_twice_by_the_same_person(sent, learner):
    second = draft(learner, data=False, title="Yang kedua")
    data = sent_bytes(sent)
    with refused("own_file_twice") as caught:
        acts.attach_file(second, upload=upload(data))
    assert str(sent.public_id) in str(caught.value.message)


def sent_bytes(row) -> bytes:
    from django.core.files.storage import storages

    with storages["private"].open(row.file_path) as file:
        return file.read()


def test_the_same_file_of_somebody_else_is_refused_without_a_name(
    sent, colleague, leader, auditor
):
    second = draft(colleague, data=False)
    with refused("file_of_another") as caught:
        acts.attach_file(second, upload=upload(sent_bytes(sent)))
    assert sent.person.name not in str(caught.value.message)
    sent.refresh_from_db()
    assert sent.flag == "same_file"
    seen = Decision.objects.visible_to(auditor)
    assert seen.filter(act="evidence.duplicate_file", person=colleague).exists()


def test_two_drafts_with_one_file_the_first_sent_has_it(rates, learner, colleague):
    data = unique_pdf()
    first, second = draft(learner, data), draft(colleague, data)
    acts.submit(first, by=learner)
    with refused("file_of_another"):
        acts.submit(second, by=colleague)


def test_the_same_number_twice(rates, learner, colleague):
    first = draft(learner, certificate_number="12/UC/2026")
    acts.submit(first, by=learner)
    own = draft(learner, certificate_number="No. 12-uc-2026", title="Lagi")
    with refused("own_number_twice") as caught:
        acts.submit(own, by=learner)
    assert str(first.public_id) in str(caught.value.message)
    other = draft(colleague, certificate_number="12 UC 2026")
    with refused("number_of_another") as caught:
        acts.submit(other, by=colleague)
    assert learner.name not in str(caught.value.message)


def test_short_numbers_of_other_organisers_and_days_do_not_clash(
    rates, learner, colleague
):
    acts.submit(draft(learner, certificate_number="001"), by=learner)
    earlier = today() - datetime.timedelta(days=90)
    other = draft(
        colleague, certificate_number="001", provider_name="Politeknik Lain",
        started_on=earlier, ended_on=earlier,
    )  # fmt: skip
    acts.submit(other, by=colleague)
    assert other.state == State.SUBMITTED


def test_a_number_in_the_ledger_is_found(rates, learner):
    records.record(
        person=learner, form="seminar", started_on=today() - AGO, ended_on=today() - AGO,
        source="import:1", title="Seminar lama", certificate_number="77/X",
    )  # fmt: skip
    row = draft(learner, certificate_number="77 x")
    with refused("own_number_recorded") as caught:
        acts.submit(row, by=learner)
    assert "Seminar lama" in str(caught.value.message)


# -- files -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data, name, code",
    [
        (zipped(), "sertifikat.pdf", "file_archive"),
        (b"plain text", "sertifikat.pdf", "file_wrong_type"),
        (pdf()[:-400], "sertifikat.pdf", "file_broken"),
        (pdf() + zipped(), "sertifikat.pdf", "file_two_in_one"),
        (picture()[:150], "foto.jpg", "file_broken"),
    ],
)
def test_bad_files_are_refused_and_nothing_typed_is_lost(
    rates, learner, client_of, data, name, code
):
    row = draft(learner, data=False)
    with refused(code):
        acts.attach_file(row, upload=upload(data, name))
    response = client_of(learner).post(
        f"/learning/evidence/{row.public_id}/attach/", {"file": upload(data, name)}
    )
    assert response.status_code == 422
    row.refresh_from_db()
    assert (row.title, row.file_path) == ("Seminar Layanan Publik", "")


def test_a_file_of_50_mb_is_refused_unread(rates, learner):
    row = draft(learner, data=False)

    class Huge(io.BytesIO):
        size, name = 50_000_000, "besar.pdf"

        def read(self, *args):
            raise AssertionError("read")

    assert Huge.size > settings.MAX_EVIDENCE_BYTES
    with refused("file_too_large"):
        acts.attach_file(row, upload=Huge())


def test_a_slow_tab_does_not_take_back_what_was_sent(rates, learner, leader):
    row = draft(learner)
    late, later = Evidence.objects.get(pk=row.pk), Evidence.objects.get(pk=row.pk)
    kept = row.file_path
    acts.submit(row, by=learner)
    with refused("evidence_sent"):
        acts.save_draft(person=learner, evidence=late, title="Judul lain")
    decisions.decide(row, by=leader, accept=True)
    later.state = State.DRAFT  # as it was when the upload began
    with refused("evidence_sent"):
        acts.attach_file(later, upload=upload(unique_pdf()))
    row.refresh_from_db()
    assert (row.state, row.file_path) == (State.ACCEPTED, kept)
