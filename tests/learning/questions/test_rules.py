"""How questions are marked: parts of the mark, gaps, essays, and the figures."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.questions import rules
from learning.questions.rules import cloze, figures

PARTS = {
    "kind": "single",
    "choices": [
        {"text": "a", "is_right": False, "feedback": "bukan"},
        {"text": "b", "is_right": True, "feedback": ""},
        {"text": "c", "is_right": False, "feedback": "hampir", "percent": "25"},
        {"text": "d", "is_right": False, "feedback": "", "percent": "-50"},
    ],
}
SHORT = {
    "kind": "short_text",
    "accepted": ["Nazareth"],
    "partly": [{"text": "Nazereth", "percent": "75", "feedback": "Salah eja"}],
}
NUMBER = {
    "kind": "numeric",
    "answer": "1822",
    "tolerance": "0",
    "right_feedback": "Tepat",
    "partly": [
        {"answer": "1822", "tolerance": "2", "percent": "50", "feedback": "Dekat"}
    ],
}
ESSAY = {"kind": "essay"}


def gaps(text: str) -> dict:
    pieces, found = cloze.split(text)
    return {"kind": "cloze", "pieces": pieces, "gaps": found}


@pytest.mark.parametrize(("place", "share"), [(0, 0), (1, 1), (2, "0.25"), (3, 0)])
def test_a_choice_may_be_worth_a_part(place, share):
    assert rules.share_of(PARTS, place) == Decimal(share)


def test_texts_and_numbers_for_part_of_the_mark():
    assert rules.share_of(SHORT, "nazareth") == 1
    assert rules.share_of(SHORT, "NAZERETH.") == Decimal("0.75")
    assert rules.share_of(NUMBER, "1822") == 1
    assert rules.share_of(NUMBER, "1824") == Decimal("0.5")
    assert rules.share_of(NUMBER, "1825") == 0


def test_feedback_of_what_was_answered():
    assert rules.hints_of(PARTS, 2) == ["hampir"]
    assert rules.hints_of(SHORT, "nazereth") == ["Salah eja"]
    assert rules.hints_of(NUMBER, "1822") == ["Tepat"]
    assert rules.hints_of(NUMBER, "1823") == ["Dekat"]
    assert rules.hints_of(NUMBER, "9") == []


def test_matching_with_extra_sides():
    question = {
        "kind": "matching",
        "pairs": [{"left": "a", "right": "1"}, {"left": "b", "right": "2"}],
        "extra": ["3"],
    }
    assert rules.options_of(question) == ["1", "2", "3"]
    assert rules.share_of(question, {"0": 0, "1": 2}) == Decimal("0.5")
    assert rules.is_answered(question, {"0": 0, "1": 2})
    assert rules.clean_answer(question, {"2": 0}) is None


def test_gaps_are_read_from_the_text():
    question = gaps("<p>[[Jakarta|DKI]] dan [[#45:0,5]] dan [[a|*b &amp; c]].</p>")
    assert question["pieces"] == ["<p>", " dan ", " dan ", ".</p>"]
    kinds = [gap["kind"] for gap in question["gaps"]]
    assert kinds == ["text", "number", "choice"]
    assert question["gaps"][2]["choices"][1] == {"text": "b & c", "is_right": True}
    assert rules.share_of(question, {"0": "dki", "1": "45,5", "2": 1}) == 1
    third = rules.share_of(question, {"0": "Bandung", "1": "44.5", "2": 0})
    assert third == Decimal(1) / 3
    assert not rules.is_answered(question, {"0": "dki"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tanpa", "no_gap"),
        ("[[a]] dan [[b", "gap_not_closed"),
        ("[[<b>a</b>]]", "gap_with_markup"),
        ("[[a||b]]", "gap_empty"),
        ("[[*a]]", "gap_one_choice"),
        ("[[#empat]]", "gap_number"),
    ],
)
def test_a_gap_that_cannot_be_filled(text, code):
    with pytest.raises(cloze.BadGap) as bad:
        cloze.split(text)
    assert bad.value.code == code


def test_an_essay_is_worth_what_its_reader_says():
    assert rules.needs_marking(ESSAY, "Isi")
    assert not rules.needs_marking(ESSAY, "  ")
    assert rules.share_of(ESSAY, "Isi") == 0
    assert rules.share_of(ESSAY, "Isi", mark=Decimal("0.8")) == Decimal("0.8")
    assert rules.share_of(ESSAY, "", mark=Decimal(1)) == 0


percents = st.sampled_from(["", "-100", "-25", "0", "33.33333", "50", "100"])
choices = st.lists(
    st.fixed_dictionaries({"is_right": st.booleans(), "percent": percents}),
    min_size=1,
    max_size=6,
)


@given(choices, st.lists(st.integers(0, 5), max_size=6))
def test_a_share_lies_between_nothing_and_all(options, picked):
    for kind, answer in (("multiple", picked), ("single", picked[0] if picked else 0)):
        share = rules.share_of({"kind": kind, "choices": options}, answer)
        assert 0 <= share <= 1


@given(choices)
def test_exactly_the_right_picks_are_all_of_it(options):
    right = [n for n, option in enumerate(options) if option["is_right"]]
    share = rules.share_of({"kind": "multiple", "choices": options}, right)
    assert share == (1 if right else 0)


# -- figures -----------------------------------------------------------------------

pairs = st.lists(
    st.tuples(st.floats(0, 1, width=16), st.floats(0, 1, width=16)),
    min_size=0,
    max_size=40,
)


def sums(rows) -> figures.Sums:
    return figures.Sums(
        len(rows),
        sum(x for x, _ in rows),
        sum(y for _, y in rows),
        sum(x * x for x, _ in rows),
        sum(y * y for _, y in rows),
        sum(x * y for x, y in rows),
    )


@given(pairs)
def test_discrimination_is_the_correlation(rows):
    found = figures.discrimination(sums(rows))
    n = len(rows)
    if found is None or n < 2:
        return
    mean_x, mean_y = sum(x for x, _ in rows) / n, sum(y for _, y in rows) / n
    above = sum((x - mean_x) * (y - mean_y) for x, y in rows)
    spread = math.sqrt(
        sum((x - mean_x) ** 2 for x, _ in rows) * sum((y - mean_y) ** 2 for _, y in rows)
    )
    assert -1 <= found <= 1
    if spread > 1e-3:
        assert math.isclose(found, above / spread, abs_tol=1e-4)


def test_figures_where_all_answer_alike():
    rows = [(1.0, 0.5)] * 12
    assert figures.difficulty(sums(rows)) == 1
    assert figures.discrimination(sums(rows)) is None
    assert figures.difficulty(sums([])) is None


@pytest.mark.parametrize(
    ("count", "p", "r", "code"),
    [
        (9, 0.5, 0.5, "few"),
        (10, 0.5, -0.1, "misleads"),
        (10, 0.1, 0.5, "too_hard"),
        (10, 0.99, None, "too_easy"),
        (10, 0.5, 0.05, "weak"),
        (10, 0.5, 0.4, ""),
    ],
)
def test_what_an_author_should_look_at(count, p, r, code):
    assert figures.advice(count, p, r) == code
