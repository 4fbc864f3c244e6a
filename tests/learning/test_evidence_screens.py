"""The screens of evidence: owner, decider, HR, auditor, and everybody else."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corpu.lib.clock import today
from learning.actions import evidence as acts
from learning.actions import evidence_decisions as decisions
from learning.models import Evidence
from learning.queues import evidence as queue
from tests.learning.test_evidence import AGO, draft, refused, unique_pdf, upload
from tests.lib.test_proof_files import pdf, picture


def url(name, row):
    return reverse(f"learning:evidence_{name}", args=[row.public_id])


def typed(**more):
    day = (today() - AGO).isoformat()
    return {
        "title": "Seminar Layanan",
        "provider_name": "Universitas Contoh",
        "form": "seminar",
        "scope": "national",
        "started_on": day,
        "ended_on": day,
        **more,
    }


@pytest.fixture
def sent(rates, learner):
    return acts.submit(draft(learner), by=learner)


def test_from_the_first_word_to_the_ledger_on_screens(rates, learner, leader, client_of):
    client = client_of(learner)
    assert client.get(reverse("learning:evidence_new")).status_code == 200
    client.post(reverse("learning:evidence_new"), typed())
    row = Evidence.objects.get(person=learner)
    page = client.get(url("item", row)).content.decode()
    assert "4 JP" in page.replace("\xa0", " ").replace("&nbsp;", " ")
    client.post(url("attach", row), {"photo": SimpleUploadedFile("f.jpg", picture())})
    client.post(url("send", row))
    row.refresh_from_db()
    assert row.state == "submitted" and row.is_picture
    boss = client_of(leader)
    assert (
        "Seminar Layanan"
        in boss.get(reverse("learning:evidence_waiting")).content.decode()
    )
    assert boss.get(url("item", row)).status_code == 200
    boss.post(url("decide", row), {"act": "accept"})
    row.refresh_from_db()
    assert row.state == "accepted" and row.record
    assert client.get(reverse("learning:evidence")).status_code == 200
    assert client.get(url("item", row)).status_code == 200


def test_an_unfinished_form_is_kept_as_a_draft(rates, learner, client_of):
    client = client_of(learner)
    response = client.post(reverse("learning:evidence_new"), {"title": "Baru judul"})
    assert response.status_code == 302
    row = Evidence.objects.get(person=learner)
    assert row.state == "draft"
    page = client.get(url("edit", row) + "?check=1")
    assert "id_provider_name" in page.content.decode()
    response = client.post(url("edit", row), typed(title=""))
    assert response.status_code == 422
    assert "Universitas Contoh" in response.content.decode()


@pytest.mark.parametrize(
    "change, field",
    [
        ({"started_on": "31-31-2026"}, "started_on"),
        ({"ended_on": "2020-01-01"}, "ended_on"),
        (
            {"ended_on": (today() + datetime.timedelta(days=2)).isoformat()},
            "ended_on",
        ),
        ({"jp_stated": "banyak"}, "jp_stated"),
        ({"form": "unknown"}, "form"),
    ],
)
def test_bad_input_is_named_beside_its_field(rates, learner, client_of, change, field):
    response = client_of(learner).post(reverse("learning:evidence_new"), typed(**change))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Evidence.objects.exists()


def test_a_decider_must_say_why_it_is_returned(sent, leader, client_of):
    boss = client_of(leader)
    response = boss.post(url("decide", sent), {"act": "return"})
    assert response.status_code == 422
    boss.post(url("decide", sent), {"act": "return", "reason": "Tidak terbaca"})
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("returned", "Tidak terbaca")


def test_other_forms_ask_the_decider_for_jp(rates, learner, leader, client_of):
    row = acts.submit(
        draft(learner, form_id="other_classical", jp_stated="8"), by=learner
    )
    boss = client_of(leader)
    assert 'name="jp"' in boss.get(url("item", row)).content.decode()
    response = boss.post(url("decide", row), {"act": "accept"})
    assert response.status_code == 422
    boss.post(url("decide", row), {"act": "accept", "jp": "6"})
    row.refresh_from_db()
    assert str(row.record.credits.get().jp_recognised) == "6.00"


SCREENS = ["item", "edit", "file"]
ACTS = ["attach", "send", "withdraw", "reopen", "decide", "void"]


@pytest.mark.parametrize("who", ["colleague", "stranger", "coach"])
def test_strangers_find_nothing(who, sent, client_of, request):
    client = client_of(request.getfixturevalue(who))
    for name in SCREENS:
        assert client.get(url(name, sent)).status_code == 404, name
    for name in ACTS:
        assert client.post(url(name, sent)).status_code == 404, name
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_a_draft_is_for_its_owner_alone(rates, learner, leader, hr, auditor, client_of):
    row = draft(learner)
    for person in (leader, hr, auditor):
        assert client_of(person).get(url("item", row)).status_code == 404
        assert client_of(person).get(url("file", row)).status_code == 404


def test_deciders_and_offices_see_but_do_not_change(sent, leader, hr, auditor, client_of):
    for person in (leader, hr, auditor):
        client = client_of(person)
        assert client.get(url("item", sent)).status_code == 200
        assert client.get(url("edit", sent)).status_code == 403
        assert client.post(url("withdraw", sent)).status_code == 403
    for person in (hr, auditor):
        response = client_of(person).post(url("decide", sent), {"act": "accept"})
        assert response.status_code == 403
    assert client_of(auditor).post(url("void", sent)).status_code == 403
    client_of(hr).post(url("void", sent), {"reason": "x"})
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_a_leader_who_handed_it_on_no_longer_sees_it(
    sent, leader, upper_leader, client_of
):
    Evidence.objects.filter(pk=sent.pk).update(decider=upper_leader)
    assert client_of(leader).get(url("file", sent)).status_code == 404
    assert client_of(upper_leader).get(url("file", sent)).status_code == 200


def test_the_file_is_served_as_what_it_is(sent, leader, client_of, client):
    response = client_of(leader).get(url("file", sent))
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    saved = client_of(leader).get(url("file", sent) + "?download=1")
    assert saved["Content-Disposition"].startswith("attachment")
    anonymous = client.get(url("file", sent))
    assert anonymous.status_code == 302 and "login" in anonymous["Location"]


def test_hr_voids_on_screen(sent, leader, hr, client_of):
    decisions.decide(sent, by=leader, accept=True)
    page = client_of(hr).get(url("item", sent)).content.decode()
    assert url("void", sent) in page
    client_of(hr).post(url("void", sent), {"reason": "Palsu"})
    sent.refresh_from_db()
    assert sent.state == "voided"


def test_who_decides_sees_that_a_proof_was_offered_twice(
    sent, colleague, leader, learner, client_of
):
    Evidence.objects.filter(pk=sent.pk).update(flag="same_file")
    assert "banner--danger" in client_of(leader).get(url("item", sent)).content.decode()
    own = client_of(learner).get(url("item", sent)).content.decode()
    assert "banner--danger" not in own


def test_the_queue_shows_and_decides(sent, leader, learner):
    item = list(queue.rows(leader))[0]
    assert (item.person, item.title) == (learner, sent.title)
    assert not list(queue.rows(learner))
    with refused("reason_needed"):
        queue.decide(leader, item.key, False, "")
    queue.decide(leader, item.key, True, "")
    sent.refresh_from_db()
    assert sent.state == "accepted" and not list(queue.rows(leader))


def test_a_dropped_upload_loses_nothing_that_was_typed(rates, learner, client_of):
    client = client_of(learner)
    client.post(reverse("learning:evidence_new"), typed())
    row = Evidence.objects.get(person=learner)
    half = upload(pdf()[:300])
    assert client.post(url("attach", row), {"file": half}).status_code == 422
    assert client.post(url("attach", row), {}).status_code == 422
    row.refresh_from_db()
    assert row.title == "Seminar Layanan" and not row.file_path
    client.post(url("attach", row), {"file": upload(unique_pdf())})
    row.refresh_from_db()
    assert row.file_path


def test_the_list_asks_the_same_number_of_questions(
    rates, learner, leader, client_of, django_assert_max_num_queries
):
    for number in range(6):
        row = acts.submit(
            draft(
                learner,
                started_on=today() - AGO - datetime.timedelta(days=number),
                ended_on=today() - AGO - datetime.timedelta(days=number),
            ),
            by=learner,
        )
        decisions.decide(row, by=leader, accept=True)
    client = client_of(learner)
    client.get(reverse("learning:evidence"))
    with django_assert_max_num_queries(25):
        client.get(reverse("learning:evidence"))
