"""Files of questions: looked at first, then taken, once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corpu.lib.refusals import Refused
from learning.questions.actions import imports
from learning.questions.models import Category, Question, QuestionImport

pytestmark = pytest.mark.django_db

GIFT = """$CATEGORY: Dasar
::Satu JP::Berapa menit satu <b>JP</b><script>alert(1)</script>?{~30 =45}

Ini tidak terjawab

[markdown]Sebutkan **lembaga**.{=LAN =%50%Lan RI#Hampir}

Ceritakan.{}
"""


@pytest.fixture
def read(shelf, author):
    def _read(text=GIFT, format="gift", **fields):
        return imports.read_file(
            category=shelf, format=format, data=text.encode(), by=author, **fields
        )

    return _read


def test_reading_keeps_nothing_in_the_bank(read):
    batch = read()
    assert Question.objects.count() == 0
    assert [bool(row["faults"]) for row in batch.rows] == [False, True, False, False]
    assert batch.rows[1]["faults"] == [["gift_no_answers", {}]]
    assert batch.rows[1]["line"] == 4


def test_taking_makes_ready_questions_without_what_is_not_safe(read, author):
    batch = read()
    assert imports.take(batch, by=author) == 3
    first, second, third = Question.objects.order_by("pk")
    assert (first.name, first.kind, first.state) == ("Satu JP", "single", "ready")
    assert "<b>JP</b>" in first.frozen()["text"]
    assert "script" not in first.frozen()["text"]
    assert "<strong>lembaga</strong>" in second.frozen()["text"]
    assert second.frozen()["partly"][0]["feedback"] == "Hampir"
    assert (third.kind, third.name) == ("essay", "Ceritakan.")
    assert {q.category.name for q in Question.objects.all()} == {"Pelayanan"}


def test_taking_twice_is_once(read, author):
    batch = read()
    imports.take(batch, by=author)
    with pytest.raises(Refused) as refused:
        imports.take(batch, by=author)
    assert refused.value.code == "taken_already"
    assert Question.objects.count() == 3


def test_what_the_bank_has_is_left_out(read, author):
    imports.take(read(), by=author)
    again = read()
    assert [row["is_known"] for row in again.rows] == [True, False, True, True]
    assert imports.take(again, by=author) == 0


def test_categories_of_the_file(read, author):
    imports.take(read(keeps_categories=True), by=author)
    assert Category.objects.get(name="Dasar").questions.count() == 3


def test_what_the_editor_would_refuse_is_refused(read):
    batch = read("Soal{=" + "a" * 300 + "}")
    assert batch.rows[0]["faults"][0][0] == "invalid"


@pytest.mark.parametrize(
    ("data", "format", "code"),
    [
        (b"\xff\xfe", "gift", "not_text"),
        (b"", "aiken", "nothing_found"),
        (b"<html/>", "moodle_xml", "not_a_quiz"),
        (b"A{T}\n\n" * 1001, "gift", "too_many"),
    ],
)
def test_files_that_are_refused(shelf, author, data, format, code):
    with pytest.raises(Refused) as refused:
        imports.read_file(category=shelf, format=format, data=data, by=author)
    assert refused.value.code == code


def test_the_way_through_the_screens(client_of, staff, provider):
    client = client_of(staff)
    url = reverse("questions:import", args=[provider.code])
    assert client.get(url).status_code == 200
    file = SimpleUploadedFile("soal.txt", GIFT.encode())
    data = {"format": "gift", "file": file, "new_category": "Kuis"}
    response = client.post(url, data, follow=True)
    text = response.content.decode()
    assert "soal.txt" in text and "Satu JP" in text
    assert "<script>alert" not in text
    batch = QuestionImport.objects.get()
    take = reverse("questions:take", args=[provider.code, batch.public_id])
    assert client.post(take, follow=True).status_code == 200
    assert Question.objects.filter(category__name="Kuis").count() == 3
    bank = client.get(reverse("questions:bank_of", args=[provider.code]))
    assert "Satu JP" in bank.content.decode()


def test_a_form_without_questions_says_so(client_of, staff, provider):
    url = reverse("questions:import", args=[provider.code])
    response = client_of(staff).post(url, {"format": "gift"})
    assert response.status_code == 422
    assert QuestionImport.objects.count() == 0


def test_what_goes_out_comes_in_again(client_of, staff, provider, read):
    imports.take(read(), by=staff)
    client = client_of(staff)
    url = reverse("questions:gift", args=[provider.code])
    written = client.get(url).content.decode()
    again = read(written)
    assert all(row["is_known"] for row in again.rows)
    table = client.get(reverse("questions:csv", args=[provider.code])).content.decode()
    assert "Satu JP" in table and "45" in table


@pytest.mark.parametrize("who", ["learner", "stranger", "other_author", "instructor"])
def test_others_find_nothing(request, client_of, provider, read, who):
    batch = read()
    client = client_of(request.getfixturevalue(who))
    names = ["bank_of", "gift", "csv", "import"]
    urls = [reverse(f"questions:{name}", args=[provider.code]) for name in names]
    urls += [reverse("questions:preview", args=[provider.code, batch.public_id])]
    for url in urls:
        assert client.get(url).status_code == 404
    take = reverse("questions:take", args=[provider.code, batch.public_id])
    assert client.post(take).status_code == 404
    assert Question.objects.count() == 0


def test_a_batch_of_another_agency_is_not_found(
    client_of, other_author, other_provider, read
):
    url = reverse("questions:preview", args=[other_provider.code, read().public_id])
    assert client_of(other_author).get(url).status_code == 404


def test_a_question_without_an_end_is_too_long(read):
    batch = read("[markdown]" + "[" * 30_000 + "{T}")
    assert batch.rows[0]["faults"] == [["too_long", {"most": 20_000}]]
    assert imports.is_usable(batch.rows[0]) is False
