"""Which words meet, misspelt or not."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.finding import rules

letters = st.text(string.ascii_lowercase, min_size=1, max_size=12)


def plain_distance(one: str, other: str) -> int:
    """By the book, with the whole table."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not i or not j:
                table[i][j] = i + j
                continue
            cost = one[i - 1] != other[j - 1]
            steps = [
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + cost,
            ]
            last_two = one[i - 2 : i]
            if i > 1 and j > 1 and last_two == other[j - 2 : j][::-1]:
                steps.append(table[i - 2][j - 2] + 1)
            table[i][j] = min(steps)
    return table[-1][-1]


@given(letters, letters, st.integers(0, 3))
def test_the_distance_is_that_of_the_book(one, other, most):
    far = plain_distance(one, other)
    assert rules.distance(one, other, most) == min(far, most + 1)


@given(st.text(string.ascii_lowercase, min_size=4, max_size=14), st.data())
def test_a_word_with_one_slip_shares_enough_pieces_and_is_met(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    kind = data.draw(st.sampled_from(["drop", "add", "change", "swap"]))
    slipped = {
        "drop": word[:place] + word[place + 1 :],
        "add": word[:place] + letter + word[place:],
        "change": word[:place] + letter + word[place + 1 :],
        "swap": word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    }[kind]
    if rules.slips(slipped):
        assert rules.nearness(slipped, word) is not None
        shared = len(rules.grams(slipped) & rules.grams(word))
        assert shared >= 1


@pytest.mark.parametrize(
    ("asked", "word", "near"),
    [
        ("arsip", "arsip", rules.EXACT),
        ("arsi", "arsip", rules.PREFIX),
        ("arsip", "kearsipan", rules.INSIDE),
        ("pelayann", "pelayanan", rules.NEAR),
        ("plyanan", "pelayanan", None),
        ("2025", "2026", None),
        ("jp", "jpn", rules.PREFIX),
        ("jp", "jq", None),
    ],
)
def test_how_near(asked, word, near):
    assert rules.nearness(asked, word) == near


def test_what_is_said_comes_before_what_is_nearly_said():
    met = rules.meet("data", ["date", "data", "database", "metadata"])
    assert met.words == ("data", "database", "metadata")
    assert not met.is_corrected
    met = rules.meet("dtaa", ["date", "data"])
    assert met.words == ("data",) and met.is_corrected


def test_words_that_say_nothing_are_left_out():
    assert rules.asked_words("Pelayanan untuk dan Résumé") == ["pelayanan", "resume"]
    assert rules.asked_words("dan") == ["dan"]
    assert rules.asked_words("  ") == []
