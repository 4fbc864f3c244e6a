"""The pure rules: by hand, and as properties."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.development.rules import (
    Fact,
    Finding,
    Line,
    SourceRule,
    closed_levels,
    expires_on,
    gap_of,
    holds,
    match_percent,
    realise,
)

DAY = datetime.date(2026, 6, 1)
RULES = {
    "centre": SourceRule("centre", 1, 3),
    "leader": SourceRule("leader", 2, 2),
    "evidence": SourceRule("evidence", 3, 3, raises=True),
    "self": SourceRule("self", 4, 1),
}


def on(days_ago: int) -> datetime.date:
    return DAY - datetime.timedelta(days=days_ago)


@pytest.mark.parametrize(
    ("findings", "level", "why"),
    [
        # the source with the best priority speaks, though another is later and higher
        ([Finding("centre", 2, on(300)), Finding("leader", 4, on(5))], 2, "priority"),
        # of one source the latest, of one day the one that came last
        ([Finding("leader", 4, on(30)), Finding("leader", 2, on(5))], 2, "priority"),
        ([Finding("leader", 4, on(5), 1), Finding("leader", 3, on(5), 2)], 3, "priority"),
        # the centre has expired: the leader speaks
        ([Finding("centre", 2, on(3 * 366)), Finding("leader", 4, on(5))], 4, "priority"),
        # learning after the assessment lifts it, learning before does not
        ([Finding("centre", 2, on(30)), Finding("evidence", 3, on(5))], 3, "raised"),
        ([Finding("centre", 2, on(5)), Finding("evidence", 3, on(30))], 2, "priority"),
        # and never lowers it
        ([Finding("centre", 4, on(30)), Finding("evidence", 3, on(5))], 4, "priority"),
        # a self-assessment alone
        ([Finding("self", 3, on(10))], 3, "priority"),
    ],
)
def test_which_finding_holds(findings, level, why):
    held = holds(findings, RULES, DAY)
    assert (held.level, held.why) == (level, why)
    assert len(held.aside) == len(findings) - 1


@pytest.mark.parametrize(
    "finding",
    [
        Finding("self", 3, on(366)),
        Finding("centre", 3, DAY + datetime.timedelta(days=1)),
        Finding("rumour", 5, on(1)),
    ],
)
def test_what_does_not_count_holds_nothing(finding):
    assert holds([finding], RULES, DAY) is None


def test_a_finding_counts_until_the_same_date():
    finding = Finding("self", 3, datetime.date(2024, 2, 29))
    assert expires_on(finding, RULES["self"]) == datetime.date(2025, 3, 1)
    before, after = datetime.date(2025, 2, 28), datetime.date(2025, 3, 1)
    assert holds([finding], RULES, before) and not holds([finding], RULES, after)


findings = st.lists(
    st.builds(
        Finding,
        st.sampled_from([*RULES, "rumour"]),
        st.integers(0, 5),
        st.integers(-20, 1500).map(on),
        st.integers(1, 9999),
    ),
    max_size=8,
    unique_by=lambda finding: finding.key,
)


@given(findings, st.randoms())
def test_the_order_of_findings_does_not_matter(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    a, b = holds(rows, RULES, DAY), holds(shuffled, RULES, DAY)
    assert (a and (a.level, a.finding)) == (b and (b.level, b.finding))


@given(findings)
def test_what_holds_was_found_and_every_other_is_explained(rows):
    held = holds(rows, RULES, DAY)
    if held is None:
        return
    assert held.finding in rows and held.level == held.finding.level
    assert held.level >= held.base.level
    assert {f.key for f, _why in held.aside} | {held.finding.key} == {f.key for f in rows}
    best = min(
        RULES[f.source].priority
        for f in rows
        if f.source in RULES and f.on <= DAY and expires_on(f, RULES[f.source]) > DAY
    )
    assert RULES[held.base.source].priority == best


@given(findings, st.integers(0, 5), st.integers(0, 900))
def test_learning_never_lowers_a_level(rows, level, days):
    before = holds(rows, RULES, DAY)
    more = [*rows, Finding("evidence", level, on(days), 10_000)]
    after = holds(more, RULES, DAY)
    if before and before.base.source in ("centre", "leader"):
        assert after.level >= before.level


levels = st.lists(
    st.tuples(st.integers(1, 5), st.one_of(st.none(), st.integers(0, 5))), max_size=12
)


@given(levels)
def test_the_match_lies_between_0_and_100(pairs):
    percent = match_percent(pairs)
    if all(held is None for _required, held in pairs):
        assert percent is None
    else:
        assert 0 <= percent <= 100
        known = [(r, h) for r, h in pairs if h is not None]
        assert (percent == 100) == all(h >= r for r, h in known)


@given(levels, st.integers(0, 11))
def test_a_higher_level_never_lowers_the_match(pairs, place):
    known = [i for i, (_r, held) in enumerate(pairs) if held is not None and held < 5]
    if not known:
        return
    which = known[place % len(known)]
    better = list(pairs)
    better[which] = (pairs[which][0], pairs[which][1] + 1)
    assert match_percent(better) >= match_percent(pairs)


def test_gaps_by_hand():
    assert match_percent([(3, 3), (4, 2), (2, None)]) == 71  # 5 of 7
    assert (gap_of(3, 1), gap_of(3, 4), gap_of(3, None)) == (2, 0, 0)
    assert (closed_levels(4, 1, 3), closed_levels(2, 1, 3), closed_levels(1, 2, 3)) == (
        2,
        1,
        0,
    )


def fact(key, activity=None, form="course", days=0, *competences):
    return Fact(key, activity, form, on(100 - days), frozenset(competences))


def test_a_line_is_kept_by_its_activity_or_by_competence_and_form():
    lines = [Line(1, None, 7, "course"), Line(2, 50, None, "course")]
    facts = [fact(10, 50, "course", 1, 7), fact(11, 51, "course", 2, 7)]
    assert realise(lines, facts) == {2: 10, 1: 11}
    assert realise([Line(1, None, 7, "seminar")], facts) == {}
    assert realise([Line(1, None, 8, "course")], facts) == {}


lines = st.lists(
    st.builds(
        Line,
        st.integers(1, 30),
        st.one_of(st.none(), st.integers(1, 4)),
        st.one_of(st.none(), st.integers(1, 3)),
        st.sampled_from(["course", "seminar"]),
    ),
    max_size=8,
    unique_by=lambda line: line.key,
)
facts = st.lists(
    st.builds(
        Fact,
        st.integers(1, 99),
        st.one_of(st.none(), st.integers(1, 4)),
        st.sampled_from(["course", "seminar"]),
        st.integers(0, 300).map(on),
        st.frozensets(st.integers(1, 3), max_size=2),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)


@given(lines, facts, st.randoms())
def test_each_fact_keeps_one_line_and_order_does_not_matter(some, known, random):
    kept = realise(some, known)
    assert len(set(kept.values())) == len(kept)
    by_line, by_fact = {x.key: x for x in some}, {x.key: x for x in known}
    for line, one in kept.items():
        line, one = by_line[line], by_fact[one]
        same = line.activity is not None and line.activity == one.activity
        assert same or (line.form == one.form and line.competence in one.competences)
    random.shuffle(some)
    random.shuffle(known)
    assert realise(some, known) == kept


@given(lines, facts, facts)
def test_more_facts_never_realise_fewer_lines(some, known, more):
    keys = {one.key for one in known}
    more = [one for one in more if one.key not in keys]
    assert len(realise(some, [*known, *more])) >= len(realise(some, known))
