"""GIFT: what is read, what is refused and why, and that what is written is read again."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.questions import rules
from learning.standards import gift, gift_writing

FIXTURE = Path(__file__).parents[4] / "shared/fixtures/questions/gift-examples.txt"


def one(text: str) -> dict:
    """The only question of a text, which must be readable."""
    (parsed,) = gift.read(text)
    assert not parsed.faults, parsed.faults
    return parsed.question


def faults(text: str) -> list[str]:
    return [fault.code for parsed in gift.read(text) for fault in parsed.faults]


def test_one_right_choice_with_feedback():
    found = one("::Satu JP:: Berapa menit?{~30#Terlalu singkat =45#Tepat ~%50%50 ~60}")
    assert found["kind"] == "single"
    assert [c["text"] for c in found["choices"]] == ["30", "45", "50", "60"]
    assert [c["is_right"] for c in found["choices"]] == [False, True, False, False]
    assert found["choices"][0]["feedback"] == "Terlalu singkat"
    assert found["choices"][2]["percent"] == "50"


def test_a_missing_word():
    assert one("Satu JP adalah {~30 =45} menit.")["text"] == "Satu JP adalah _____ menit."
    assert one("Berapa satu JP? {=45}.")["text"] == "Berapa satu JP?"


def test_several_right_choices_with_percentages():
    found = one("Mana non-klasikal?{~%50%Coaching ~%-50%Seminar ~%50%E-learning}")
    assert found["kind"] == "multiple"
    assert [c["percent"] for c in found["choices"]] == ["50", "-50", "50"]
    assert rules.share_of(found, [0, 2]) == 1
    assert rules.share_of(found, [0, 1]) == 0


@pytest.mark.parametrize("word", ["T", "TRUE", "true"])
def test_true(word):
    found = one(f"PNS wajib 20 JP.{{{word}#Periksa lagi#Benar}}")
    assert found["is_true"] is True
    assert (found["feedback_false"], found["feedback_true"]) == ("Periksa lagi", "Benar")


def test_short_text_with_parts():
    found = one("Singkatan?{=LAN =%50%Lan RI#Hampir}")
    assert found["accepted"] == ["LAN"]
    assert found["partly"] == [{"text": "Lan RI", "percent": "50", "feedback": "Hampir"}]


@pytest.mark.parametrize(
    ("answers", "answer", "tolerance"),
    [("#45", "45", "0"), ("#45:0.5", "45", "0.5"), ("#44..46", "45", "1"),
     ("# =45:0 =%50%45:5", "45", "0"), ("#-1.5:.25", "-1.5", "0.25")],
)  # fmt: skip
def test_numbers(answers, answer, tolerance):
    found = one(f"Berapa?{{{answers}}}")
    assert (found["kind"], found["answer"], found["tolerance"]) == (
        "numeric",
        answer,
        tolerance,
    )


def test_matching_with_what_belongs_to_nothing():
    found = one("Jodohkan.{=PNS -> 20 =PPPK -> 24 = -> 99}")
    assert found["pairs"][1] == {"left": "PPPK", "right": "24"}
    assert found["extra"] == ["99"]


def test_an_essay_and_its_explanation():
    found = one("Ceritakan.{####Dibaca pengajar}")
    assert (found["kind"], found["feedback"]) == ("essay", "Dibaca pengajar")


def test_remarks_categories_lines_and_escapes():
    first, second = gift.read(
        "// catatan\n$CATEGORY: Pelayanan/Dasar\n\n::A::1 \\+ 1 \\= ?{=2}\n\n\nB{T}\n"
    )
    assert (first.category, first.name, first.line) == ("Pelayanan/Dasar", "A", 4)
    assert first.question["text"] == "1 \\+ 1 = ?"
    assert (second.number, second.line) == (2, 7)


def test_a_blank_line_inside_braces_ends_nothing():
    assert len(one("Pilih.{\n~a\n\n=b\n}")["choices"]) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tanpa jawaban", "gift_no_answers"),
        ("Terbuka {=a", "gift_not_closed"),
        ("Tertutup =a}", "gift_not_opened"),
        ("Dua {=a} kali {=b}", "gift_braces"),
        ("{=a}", "no_text"),
        ("Satu {~a}", "one_choice"),
        ("Salah {~a ~b}", "no_right_choice"),
        ("Dua {=a =b ~c}", "two_right_choices"),
        ("Jumlah {~%50%a ~%20%b ~c}", "percent_sum"),
        ("Persen {~%abc%a =b}", "percent"),
        ("Angka {#empat}", "number"),
        ("Angka {#=%50%4}", "no_right_answer"),
        ("Bukan {MUNGKIN}", "gift_answer"),
        ("Kosong {~ =b}", "empty_choice"),
        ("Pasangan {=a -> b}", "few_pairs"),
        ("Pasangan {=a -> b =c}", "pair"),
    ],
)
def test_what_cannot_be_read_says_why(text, code):
    assert faults(text) == [code]


def test_one_bad_question_spoils_no_other():
    found = gift.read("A{=a}\n\nB {=b\n\nC{=c}\n\nD\n\nE{T}")
    assert [bool(parsed.faults) for parsed in found] == [False, True, False, True, False]


@pytest.mark.skipif(not FIXTURE.exists(), reason="the collection is not beside us")
def test_every_example_of_the_format():
    found = gift.read(FIXTURE.read_text(encoding="utf-8"))
    kinds = "".join(parsed.question["kind"][0:2] for parsed in found if parsed.question)
    assert len(found) == 43 and not any(parsed.faults for parsed in found)
    wanted = (
        "si si tr sh nu si si si si sh sh tr tr ma ma nu nu nu nu nu sh si si sh sh tr "
        "si si sh mu mu si si si si tr sh nu ma si si sh nu"
    )
    assert kinds == wanted.replace(" ", "")
    assert found[32].question["choices"][5]["text"] == "\\"
    assert found[17].question["tolerance"] == "0.0005"
    assert found[42].question["partly"][0]["percent"] == "50"


# -- what is written is read again -------------------------------------------------

SIGNS = string.ascii_letters + string.digits + " ~=#{}:\\%-.,?!'\"/<>&éü→"
texts = st.text(SIGNS, min_size=1, max_size=30).map(lambda t: " ".join(t.split()))
texts = texts.filter(lambda t: t and "->" not in t)
notes = st.one_of(st.just(""), texts)
percents = st.integers(1, 99).map(str)
numbers = st.decimals(-9999, 9999, places=3).map(lambda d: f"{d.normalize():f}")
tolerances = st.decimals(0, 99, places=2).map(lambda d: f"{d.normalize():f}")


def _choice(text, feedback, *, is_right=False, percent=""):
    made = {"text": text, "is_right": is_right, "feedback": feedback}
    return {**made, "percent": percent} if percent else made


wrong = st.builds(_choice, texts, notes, percent=st.one_of(st.just(""), percents))
right = st.builds(_choice, texts, notes, is_right=st.just(True))
singles = st.tuples(st.lists(wrong, min_size=1, max_size=4), right).map(
    lambda pair: {"kind": "single", "choices": [pair[0][0], pair[1], *pair[0][1:]]}
)
multiples = st.tuples(
    st.lists(right, min_size=1, max_size=4),
    st.lists(st.builds(_choice, texts, notes), min_size=1, max_size=4),
).map(lambda pair: {"kind": "multiple", "choices": [*pair[0], *pair[1]]})
statements = st.fixed_dictionaries(
    {
        "kind": st.just("true_false"),
        "is_true": st.booleans(),
        "feedback_true": notes,
        "feedback_false": notes,
    }
)
shorts = st.fixed_dictionaries(
    {
        "kind": st.just("short_text"),
        "accepted": st.lists(texts, min_size=1, max_size=3),
        "keeps_case": st.just(False),
        "partly": st.lists(
            st.fixed_dictionaries(
                {"text": texts, "percent": percents, "feedback": notes}
            ),
            min_size=1,
            max_size=2,
        ),
    }
)
numerics = st.fixed_dictionaries(
    {
        "kind": st.just("numeric"),
        "answer": numbers,
        "tolerance": tolerances,
        "right_feedback": texts,
        "unit": st.just(""),
    }
)
matchings = st.fixed_dictionaries(
    {
        "kind": st.just("matching"),
        "pairs": st.lists(
            st.fixed_dictionaries({"left": texts, "right": texts}), min_size=2, max_size=4
        ),
    }
)
questions = st.builds(
    lambda said, text, feedback: {
        "text": text,
        "weight": "1",
        "feedback": feedback,
        **said,
    },
    st.one_of(
        singles,
        statements,
        shorts,
        numerics,
        matchings,
        multiples,
        st.just({"kind": "essay"}),
    ),
    texts,
    notes,
)


@given(st.lists(st.tuples(texts, questions), min_size=1, max_size=4))
def test_what_is_written_is_read_again(rows):
    written = gift_writing.write(
        {**said, "name": name, "category": "Umum"} for name, said in rows
    )
    found = gift.read(written)
    assert [parsed.faults for parsed in found] == [[] for _ in rows]
    for (name, said), parsed in zip(rows, found, strict=True):
        assert (parsed.name, parsed.category, parsed.markup) == (name, "Umum", "html")
        if said["kind"] == "multiple":
            _same_marks(said, parsed.question)
        else:
            assert parsed.question == said


def _same_marks(said: dict, again: dict) -> None:
    """Without percentages a question is written with even ones: marked the same."""
    assert [c["text"] for c in again["choices"]] == [c["text"] for c in said["choices"]]
    for picked in range(2 ** len(said["choices"])):
        answer = [n for n in range(len(said["choices"])) if picked >> n & 1]
        difference = rules.share_of(said, answer) - rules.share_of(again, answer)
        assert abs(difference) < 0.0001


def test_what_gift_cannot_say_is_a_remark():
    written = gift_writing.write(
        [{"kind": "ordering", "name": "Urutan", "text": "x", "items": ["a", "b"]}]
    )
    assert written.splitlines()[-1].startswith("// Urutan")
    assert gift.read(written) == []
