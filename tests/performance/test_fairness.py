"""What a person owes of a target: 46 cases by hand, then properties.

Each case stands with its sum. The year 2026 has 365 days, 2028 has 366. Amounts are
rounded down: JP to hundredths, sessions and courses to whole ones.
"""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.rules.fairness import Away, Span, Term, months_after, owed
from performance.rules.standing import Facts, reckon

LONG = ["maternity", "long", "unpaid", "study"]


def day(text: str) -> datetime.date:
    """Of 2026 where the year is left out."""
    return datetime.date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def span(first="01-01", last="12-31", fraction="1", unit=1) -> Span:
    return Span(day(first), day(last), unit, Decimal(fraction))


def away(kind, first, last) -> Away:
    return Away(kind, day(first), day(last))


def term(whole=20, spans=None, leave=(), year=2026, **more) -> Term:
    more.setdefault("first", datetime.date(year, 1, 1))
    more.setdefault("last", datetime.date(year, 12, 31))
    spans = [Span(more["first"], more["last"], 1)] if spans is None else spans
    more.setdefault("shortening", frozenset(LONG))
    return Term(Decimal(whole), spans=tuple(spans), away=tuple(leave), **more)


MATERNITY = away("maternity", "04-01", "06-30")  # 30 + 31 + 30 = 91 days
YEAR_28 = {"year": 2028}
EVENT = {"first": day("03-15"), "last": day("2027-03-14")}
TWO_YEARS = {"first": day("01-01"), "last": day("2027-12-31")}  # 365 + 365 = 730 days

# (what happened, the term, its sum by hand, required, service days)
CASES = [
    # -- service days -----------------------------------------------------------------
    ("the whole year", term(), "20 x 365/365", "20.00", 365),
    ("the whole leap year", term(**YEAR_28), "20 x 366/366", "20.00", 366),
    ("joined on 1 January", term(spans=[span("01-01")]), "20 x 365/365", "20", 365),
    ("joined on 1 July", term(spans=[span("07-01")]), "20 x 184/365", "10.08", 184),
    ("joined on the last day", term(spans=[span("12-31")]), "20 x 1/365", "0.05", 1),
    (
        "joined on 29 February",
        term(spans=[span("2028-02-29", "2028-12-31")], **YEAR_28),
        "20 x (366 - 59)/366 = 20 x 307/366",
        "16.77",
        307,
    ),
    (
        "left after 30 June",
        term(spans=[span(last="06-30")]),
        "20 x 181/365",
        "9.91",
        181,
    ),
    ("left after the first day", term(spans=[span(last="01-01")]), "20/365", "0.05", 1),
    (
        "joined in March, left after September",
        term(spans=[span("03-01", "09-30")]),
        "20 x (31+30+31+30+31+31+30)/365 = 20 x 214/365",
        "11.72",
        214,
    ),
    (
        "served before and after the year as well",
        term(spans=[span("2020-01-01", "2030-12-31")]),
        "20 x 365/365",
        "20.00",
        365,
    ),
    ("never there in the year", term(spans=[]), "20 x 0/365: no standing", "0", 0),
    (
        "there in another year alone",
        term(spans=[span("2025-01-01", "2025-12-31")]),
        "20 x 0/365: no standing",
        "0",
        0,
    ),
    # -- leave ------------------------------------------------------------------------
    ("maternity leave", term(leave=[MATERNITY]), "20 x (365-91)/365", "15.01", 274),
    (
        "annual leave shortens nothing",
        term(leave=[away("annual", "08-03", "08-14")]),
        "20 x 365/365",
        "20.00",
        365,
    ),
    (
        "sick leave shortens nothing by itself",
        term(leave=[away("sick", "02-01", "04-01")]),
        "20 x 365/365",
        "20.00",
        365,
    ),
    (
        "sick leave where the target names it",
        term(leave=[away("sick", "02-01", "04-01")], shortening=frozenset(["sick"])),
        "20 x (365 - (28+31+1))/365 = 20 x 305/365",
        "16.71",
        305,
    ),
    (
        "study for the whole year",
        term(leave=[away("study", "2025-09-01", "2027-08-31")]),
        "20 x (365-365)/365: no standing",
        "0",
        0,
    ),
    (
        "study from September on",
        term(leave=[away("study", "09-01", "2028-08-31")]),
        "20 x (365 - (30+31+30+31))/365 = 20 x 243/365",
        "13.31",
        243,
    ),
    (
        "leave that began last year",
        term(leave=[away("unpaid", "2025-11-01", "01-31")]),
        "20 x (365-31)/365",
        "18.30",
        334,
    ),
    (
        "leave that goes on next year",
        term(leave=[away("unpaid", "12-01", "2027-02-28")]),
        "20 x (365-31)/365",
        "18.30",
        334,
    ),
    (
        "leave over 29 February",
        term(leave=[away("long", "2028-02-01", "2028-02-29")], **YEAR_28),
        "20 x (366-29)/366",
        "18.41",
        337,
    ),
    (
        "two leaves overlap: each day once",
        term(leave=[MATERNITY, away("long", "06-15", "07-14")]),
        "20 x (365 - (91+14))/365 = 20 x 260/365",
        "14.24",
        260,
    ),
    (
        "one leave inside another",
        term(leave=[away("long", "05-01", "07-31"), away("maternity", "06-01", "06-30")]),
        "20 x (365 - (31+30+31))/365 = 20 x 273/365",
        "14.95",
        273,
    ),
    (
        "two leaves back to back",
        term(leave=[away("long", "04-01", "04-30"), away("unpaid", "05-01", "05-31")]),
        "20 x (365-61)/365",
        "16.65",
        304,
    ),
    (
        "the same leave in two files",
        term(leave=[MATERNITY, MATERNITY]),
        "20 x (365-91)/365",
        "15.01",
        274,
    ),
    (
        "leave from before joining",
        term(spans=[span("07-01")], leave=[away("unpaid", "01-01", "07-31")]),
        "20 x (184-31)/365",
        "8.38",
        153,
    ),
    # -- part time --------------------------------------------------------------------
    (
        "half time",
        term(spans=[span(fraction="0.5")]),
        "20 x 365 x 0.5/365",
        "10.00",
        365,
    ),
    (
        "half time from July on",
        term(spans=[span(last="06-30"), span("07-01", fraction="0.5")]),
        "20 x (181 + 184 x 0.5)/365 = 20 x 273/365",
        "14.95",
        365,
    ),
    (
        "four days of five in a leap year",
        term(spans=[span("2028-01-01", "2028-12-31", "0.8")], **YEAR_28),
        "20 x 366 x 0.8/366",
        "16.00",
        366,
    ),
    (
        "half time and maternity leave",
        term(spans=[span(fraction="0.5")], leave=[MATERNITY]),
        "20 x (274 x 0.5)/365 = 20 x 137/365",
        "7.50",
        274,
    ),
    # -- posts, units and classes -----------------------------------------------------
    (
        "a post for half a year, with a target of its own",
        term(12, spans=[span("03-01", "08-31")]),
        "12 x (31+30+31+30+31+31)/365 = 12 x 184/365",
        "6.04",
        184,
    ),
    (
        "the post held twice",
        term(12, spans=[span(last="03-31"), span("10-01")]),
        "12 x (90+92)/365",
        "5.98",
        182,
    ),
    (
        "a transfer in mid-year",
        term(spans=[span(last="03-31", unit=1), span("04-01", unit=2)]),
        "20 x (90+275)/365",
        "20.00",
        365,
    ),
    (
        "a transfer, and leave in the second unit",
        term(spans=[span(last="03-31"), span("04-01", unit=2)], leave=[MATERNITY]),
        "20 x (90 + 275-91)/365 = 20 x 274/365",
        "15.01",
        274,
    ),
    (
        "CPNS until February, PNS from March on: the target of PNS",
        term(spans=[span("03-01")]),
        "20 x (365-59)/365 = 20 x 306/365",
        "16.76",
        306,
    ),
    (
        "a class left after May",
        term(spans=[span(last="05-31")]),
        "20 x (31+28+31+30+31)/365 = 20 x 151/365",
        "8.27",
        151,
    ),
    (
        "the other class's target from June on",
        term(24, spans=[span("06-01")]),
        "24 x (365-151)/365 = 24 x 214/365",
        "14.07",
        214,
    ),
    (
        "two contracts with a month between",
        term(spans=[span(last="04-30"), span("06-01")]),
        "20 x (120+214)/365",
        "18.30",
        334,
    ),
    (
        "two appointments share June: each day once",
        term(spans=[span(last="06-30"), span("06-01", unit=2)]),
        "20 x (151+214)/365",
        "20.00",
        365,
    ),
    # -- what is not scaled -----------------------------------------------------------
    (
        "a ceiling is not scaled",
        term(24, spans=[span("07-01")], is_prorated=False),
        "24",
        "24.00",
        184,
    ),
    (
        "not scaled, and no day of service",
        term(24, leave=[away("unpaid", "01-01", "12-31")], is_prorated=False),
        "0 days: no standing",
        "0",
        0,
    ),
    # -- sessions and courses: whole ones ---------------------------------------------
    (
        "six sessions, joined on 1 July",
        term(6, spans=[span("07-01")], step=Decimal(1)),
        "6 x 184/365 = 3.02",
        "3",
        184,
    ),
    (
        "two courses, left after 30 June",
        term(2, spans=[span(last="06-30")], step=Decimal(1)),
        "2 x 181/365 = 0.99",
        "0",
        181,
    ),
    # -- periods that an event opens --------------------------------------------------
    (
        "a programme within a year of the appointment, with maternity leave",
        term(1, leave=[MATERNITY], is_prorated=False, **EVENT),
        "1; the last day moves by 91 days",
        "1",
        365 - 91,
    ),
    (
        "40 JP in two years, half a year unpaid",
        term(40, leave=[away("unpaid", "07-01", "12-31")], **TWO_YEARS),
        "40 x (730-184)/730 = 40 x 546/730",
        "29.91",
        546,
    ),
    (
        "40 JP in two years, joined after six months",
        term(40, spans=[span("07-01", "2027-12-31")], **TWO_YEARS),
        "40 x (184+365)/730 = 40 x 549/730",
        "30.08",
        549,
    ),
]


@pytest.mark.parametrize(
    ("term", "required", "days"),
    [(case[1], case[3], case[4]) for case in CASES],
    ids=[f"{case[0]}: {case[2]}" for case in CASES],
)
def test_what_is_owed(term, required, days):
    found = owed(term)
    assert (found.required, found.service_days) == (Decimal(required), days)
    assert found.period_days == (term.last - term.first).days + 1
    assert sum((share.amount for share in found.shares), Decimal(0)) == found.required


def test_the_table_has_its_forty_cases():
    assert len({case[0] for case in CASES}) == len(CASES) >= 40


def shares(term) -> list[tuple]:
    return [(s.unit, s.days, str(s.amount)) for s in owed(term).shares]


def test_two_leaders_share_a_transfer_by_days():
    """20 x 90/365 = 4.93; the rest of 20.00 is 15.07."""
    moved = term(spans=[span(last="03-31", unit=1), span("04-01", unit=2)])
    assert shares(moved) == [(1, 90, "4.93"), (2, 275, "15.07")]


def test_the_share_of_who_was_led_on_leave_is_smaller():
    """20 x 90/365 = 4.93; 20 x 274/365 = 15.01, less 4.93 is 10.08."""
    moved = term(spans=[span(last="03-31"), span("04-01", unit=2)], leave=[MATERNITY])
    assert shares(moved) == [(1, 90, "4.93"), (2, 184, "10.08")]


def test_three_units_share_without_a_rest():
    """20 x 31/365 = 1.69; 20 x 181/365 = 9.91; 20.00."""
    spans = [span(last="01-31"), span("02-01", "06-30", unit=2), span("07-01", unit=3)]
    assert shares(term(spans=spans)) == [
        (1, 31, "1.69"),
        (2, 150, "8.22"),
        (3, 184, "10.09"),
    ]


def test_leave_moves_the_deadline_of_what_cannot_be_scaled():
    found = owed(term(1, leave=[MATERNITY], is_prorated=False, **EVENT))
    assert found.moved_days == 91
    assert owed(term(20, leave=[MATERNITY])).moved_days == 0


@pytest.mark.parametrize(
    ("event", "months", "last"),
    [
        ("2026-03-15", 12, "2027-03-14"),
        ("2027-03-01", 12, "2028-02-29"),  # a leap year: its last day counts
        ("2026-01-01", 24, "2027-12-31"),
        ("2026-08-31", 6, "2027-02-28"),  # no 31 February: the month's last day
        ("2026-08-29", 6, "2027-02-28"),
        ("2027-08-29", 6, "2028-02-28"),  # there is a 29 February: the day before
        ("2026-12-15", 1, "2027-01-14"),
    ],
)
def test_the_last_day_of_months_after_an_event(event, months, last):
    assert months_after(day(event), months) == day(last)


# -- properties ------------------------------------------------------------------------

days = st.dates(datetime.date(2025, 6, 1), datetime.date(2029, 6, 1))
pairs = st.tuples(days, days).map(sorted)
kinds = st.sampled_from(["annual", "sick", *LONG])
fractions = st.integers(1, 100).map(lambda hundredths: Decimal(hundredths) / 100)
wholes = st.integers(0, 20_000).map(lambda hundredths: Decimal(hundredths) / 100)
leaves = st.lists(st.builds(lambda kind, p: Away(kind, *p), kinds, pairs), max_size=5)
careers = st.lists(
    st.builds(
        lambda p, f, u: Span(p[0], p[1], u, f), pairs, fractions, st.integers(1, 4)
    ),
    max_size=4,
)
full_time = st.lists(
    st.builds(lambda p, u: Span(p[0], p[1], u), pairs, st.integers(1, 4)), max_size=4
)
terms = {
    "year": st.sampled_from([2026, 2027, 2028]),
    "step": st.sampled_from([Decimal("0.01"), Decimal(1)]),
    "is_prorated": st.booleans(),
}


def by_brute_force(made: Term) -> tuple[Decimal, int]:
    """Every day looked at alone: the last span that began holds it."""
    weight, served, length = Decimal(0), 0, 0
    now = made.first
    while now <= made.last:
        length += 1
        holds = [s for s in made.spans if s.first <= now <= s.last]
        gone = any(
            a.kind in made.shortening and a.first <= now <= a.last for a in made.away
        )
        if holds and not gone:
            served += 1
            weight += max(enumerate(holds), key=lambda p: (p[1].first, p[0]))[1].fraction
        now += datetime.timedelta(days=1)
    if not served:
        return Decimal(0), 0
    amount = made.whole * weight / length if made.is_prorated else made.whole
    return amount // made.step * made.step, served


@given(wholes, careers, leaves, terms["year"], terms["step"], terms["is_prorated"])
def test_it_equals_looking_at_every_day(whole, spans, leave, year, step, is_prorated):
    made = term(whole, spans, leave, year, step=step, is_prorated=is_prorated)
    found = owed(made)
    assert (found.required, found.service_days) == by_brute_force(made)


@given(wholes, careers, leaves, terms["year"], terms["step"], terms["is_prorated"])
def test_never_above_the_full_target(whole, spans, leave, year, step, is_prorated):
    made = term(whole, spans, leave, year, step=step, is_prorated=is_prorated)
    found = owed(made)
    assert 0 <= found.required <= whole
    assert 0 <= found.service_days <= found.period_days
    assert sum((s.amount for s in found.shares), Decimal(0)) == found.required
    assert all(share.amount >= 0 for share in found.shares)


@given(wholes, full_time, leaves, leaves, terms["year"], terms["step"])
def test_more_leave_never_asks_for_more(whole, spans, leave, more, year, step):
    before = owed(term(whole, spans, leave, year, step=step))
    after = owed(term(whole, spans, leave + more, year, step=step))
    assert after.service_days <= before.service_days
    assert after.required <= before.required


@given(wholes, full_time, pairs, leaves, terms["year"], terms["step"])
def test_monotone_in_service_days(whole, spans, added, leave, year, step):
    before = owed(term(whole, spans, leave, year, step=step))
    longer = [*spans, Span(added[0], added[1], 9)]
    after = owed(term(whole, longer, leave, year, step=step))
    assert after.service_days >= before.service_days
    assert after.required >= before.required


@given(wholes, leaves, terms["year"], terms["is_prorated"], days)
def test_zero_days_are_never_flagged(whole, leave, year, is_prorated, today):
    gone = Away("unpaid", datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    found = owed(term(whole, None, [*leave, gone], year, is_prorated=is_prorated))
    assert (found.service_days, found.required, found.shares) == (0, 0, ())
    facts = Facts("minimum", year, found.required, Decimal(0))
    assert reckon(facts, today).status == "met"  # and no standing is kept at all
