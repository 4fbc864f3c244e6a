"""Aiken and Moodle XML."""

import pytest

from learning.standards import aiken, moodle_xml
from learning.standards.moodle_xml import NotAQuiz

AIKEN = """Satu JP berapa menit?
A) 30
B) 45
C. 60
ANSWER: B

Wajib belajar PNS setahun?
A. 20 JP
B. 24 JP
ANSWER: a
"""


def test_aiken():
    first, second = aiken.read(AIKEN)
    assert [c["text"] for c in first.question["choices"]] == ["30", "45", "60"]
    assert [c["is_right"] for c in first.question["choices"]] == [False, True, False]
    assert (second.line, second.question["choices"][0]["is_right"]) == (7, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Apa?\nA) x\nB) y\n", "aiken_no_answer"),
        ("Apa?\nA) x\nB) y\nANSWER: C\n", "aiken_answer"),
        ("Apa?\nA) x\nANSWER: A\n", "one_choice"),
        ("Apa?\nA) x\nA) y\nANSWER: A\n", "aiken_twice"),
        ("Apa?\nA) x\nlepas\nB) y\nANSWER: A\n", "aiken_stray_line"),
        ("ANSWER: A\n", "no_text"),
    ],
)
def test_aiken_says_why(text, code):
    (parsed,) = aiken.read(text)
    assert [fault.code for fault in parsed.faults] == [code]


def test_one_bad_question_spoils_no_other():
    found = aiken.read(f"Apa?\nA) x\nB) y\n\n{AIKEN}")
    assert [bool(parsed.faults) for parsed in found] == [True, False, False]


def quiz(inner: str, kind: str, text="<p>Apa?</p>") -> str:
    return (
        '<?xml version="1.0"?><quiz><question type="category"><category>'
        "<text>$course$/top/Layanan</text></category></question>"
        f'<question type="{kind}"><name><text>Nama</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
        f"<defaultgrade>2.0</defaultgrade>{inner}</question></quiz>"
    )


def answer(text, fraction, feedback="", more="") -> str:
    return (
        f'<answer fraction="{fraction}"><text><![CDATA[{text}]]></text>'
        f"<feedback><text>{feedback}</text></feedback>{more}</answer>"
    )


def one(*args, **kwargs):
    (parsed,) = moodle_xml.read(quiz(*args, **kwargs))
    return parsed


def test_single_choice_with_parts():
    rows = answer("<b>Ya</b>", 100, "Tepat") + answer("Tidak", 0) + answer("Agak", 50)
    parsed = one(f"<single>true</single>{rows}", "multichoice")
    said = parsed.question
    assert (parsed.name, parsed.category, said["weight"]) == ("Nama", "Layanan", "2")
    assert said["choices"][0] == {"text": "Ya", "is_right": True, "feedback": "Tepat"}
    assert said["choices"][2]["percent"] == "50"


def test_several_choices():
    rows = answer("a", 50) + answer("b", 50) + answer("c", -100)
    said = one(f"<single>false</single>{rows}", "multichoice").question
    assert said["kind"] == "multiple"
    assert [c["percent"] for c in said["choices"]] == ["50", "50", "-100"]


def test_true_false_short_numeric_essay():
    rows = answer("true", 0, "Bukan") + answer("false", 100)
    said = one(rows, "truefalse").question
    assert (said["is_true"], said["feedback_true"]) == (False, "Bukan")
    said = one(f"<usecase>1</usecase>{answer('LAN', 100)}", "shortanswer").question
    assert (said["accepted"], said["keeps_case"]) == (["LAN"], True)
    near = answer("45", 100, more="<tolerance>0.5</tolerance>")
    said = one(near, "numerical").question
    assert (said["answer"], said["tolerance"]) == ("45", "0.5")
    said = one("<graderinfo><text>Lihat isi</text></graderinfo>", "essay").question
    assert said["guide"] == "Lihat isi"


def test_matching_and_ordering():
    rows = "".join(
        f"<subquestion><text>{left}</text><answer><text>{right}</text></answer>"
        "</subquestion>"
        for left, right in (("PNS", "20"), ("PPPK", "24"), ("", "99"))
    )
    said = one(rows, "matching").question
    assert (len(said["pairs"]), said["extra"]) == (2, ["99"])
    said = one(answer("dua", 2) + answer("satu", 1), "ordering").question
    assert said["items"] == ["satu", "dua"]


def test_gaps():
    text = (
        "Ibu kota {1:SHORTANSWER:=Jakarta~%50%Batavia#lama}, satu JP "
        "{2:NUMERICAL:=45:0} menit, {1:MULTICHOICE:klasikal~=non-klasikal}."
    )
    parsed = one("", "cloze", text=text)
    assert parsed.question["text"] == (
        "Ibu kota [[Jakarta]], satu JP [[#45:0]] menit, [[klasikal|*non-klasikal]]."
    )
    assert [note.code for note in parsed.notes] == ["cloze_partly"]


def test_pictures_are_told_to_be_left_out():
    parsed = one(answer("a", 100), "shortanswer", text='<img src="@@PLUGINFILE@@/x">?')
    assert [note.code for note in parsed.notes] == ["picture_left_out"]


@pytest.mark.parametrize(
    ("inner", "kind", "code"),
    [
        ("", "calculated", "kind_unknown"),
        (answer("a", 0) + answer("b", 0), "multichoice", "no_right_choice"),
        (answer("a", 50), "shortanswer", "no_right_answer"),
        (answer("x", 100), "numerical", "number"),
        (answer("a", 999) + answer("b", 1), "multichoice", "percent"),
        ("", "cloze", "no_gap"),
    ],
)
def test_moodle_says_why(inner, kind, code):
    assert [fault.code for fault in one(inner, kind).faults] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "kuis",
        "<html/>",
        '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>',
        '<!DOCTYPE quiz SYSTEM "http://example.org/q.dtd"><quiz/>',
    ],
)
def test_what_is_no_quiz_or_not_safe_is_refused(text):
    with pytest.raises(NotAQuiz):
        moodle_xml.read(text)
