import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from corpu.ledger import siasn
from corpu.ledger.actions import records
from tests.ledger.conftest import told

D = "2025-03-10"


@pytest.fixture
def fact(learn):
    return learn(
        "e_learning", "2024-12-30", "2025-01-02", jp_stated=30, title="Etika Digital",
        certificate_number="LP/7", provider_name="Balai Contoh",
    )  # fmt: skip


def test_my_records_add_up(client_of, learner, fact, learn):
    learn("seminar", "2025-05-01", title="Seminar Mutu")
    page = client_of(learner).get(reverse("ledger:records"), {"year": 2025})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Etika Digital" in text
    assert page.context["recognised"] == page.context["year_total"] == 10
    assert sum(jp for _label, jp in page.context["by_class"]) == 10


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"form": "seminar"}, ["Seminar Mutu"]),
        ({"learning_class": "non_classical"}, ["Etika Digital"]),
        ({"reason": "day_cap"}, ["Etika Digital"]),
        ({"form": "nonsense", "year": "x"}, None),
        ({"form": "coaching"}, []),
    ],
)
def test_the_filter(client_of, learner, fact, learn, query, titles):
    learn("seminar", "2025-05-01", title="Seminar Mutu")
    page = client_of(learner).get(reverse("ledger:records"), {"year": 2025, **query})
    assert page.status_code == 200
    if titles is not None:
        assert [row.title for row, _worth in page.context["lines"]] == titles


def test_a_leader_sees_her_peoples_records_and_a_stranger_does_not(
    client_of, leader, stranger, learner, fact
):
    query = {"person": learner.pk, "year": 2025}
    url = reverse("ledger:records")
    assert "Etika Digital" in client_of(leader).get(url, query).content.decode()
    assert client_of(stranger).get(url, query).status_code == 404
    one = reverse("ledger:record", args=[fact.public_id])
    assert client_of(leader).get(one).status_code == 200
    assert client_of(stranger).get(one).status_code == 404


def test_nobody_comes_in_without_signing_in(client, fact):
    for name, args in [
        ("records", []), ("search", []), ("waiting", []), ("export", []),
        ("record", [fact.public_id]), ("void", [fact.public_id]),
        ("approve", [fact.public_id]),
    ]:  # fmt: skip
        response = client.get(reverse(f"ledger:{name}", args=args))
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


def test_a_record_explains_itself(client_of, learner, fact):
    client = client_of(learner)
    client.cookies["django_language"] = "en"
    learner.language = "en"
    learner.save(update_fields=["language"])
    page = client.get(reverse("ledger:record", args=[fact.public_id]))
    text = page.content.decode()
    assert [slot.amount for slot in page.context["slots"]] == [3, 3, 3, 3]
    assert "More was learnt than a day allows" in text
    assert "itself was not seen" in text
    assert "in force since" in text


@pytest.mark.parametrize(
    ("form", "more"),
    [
        ("coaching", {"sessions": 2}),
        ("seminar", {"jp_stated": 8}),
        ("other_classical", {}),
        ("workplace_guidance", {"jp_stated": 2}),
        ("technical", {"jp_stated": 10, "scope": "international"}),
        ("seminar", {"role": "speaker"}),
        ("degree_study", {"semesters": 1}),
    ],
)
def test_every_kind_of_record_can_be_explained(client_of, learner, learn, form, more):
    fact = learn(form, D, **more)
    page = client_of(learner).get(reverse("ledger:record", args=[fact.public_id]))
    assert page.status_code == 200
    assert page.context["why"]


def test_hr_sets_jp_and_never_her_own(client_of, hr, learner, learn):
    fact, own = learn("other_classical", D), learn("other_classical", D, person=hr)
    client = client_of(hr)
    waiting = client.get(reverse("ledger:waiting"))
    assert [row.pk for row in waiting.context["page"]] == [fact.pk]
    url = reverse("ledger:approve", args=[fact.public_id])
    assert client.post(url, {"jp": "x", "reason": ""}).status_code == 422
    assert client.post(url, {"jp": "3,5", "reason": "Jadwal"}).status_code == 302
    assert told(fact)[1] == "3.50"
    own_url = reverse("ledger:approve", args=[own.public_id])
    assert client.post(own_url, {"jp": "3", "reason": "x"}).status_code == 403
    assert client_of(learner).post(url, {"jp": "3", "reason": "x"}).status_code == 403
    assert client_of(learner).get(reverse("ledger:waiting")).status_code == 404


def test_hr_voids_with_a_reason(client_of, hr, learner, leader, stranger, fact):
    url = reverse("ledger:void", args=[fact.public_id])
    assert client_of(stranger).post(url, {"reason": "x"}).status_code == 404
    assert client_of(leader).post(url, {"reason": "x"}).status_code == 403
    assert client_of(learner).post(url, {"reason": "x"}).status_code == 403
    client = client_of(hr)
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": " "}).status_code == 422
    assert client.post(url, {"reason": "Salah orang"}).status_code == 302
    assert told(fact)[2] == "voided"
    page = client.get(reverse("ledger:record", args=[fact.public_id]))
    assert "Salah orang" in page.content.decode()
    assert client.post(url, {"reason": "Lagi"}).status_code == 404


def test_auditors_search(client_of, auditor, learner, stranger, fact):
    url = reverse("ledger:search")
    client = client_of(auditor)
    assert client.get(url).status_code == 200
    for text in ("etika", learner.nip, "Dewi", "LP/7", fact.source):
        found = client.get(url, {"q": text})
        assert [row.pk for row, _worth in found.context["lines"]] == [fact.pk]
    assert not client.get(url, {"q": "nothing like it"}).context["lines"]
    assert client_of(learner).get(url).status_code == 404


def test_the_export_for_the_national_system(client_of, hr, learner, learn, fact):
    learn(
        "structural_leadership", D, jp_stated="40.75", certificate_number="D/1",
        provider_name="LAN", title="PKA",
    )  # fmt: skip
    learn("self_study", D, jp_stated="0.50", title="Membaca")
    url, period = reverse("ledger:export"), {"start": "2024-12-01", "end": "2025-12-31"}
    client = client_of(hr)
    assert client_of(learner).get(url).status_code == 404
    assert client.get(url).status_code == 200
    wrong = client.get(url, {"start": "2025-12-31", "end": "2025-01-01"})
    assert wrong.status_code == 422
    table = client.get(url, period).context["table"]
    assert table.diklat[0][6:] == [
        40, "", "D/1", "", 2025, "10-03-2025", "10-03-2025"
    ]  # fmt: skip
    assert table.kursus[0][4] == 16
    assert table.kursus[0][6:10] == ["T", 12, "", "Etika Digital"]
    assert table.refused[0][5] == "less_than_one_jp, no_number, no_provider"
    book = client.get(url, {**period, "list": "all"})
    sheets = load_workbook(io.BytesIO(book.content)).sheetnames
    assert sheets == ["diklat", "kursus", "refused"]
    text = client.get(url, {**period, "list": "kursus"}).content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("nipBaru,nama,instansiId")
    assert (
        client.get(url, {**period, "list": "diklat", "kind": "xlsx"}).status_code == 200
    )


def test_the_links_of_the_export_name_its_period(client_of, hr, learn, learner):
    """Also where nobody has chosen one yet."""
    page = client_of(hr).get(reverse("ledger:export")).content.decode()
    assert "?&amp;" not in page and "?start=" in page
    first = page.index("?start=")
    link = page[first : page.index('"', first)].replace("&amp;", "&")
    answer = client_of(hr).get(reverse("ledger:export") + link)
    assert answer["Content-Type"].startswith("text/csv")


def test_the_export_asks_one_question(learner, learn, django_assert_num_queries):
    for number in range(5):
        learn("self_study", D, jp_stated="3", title=f"Membaca {number}")
    people = type(learner).objects.all()
    with django_assert_num_queries(1):
        table = siasn.export(people, start=D, end=D)
    assert len(table.refused) == 5


def test_the_list_asks_few_questions(
    client_of, learner, learn, django_assert_max_num_queries
):
    for number in range(1, 12):
        learn("seminar", f"2025-01-{number:02d}")
    client = client_of(learner)
    with django_assert_max_num_queries(30):
        client.get(reverse("ledger:records"), {"year": 2025})


def test_a_voided_record_stays_in_the_list(client_of, learner, hr, fact):
    records.void(fact, reason="Salah", by=hr)
    page = client_of(learner).get(reverse("ledger:records"), {"year": 2025})
    assert [row.pk for row, _worth in page.context["lines"]] == [fact.pk]
    assert page.context["recognised"] == 0
