"""Files of questions that were made to stop the house: they are refused, or read in a
moment."""

import time

import pytest

from learning.questions.rules import cloze
from learning.standards import aiken, gift, moodle_xml

MOMENT = 5  # seconds; each took minutes, or all of the memory
HUGE = ("1E999999999", "1E-999999999", "0E-999999999", "9" * 5000)
MANY = 60_000


def quiz(kind: str, inside: str) -> str:
    text = "<questiontext><text>Berapa?</text></questiontext>"
    return f'<quiz><question type="{kind}">{text}{inside}</question></quiz>'


def in_a_moment(read, text) -> list:
    started = time.monotonic()
    found = read(text)
    assert time.monotonic() - started < MOMENT
    return found


@pytest.mark.parametrize("number", HUGE)
def test_numbers_that_nobody_can_write_out(number):
    answer = f'<answer fraction="100"><text>{number}</text></answer>'
    share = f'<answer fraction="{number}"><text>7</text></answer>'
    for text in (quiz("numerical", answer), quiz("numerical", share)):
        (parsed,) = moodle_xml.read(text)
        assert parsed.question is None and parsed.faults
    for inside in (f"#{number}", f"#7:{number}", f"=%{number}%tujuh"):
        (parsed,) = gift.read(f"Berapa?{{{inside}}}")
        assert parsed.question is None and parsed.faults


def test_gaps_with_numbers_that_nobody_can_write_out():
    for number in ("1E999999999", "7:1E-999999999"):
        with pytest.raises(cloze.BadGap):
            cloze.split(f"<p>[[#{number}]]</p>")
    assert cloze.split("<p>[[#1e3]]</p>")[1][0]["answer"] == "1000"


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (gift.read, "{ a\n\n} " * MANY),
        (aiken.read, "x\n\n" * MANY),
        (moodle_xml.read, quiz("essay", f"<generalfeedback><text>{'&lt;' * MANY}"
                               "</text></generalfeedback>")),
        (moodle_xml.read, quiz("essay", f"<generalfeedback><text>{'&lt;br ' * MANY}"
                               "</text></generalfeedback>")),
    ],
    ids=["gift", "aiken", "signs", "tags"],
)  # fmt: skip
def test_much_of_nothing_is_read_in_a_moment(read, text):
    in_a_moment(read, text)


def test_marks_that_are_never_closed():
    text = f"<text>{'{1:SA:=a' * MANY}</text>"
    cloze_quiz = quiz("cloze", "").replace("<text>Berapa?</text>", text)
    (parsed,) = in_a_moment(moodle_xml.read, cloze_quiz)
    assert parsed.faults[0].code == "no_gap"

    def split(text):
        with pytest.raises(cloze.BadGap):
            cloze.split(text)

    in_a_moment(split, "[[a" * MANY)


def test_entities_and_outside_files():
    bomb = '<!DOCTYPE q [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>'
    outside = '<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'
    for text in (bomb, outside):
        with pytest.raises(moodle_xml.NotAQuiz):
            moodle_xml.read(text)
