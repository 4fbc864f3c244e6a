"""Numbers of certificates: readable, checked, not to be guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpu.lib.paper_numbers import (
    ALPHABET,
    check_sign,
    clean_number,
    is_well_formed,
    make_number,
)

NUMBER = make_number("balai-contoh", 2026, 123, draw=lambda signs: signs[3])


def test_a_number_says_who_when_and_which():
    assert NUMBER.startswith("BALAI-CONTOH/2026/000123/")
    assert is_well_formed(NUMBER)


@pytest.mark.parametrize(
    "text",
    [f"  {NUMBER.lower()} ", NUMBER.replace("/", "\\"), NUMBER.replace("-", "–")],
)
def test_a_number_is_found_as_people_copy_it(text):
    assert clean_number(text) == NUMBER


@given(st.integers(0, len(NUMBER) - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_noticed(place, sign):
    if NUMBER[place] in "/-" or NUMBER[place] == sign:
        return
    wrong = NUMBER[:place] + sign + NUMBER[place + 1 :]
    if int(sign, 36) % 24 != int(NUMBER[place], 36) % 24:
        assert not is_well_formed(wrong)


@pytest.mark.parametrize("text", ["", "/", "A/2026/1/XXXX", "x" * 80, NUMBER[:-1]])
def test_other_texts_are_no_numbers(text):
    assert not is_well_formed(text)


def test_numbers_differ_and_cannot_be_counted_up():
    numbers = {make_number("b", 2026, 1) for _ in range(200)}
    assert len(numbers) == 200
    assert check_sign("A") in ALPHABET
