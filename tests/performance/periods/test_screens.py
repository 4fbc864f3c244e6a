import datetime
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from performance.models import Standing
from performance.periods.actions import freezing, reminding
from performance.periods.models import Closing, Page
from tests.conftest import grant
from tests.performance.periods.conftest import YEAR


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    from performance.periods import tasks

    monkeypatch.setattr(tasks.freeze_pieces, "delay", lambda *args: None)
    monkeypatch.setattr(tasks.tell_everybody, "delay", lambda *args: None)


@pytest.fixture
def page(ended, close, learner) -> Page:
    close()
    return Page.objects.get(person=learner, target__code="pns-minimum")


def test_what_is_closed_is_not_offered_again(ended, close, hr, client_of):
    close()
    hr.is_superuser = True
    hr.save()
    shown = client_of(hr).get(reverse("periods:prepare"), {"year": YEAR})
    assert shown.context["results"] == 0
    assert reverse("periods:propose") not in shown.content.decode()


def test_hr_closes_a_year_on_the_screens(
    ended, ministry, hr, second, learner, client_of, auditor
):
    root = ministry.root.pk
    assert client_of(learner).get(reverse("periods:closings")).status_code == 404
    listing = client_of(hr).get(reverse("periods:closings"))
    assert listing.context["is_open"] and listing.context["may_close"]
    prepare = reverse("periods:prepare")
    checklist = client_of(hr).get(prepare, {"year": YEAR, "unit": root})
    assert checklist.status_code == 200
    assert {one["check"].code for one in checklist.context["checks"]} >= {"dirty"}
    assert (
        client_of(auditor).get(prepare, {"year": YEAR, "unit": root}).status_code == 403
    )
    assert client_of(hr).get(prepare, {"year": "x"}).status_code == 404
    for code in ("without", "requests", "evidence", "sessions", "approve", "dirty"):
        loose = reverse("periods:loose", args=[code])
        assert client_of(hr).get(loose, {"year": YEAR, "unit": root}).status_code == 200
    propose = reverse("periods:propose")
    assert (
        client_of(learner).post(propose, {"year": YEAR, "unit": root}).status_code == 404
    )
    url = client_of(hr).post(propose, {"year": YEAR, "unit": root, "note": "Siap"})[
        "Location"
    ]
    closing = Closing.objects.get()
    confirm = reverse("periods:act", args=[closing.pk, "confirm"])
    client_of(hr).post(confirm)
    closing.refresh_from_db()
    assert closing.state == Closing.State.PROPOSED  # the same person
    assert client_of(learner).post(confirm).status_code == 404
    client_of(second).post(confirm)
    assert "hx-get" in client_of(second).get(url).content.decode()
    while freezing.freeze_one(closing.pk):
        pass
    done = client_of(auditor).get(url)
    assert done.context["verdict"].is_genuine
    pages = client_of(hr).get(reverse("periods:pages", args=[closing.pk]))
    assert pages.context["page"].paginator.count == closing.seal.pages
    met = client_of(hr).get(
        reverse("periods:pages", args=[closing.pk]), {"status": "met", "q": learner.name}
    )
    assert met.context["page"].paginator.count >= 1
    for kind in ("csv", "xlsx"):
        table = reverse("periods:table", args=[closing.pk, kind])
        assert client_of(hr).get(table).status_code == 200
        assert client_of(learner).get(table).status_code == 404
    piece = reverse("periods:piece", args=[closing.pk, 1])
    assert client_of(auditor).get(piece).context["verdict"].is_genuine
    reopen = reverse("periods:reopen", args=[closing.pk])
    assert client_of(hr).post(reopen, {"reason": ""}).status_code == 422
    client_of(hr).post(reopen, {"reason": "Jabatan keliru"})
    client_of(second).post(reverse("periods:act", args=[closing.pk, "confirm-reopening"]))
    closing.refresh_from_db()
    assert closing.state == Closing.State.REOPENED
    assert client_of(hr).get(url).status_code == 200


def test_who_reads_a_page(
    page, learner, leader, hr, auditor, colleague, stranger, client_of
):
    addresses = [
        page.get_absolute_url(),
        reverse("periods:pdf", args=[page.public_id]),
        reverse("periods:file", args=[page.public_id]),
    ]
    for person in (learner, leader, hr, auditor):
        for url in addresses:
            assert client_of(person).get(url).status_code == 200, (person, url)
    for person in (colleague, stranger):
        for url in addresses:
            assert client_of(person).get(url).status_code == 404
    mine = reverse("periods:mine")
    assert page in client_of(learner).get(mine).context["pages"]
    theirs = client_of(leader).get(mine, {"person": learner.pk})
    assert page in theirs.context["pages"]
    assert client_of(stranger).get(mine, {"person": learner.pk}).status_code == 404


def test_a_page_shows_what_was_frozen_and_what_came_later(
    page, learner, learn, client_of
):
    with translation.override("en"):
        learn(learner, 3, on=datetime.date(YEAR, 12, 1), title="Kursus susulan")
        learner.language = "en"
        learner.save(update_fields=["language"])
        shown = client_of(learner).get(page.get_absolute_url())
    text = shown.content.decode()
    body = shown.context["body"]
    assert body["recognised"] == page.counted == 22
    assert shown.context["verdict"].is_genuine and "Kursus susulan" in text
    assert [row.counted for row in shown.context["addenda"]] == [25]
    assert page.sha256 in text


def test_the_paper_is_a_pdf_and_the_file_proves_itself(page, learner, client_of):
    paper = client_of(learner).get(reverse("periods:pdf", args=[page.public_id]))
    assert paper.content.startswith(b"%PDF")
    file = client_of(learner).get(reverse("periods:file", args=[page.public_id])).content
    check = reverse("periods:check")
    client = client_of(learner)
    assert client.get(check).status_code == 200
    upload = SimpleUploadedFile("page.json", file, "application/json")
    assert client.post(check, {"file": upload}).context["verdict"].is_genuine
    changed = json.loads(file)
    changed["text"] = changed["text"].replace("22.00", "23.00", 1)
    upload = SimpleUploadedFile("page.json", json.dumps(changed).encode())
    assert not client.post(check, {"file": upload}).context["verdict"].is_genuine
    assert client.post(check, {}).status_code == 422


def test_anybody_checks_a_paper_and_learns_no_name(page, learner, client):
    url = reverse("periods:verify", args=[page.public_id])
    shown = client.get(url)
    text = shown.content.decode()
    assert shown.status_code == 200 and shown.context["verdict"].is_genuine
    assert page.number in text and page.sha256 in text
    assert learner.name not in text and learner.nip not in text
    unknown = reverse("periods:verify", args=["7f1d2c3b-0000-4000-8000-000000000000"])
    assert client.get(unknown).status_code == 404


def test_the_page_of_a_standing_leads_to_the_frozen_one(ended, learner, close, client_of):
    row = Standing.objects.get(person=learner, target__code="pns-minimum", year=YEAR)
    before = client_of(learner).get(row.get_absolute_url()).content.decode()
    assert "belum ditutup" in before
    close()
    page = Page.objects.get(person=learner, target=row.target)
    after = client_of(learner).get(row.get_absolute_url()).content.decode()
    assert page.get_absolute_url() in after and "belum ditutup" not in after


def test_hr_of_another_place_sees_no_page_of_ours(page, stranger, client_of):
    grant(stranger, "hr", unit=stranger.unit)
    closing = page.closing
    for name in ("periods:closing", "periods:pages"):
        url = reverse(name, args=[closing.pk])
        assert client_of(stranger).get(url).status_code == 404
    assert client_of(stranger).get(page.get_absolute_url()).status_code == 404


def test_hr_is_reminded_weekly_from_january_until_the_year_is_closed(
    ended, hr, close, set_today
):
    from corpu.notices.models import Notice

    kind = Notice.objects.filter(person=hr, kind="periods.close_the_year")
    reminding.remind()
    reminding.remind()
    assert kind.count() == 1
    assert kind.get().data["until_on"] == f"{YEAR + 1}-01-31"
    set_today(datetime.date(YEAR + 1, 1, 20))
    reminding.remind()
    assert kind.count() == 2
    close()
    set_today(datetime.date(YEAR + 1, 2, 3))
    reminding.remind()
    assert kind.count() == 2


def test_the_list_of_pages_asks_as_much_for_thirty_as_for_three(
    ended, close, ministry, person_factory, hr, client_of, django_assert_max_num_queries
):
    from performance.actions.standings import recount

    people = [person_factory(f"Pegawai {n}", unit=ministry.section) for n in range(30)]
    recount([person.pk for person in people], [YEAR])
    closing = close()
    client = client_of(hr)
    with django_assert_max_num_queries(50):
        shown = client.get(reverse("periods:pages", args=[closing.pk]))
    assert len(shown.context["page"].object_list) == 30
