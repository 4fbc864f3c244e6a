"""What each fact brings in each year, and why not more."""

from corpu.ledger.credit_sql.dialects import Question
from corpu.ledger.credit_sql.facts import way
from corpu.ledger.credit_sql.slots import meets


def worth(q: Question) -> list[str]:
    """One row a fact and year: JP claimed and recognised in hundredths, rate, reason.

    A fact that is spread has a row for each of its years. Claimed JP go with the days
    that earn them; what finds no day stays in the last year. Rounded down once: a year
    is the difference of rounded sums.
    """
    least, greatest = q.dialect.least.format, q.dialect.greatest.format
    left = greatest("0", least("c.cap", "c.demand - c.cap_before"))
    before, upto = least("claimed", "run_base - base"), least("claimed", "run_base")
    return [
        f"""earned AS (
    SELECT f.*, COALESCE(w.taken, {_alone(q)}, 0) AS taken
    FROM facts f LEFT JOIN walk w ON w.id = f.id
    WHERE f.is_spread = 0 OR (f.is_even = 1 AND f.id NOT IN (SELECT id FROM crowd)))""",
        f"""by_year AS (
    SELECT c.id, c.year, MAX(c.person_id) AS person_id, MAX(c.is_draft) AS is_draft,
        MAX(c.way) AS way, MAX(c.ended_on) AS ended_on, MAX(c.zero) AS zero, MAX(c.claimed) AS claimed,
        MAX(c.demand) AS demand, MAX(c.is_odd) AS is_odd,
        MAX(c.last_slot) AS last_slot, MAX(c.slot) AS slot,
        CAST(SUM(c.taken) AS BIGINT) AS taken,
        CAST(SUM(c.taken * c.piece) AS BIGINT) AS base,
        CAST(SUM(c.taken * c.piece * (100 + COALESCE(c.uplift, 0))) AS BIGINT)
            AS full_ticks
    FROM (SELECT c.*, CASE WHEN c.zero IS NULL THEN COALESCE(w.taken, {left}) ELSE 0 END
            AS taken
        FROM cells c LEFT JOIN walk w ON w.id = c.id AND w.slot = c.slot) c
    GROUP BY c.id, c.year)""",
        """running AS (
    SELECT y.*, c.rate_id,
        CAST(SUM(y.base) OVER so_far AS BIGINT) AS run_base,
        CAST(SUM(y.full_ticks) OVER so_far AS BIGINT) AS run_full,
        CAST(SUM(y.taken) OVER (PARTITION BY y.id) AS BIGINT) AS all_taken
    FROM by_year y JOIN cells c ON c.id = y.id AND c.slot = y.slot
    WINDOW so_far AS (PARTITION BY y.id ORDER BY y.year))""",
        f"""worth AS (
    SELECT {_in_one_year()}
    FROM earned
    UNION ALL
    SELECT id, person_id, year, ended_on, rate_id, is_draft,
        CASE WHEN slot = last_slot THEN claimed / 45 ELSE {upto} / 45 END
            - {before} / 45,
        run_full / 4500 - (run_full - full_ticks) / 4500,
        {_reason("all_taken")}
    FROM running)""",
    ]


def worth_alone(q: Question) -> list[str]:
    """The same for facts that are settled in one row, each as if it were alone."""
    return [
        f"""earned AS (
    SELECT f.*, COALESCE({_alone(q)}, 0) AS taken FROM neighbours f {q.dialect.fence})""",
        f"""worth AS (
    SELECT {_in_one_year()}, {meets()} AS meets
    FROM earned)""",
    ]


def _alone(q: Question) -> str:
    """What a fact takes of its days or its month if nobody else wants them."""
    return q.dialect.least.format("f.demand", "f.most")


def _in_one_year() -> str:
    return f"""id AS record_id, person_id, year, ended_on, rate_id, is_draft,
        claimed / 45 AS jp_claimed,
        COALESCE(taken * piece * (100 + uplift) / 4500, 0) AS jp_recognised,
        {_reason("taken")} AS reason"""


def _reason(taken: str) -> str:
    return f"""COALESCE(zero, CASE
            WHEN {taken} < CASE WHEN {way("cap_per_day")} THEN claimed ELSE demand END
                THEN CASE WHEN {way("per_day")} THEN 'day_taken'
                WHEN {way("per_session")} THEN 'month_cap' ELSE 'day_cap' END
            WHEN is_odd = 1 THEN 'minutes_differ' ELSE 'full' END)"""
