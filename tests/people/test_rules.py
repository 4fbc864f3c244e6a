"""What a NIP says, and whether it can be one."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpu.people.rules import (
    NipFault,
    clean_nip,
    follow_line,
    in_circles,
    parse_nip,
)

births = st.dates(datetime.date(1960, 1, 1), datetime.date(2000, 12, 31))
ages = st.integers(18, 58)


def make(born_on, since, middle, sex, serial):
    return f"{born_on:%Y%m%d}{since}{middle:02d}{sex}{serial:03d}"


@given(births, ages, st.integers(1, 12), st.sampled_from("12"), st.integers(1, 999))
def test_every_pns_number_comes_back_in_its_parts(born_on, age, month, sex, serial):
    nip = parse_nip(make(born_on, born_on.year + age, month, sex, serial))
    assert (nip.kind, nip.contract) == ("pns", 0)
    assert (nip.born_on, nip.sex, nip.serial) == (born_on, sex, serial)
    assert nip.started_on == datetime.date(born_on.year + age, month, 1)
    assert parse_nip(str(nip)) == nip


@given(births, ages, st.integers(1, 9), st.sampled_from("12"), st.integers(1, 999))
def test_every_pppk_number_comes_back_in_its_parts(born_on, age, contract, sex, serial):
    nip = parse_nip(make(born_on, born_on.year + age, 20 + contract, sex, serial))
    assert (nip.kind, nip.contract) == ("pppk", contract)
    assert nip.started_on == datetime.date(born_on.year + age, 1, 1)


@given(st.text(max_size=25))
def test_any_text_is_a_nip_or_a_fault(text):
    try:
        nip = parse_nip(text)
    except NipFault as fault:
        assert fault.code.startswith("nip_")
    else:
        assert nip.text == clean_nip(text)


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("19860926201505100", "", "nip_length"),  # 17 digits
        ("1986092620150510011", "", "nip_length"),
        ("", "", "nip_digits"),
        ("19860926201505100A", "", "nip_digits"),
        ("1,98609E+17", "", "nip_digits"),
        ("198602302015051001", "", "nip_birth_date"),  # 30 February
        ("000001012015051001", "", "nip_birth_date"),
        ("198609262015131001", "", "nip_start_month"),
        ("198609262015001001", "", "nip_start_month"),
        ("198609262015211001", "pns", "nip_start_month"),
        ("198609262015051001", "pppk", "nip_contract"),
        ("198609262015201001", "", "nip_contract"),
        ("198609262015053001", "", "nip_sex"),
        ("198609262015051000", "", "nip_serial"),
        ("198609261990051001", "", "nip_age"),
        ("198609262075051001", "", "nip_age"),
    ],
)
def test_each_fault_has_its_code(text, kind, code):
    with pytest.raises(NipFault) as caught:
        parse_nip(text, kind)
    assert caught.value.code == code


def test_spaces_between_the_parts_are_forgiven():
    assert parse_nip("19860926 201505 1 001").text == "198609262015051001"


def test_a_leap_day_is_a_birth_date_in_leap_years_only():
    assert parse_nip("198802292015051001").born_on == datetime.date(1988, 2, 29)
    with pytest.raises(NipFault):
        parse_nip("198902292015051001")


def test_an_unusual_age_is_noticed_not_refused():
    assert parse_nip("198609262002051001").is_unusual
    assert not parse_nip("198609262015051001").is_unusual


def test_the_line_of_report_ends_at_the_top_and_in_a_circle():
    assert follow_line(1, {1: 2, 2: 3, 3: None}) == [2, 3]
    assert follow_line(1, {1: 2, 2: 1}) == [2]


def test_circles_are_found_and_those_below_them_are_not_in_them():
    assert in_circles({1: 2, 2: 3, 3: 1, 4: 1, 5: None, 6: 6}) == {1, 2, 3, 6}
