"""How answers are graded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.kinds.quiz import rules

SINGLE = {
    "key": "s",
    "kind": "single",
    "weight": "1",
    "choices": [{"is_right": False}, {"is_right": True}, {"is_right": False}],
}
MULTIPLE = {
    "key": "m",
    "kind": "multiple",
    "weight": "2",
    "choices": [{"is_right": right} for right in (True, True, False, False)],
}
TRUE = {"key": "t", "kind": "true_false", "weight": "1", "is_true": True}
TEXT = {
    "key": "x",
    "kind": "short_text",
    "weight": "1",
    "accepted": ["Aparatur Sipil Negara", "ASN"],
}
NUMBER = {
    "key": "n",
    "kind": "numeric",
    "weight": "1",
    "answer": "3.14",
    "tolerance": "0.01",
}
PAIRS = {
    "key": "p",
    "kind": "matching",
    "weight": "1",
    "pairs": [
        {"left": "a", "right": "1"},
        {"left": "b", "right": "2"},
        {"left": "c", "right": "2"},
    ],
}
ORDER = {"key": "o", "kind": "ordering", "weight": "1", "items": ["x", "y", "z"]}
ALL = [SINGLE, MULTIPLE, TRUE, TEXT, NUMBER, PAIRS, ORDER]
RIGHT = {
    "s": 1,
    "m": [0, 1],
    "t": True,
    "x": "ASN",
    "n": "3,14",
    "p": {"0": 0, "1": 2, "2": 1},
    "o": {"0": 0, "1": 1, "2": 2},
}


@pytest.mark.parametrize(
    ("question", "answer", "share"),
    [
        (SINGLE, 1, 1),
        (SINGLE, 0, 0),
        (SINGLE, True, 0),
        (SINGLE, 99, 0),
        (SINGLE, -1, 0),
        (SINGLE, "1", 0),
        (MULTIPLE, [0, 1], 1),
        (MULTIPLE, [0], "0.5"),
        (MULTIPLE, [0, 2], 0),
        (MULTIPLE, [0, 1, 2], "0.5"),
        (MULTIPLE, [0, 1, 2, 3], 0),
        (MULTIPLE, [0, 0, 1, 1], 1),
        (MULTIPLE, [], 0),
        (TRUE, True, 1),
        (TRUE, False, 0),
        (TRUE, 1, 0),
        (TEXT, "  aparatur   sipil NEGARA. ", 1),
        (TEXT, "asñ", 1),
        (TEXT, "A S N", 0),
        (TEXT, "", 0),
        ({**TEXT, "keeps_case": True}, "asn", 0),
        ({**TEXT, "keeps_case": True}, "ASN", 1),
        (NUMBER, "3.14", 1),
        (NUMBER, "3,15", 1),
        (NUMBER, "3,1501", 0),
        (NUMBER, "\u22123,14", 0),
        (NUMBER, "pi", 0),
        (NUMBER, "1e1", 0),
        ({**NUMBER, "answer": "1000", "tolerance": "0"}, "1.000", 1),
        ({**NUMBER, "answer": "1000", "tolerance": "0"}, "1,000.0", 1),
        ({**NUMBER, "answer": "1234567.5", "tolerance": "0"}, "1.234.567,5", 1),
        (PAIRS, {"0": 0, "1": 1, "2": 2}, 1),
        (PAIRS, {"0": 0, "1": 2, "2": 1}, 1),  # equal right sides are equal
        (PAIRS, {"0": 1}, 0),
        (ORDER, {"0": 0, "1": 2, "2": 1}, Decimal(1) / 3),
        (ORDER, None, 0),
    ],
)
def test_share(question, answer, share):
    assert rules.share_of(question, answer) == Decimal(share)


def test_a_whole_attempt():
    result = rules.grade(ALL, RIGHT, pass_mark=Decimal(100))
    assert (result.percent, result.has_passed) == (100, True)
    result = rules.grade(ALL, {"m": [0]}, pass_mark=Decimal(13))
    assert (result.percent, result.has_passed) == (Decimal("12.50"), False)
    assert rules.grade(ALL, {}, pass_mark=Decimal(0)).has_passed


def test_percent_is_never_rounded_up_to_a_pass():
    many = [{**TRUE, "key": str(n)} for n in range(3)]
    answers = {"0": True, "1": True}
    assert rules.grade(many, answers, pass_mark=Decimal(67)).percent == Decimal("66.66")


def test_questions_without_weight():
    zero = [{**TRUE, "weight": "0"}]
    assert rules.grade(zero, {"t": True}, pass_mark=Decimal(1)).percent == 0


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("7", {"7"}),
        (" 7 000 ", {"7000"}),
        ("1.5", {"1.5"}),
        ("1,5", {"1.5"}),
        ("1.500", {"1.5", "1500"}),
        ("0.500", {"0.5"}),
        ("1.234,5", {"1234.5"}),
        ("1,234.5", {"1234.5"}),
        ("1.2.3,4,5", set()),
        ("1.000.000", {"1000000"}),
        ("-3", {"-3"}),
        ("", set()),
        (".", set()),
        ("١٢", set()),
    ],
)
def test_readings(text, numbers):
    expected = {Decimal(number) for number in numbers}
    assert rules.readings(text) == expected


answers = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 6),
    st.text(max_size=20),
    st.lists(st.integers(-1, 6), max_size=6),
    st.dictionaries(st.text("0123x", max_size=2), st.integers(-1, 6), max_size=4),
)


@given(st.sampled_from(ALL), answers)
def test_a_share_lies_between_nothing_and_all(question, answer):
    share = rules.share_of(question, answer)
    assert 0 <= share <= 1
    kept = rules.clean_answer(question, answer)
    assert rules.share_of(question, kept) == share


@given(st.dictionaries(st.sampled_from([q["key"] for q in ALL]), answers))
def test_percent_lies_between_0_and_100(given_answers):
    result = rules.grade(ALL, given_answers, pass_mark=Decimal(70))
    assert 0 <= result.percent <= 100
    assert result.has_passed == (result.percent >= 70)


@given(st.decimals(-(10**6), 10**6, places=3))
def test_a_number_is_read_with_point_and_with_comma(number):
    text = f"{number:f}"
    assert number in rules.readings(text)
    assert number in rules.readings(text.replace(".", ","))


@given(st.text(max_size=30))
def test_case_spaces_and_accents_make_no_difference(text):
    once = rules.folded(text)
    assert rules.folded(f"  {once} ") == once
    assert rules.folded(text.upper()) == rules.folded(text.upper().lower())


@given(st.integers(0, 2**64), st.integers(1, 7), st.booleans(), st.booleans())
def test_a_draw_is_repeatable_and_complete(seed, count, questions, options):
    kwargs = {
        "seed": seed,
        "count": count,
        "shuffle_questions": questions,
        "shuffle_answers": options,
    }
    drawn = rules.draw(ALL, **kwargs)
    assert drawn == rules.draw(ALL, **kwargs)
    assert len({row["key"] for row in drawn}) == count
    known = {question["key"]: question for question in ALL}
    for row in drawn:
        held = len(rules.options_of(known[row["key"]]))
        assert sorted(row["order"]) == list(range(held))
        if known[row["key"]]["kind"] in {"matching", "ordering"}:
            assert row["order"] != list(range(held))
