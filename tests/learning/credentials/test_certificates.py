"""Certificates: one for each credited posting, gone with it, checked by anyone."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from corpu.ledger.actions import records
from corpu.ledger.models import Record
from corpu.lib.clock import today
from corpu.notices.models import Notice
from learning.actions import evidence
from learning.actions.enrolments import enrol
from learning.actions.progress import complete_lesson, open_lesson
from learning.credentials.actions.certificates import issue_for
from learning.credentials.actions.papers import read_paper
from learning.credentials.models import Certificate
from tests.learning.test_evidence import draft, refused, upload
from tests.lib.test_proof_files import pdf


@pytest.fixture
def certificate(course, learner, django_capture_on_commit_callbacks):
    """The learner has completed a course."""
    with django_capture_on_commit_callbacks(execute=True):
        enrolment = enrol(learner, course, by=learner)
        for lesson in enrolment.version.lessons.all():
            complete_lesson(open_lesson(enrolment, lesson))
    return Certificate.objects.get()


def text_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def test_a_completed_course_has_its_certificate_at_once(certificate, learner, provider):
    assert certificate.person == learner and certificate.is_valid
    assert certificate.number.startswith(f"BALAI-CONTOH/{today().year}/000001/")
    assert str(certificate.jp) == "5.00" and certificate.pdf_path
    assert Notice.objects.filter(person=learner, kind="credentials.issued").exists()


def test_the_paper_says_it_all_but_the_nip(certificate, learner):
    front, back = text_of(read_paper(certificate))
    for text in (learner.name, certificate.title, certificate.number, "5 JP"):
        assert text in front
    assert "Menyapa dengan ramah" in back
    assert learner.nip not in front + back


def test_the_paper_is_archivable_and_accessible(certificate):
    data = read_paper(certificate)
    catalog = PdfReader(io.BytesIO(data)).trailer["/Root"]
    about = catalog["/Metadata"].get_object().get_data().decode()
    assert "pdfaid" in about and "pdfuaid" in about
    assert catalog["/Lang"] == "id" and catalog["/MarkInfo"]["/Marked"]


def test_a_lost_paper_is_made_again(certificate):
    from django.core.files.storage import storages

    storages["private"].delete(certificate.pdf_path)
    assert read_paper(certificate).startswith(b"%PDF")


def test_issuing_twice_gives_the_same(certificate):
    assert issue_for(certificate.record) == certificate
    assert Certificate.objects.count() == 1


def test_facts_of_others_get_none(rates, learner):
    record = records.record(
        person=learner, form="seminar", started_on=today(), ended_on=today(),
        source="import:1", title="Seminar",
    )  # fmt: skip
    assert issue_for(record) is None


def test_voiding_the_record_withdraws_it(certificate, learner, hr, client):
    records.void(certificate.record, reason="Salah kelas", by=hr)
    certificate.refresh_from_db()
    assert not certificate.is_valid and certificate.withdrawn_reason == "Salah kelas"
    page = client.get(reverse("credentials:verify", args=[certificate.number]))
    assert page.status_code == 200 and page.context["state"] == "withdrawn"
    assert "Salah kelas" not in page.content.decode()
    assert Notice.objects.filter(person=learner, kind="credentials.withdrawn").exists()


def test_anyone_can_check_it_and_learns_no_nip(certificate, learner, client):
    page = client.get(reverse("credentials:verify", args=[certificate.number]))
    text = page.content.decode()
    assert page.status_code == 200 and page.context["state"] == "valid"
    assert learner.name in text and certificate.provider.name in text
    assert learner.nip not in text and (learner.email or "-") not in text


def test_a_number_typed_in_leads_there(certificate, client):
    typed = f" {certificate.number.lower()} "
    response = client.get(reverse("credentials:check"), {"number": typed})
    assert response["Location"] == reverse(
        "credentials:verify", args=[certificate.number]
    )


@pytest.mark.parametrize(
    "number, state", [("BALAI/2026/000001/AAAA-AAAA", "mistyped"), ("x", "mistyped")]
)
def test_unknown_numbers_say_so(db, client, number, state):
    page = client.get(reverse("credentials:verify", args=[number]))
    assert page.status_code == 404 and page.context["state"] == state


def test_a_well_formed_number_that_was_never_issued(db, client):
    from corpu.lib.paper_numbers import make_number

    number = make_number("balai", 2026, 9)
    page = client.get(reverse("credentials:verify", args=[number]))
    assert page.status_code == 404 and page.context["state"] == "unknown"


def test_asking_is_limited(certificate, client):
    address = reverse("credentials:verify", args=[certificate.number])
    codes = [client.get(address).status_code for _ in range(31)]
    assert set(codes[:30]) == {200} and codes[30] == 429


def test_behind_the_proxy_one_reader_does_not_spend_the_share_of_all(
    certificate, client, settings
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    address = reverse("credentials:verify", args=[certificate.number])

    def ask(ip):
        return client.get(address, HTTP_X_FORWARDED_FOR=ip).status_code

    assert [ask("192.0.2.1") for _ in range(31)][-1] == 429
    assert ask("192.0.2.2") == 200


def test_the_pdf_is_for_the_holder_and_those_who_oversee_her(
    certificate, learner, leader, colleague, stranger, client_of, client
):
    address = reverse("credentials:pdf", args=[certificate.number])
    for person in (learner, leader):
        response = client_of(person).get(address)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Content-Type-Options"] == "nosniff"
    for person in (colleague, stranger):
        assert client_of(person).get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_my_certificates(certificate, learner, stranger, client_of):
    address = reverse("credentials:mine")
    assert certificate.number in client_of(learner).get(address).content.decode()
    assert certificate.number not in client_of(stranger).get(address).content.decode()


def test_our_own_certificate_is_no_outside_evidence(certificate, learner, rates):
    row = draft(learner, data=False, certificate_number=certificate.number)
    with refused("own_certificate"):
        evidence.attach_file(row, upload=upload(read_paper(certificate)))
    evidence.attach_file(row, upload=upload(pdf(2)))
    with refused("own_certificate"):
        evidence.submit(row, by=learner)


def test_a_signer_signs_what_is_kept(course, learner, settings, monkeypatch,
                                     django_capture_on_commit_callbacks):  # fmt: skip
    settings.CERTIFICATE_SIGNER = f"{__name__}.sign"
    with django_capture_on_commit_callbacks(execute=True):
        enrolment = enrol(learner, course, by=learner)
        for lesson in enrolment.version.lessons.all():
            complete_lesson(open_lesson(enrolment, lesson))
    certificate = Certificate.objects.get(record=Record.objects.get())
    assert read_paper(certificate).endswith(b"signed")


def sign(data: bytes, certificate) -> bytes:
    """Stands for a signing service."""
    return data + b"signed"


def test_a_merge_of_two_rows_keeps_the_certificate(certificate, learner, colleague, hr):
    from corpu.people.actions.merging import merge

    merge(learner, into=colleague, by=hr, reason="Satu orang, dua baris")
    certificate.refresh_from_db()
    assert certificate.is_valid and certificate.person == colleague
    assert certificate.record.person == colleague
    withdrawn = Notice.objects.filter(kind="credentials.withdrawn")
    assert not withdrawn.exists()
