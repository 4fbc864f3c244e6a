"""Each fact: whose it is, its rate, what it wants, and why it may be worth nothing."""

from corpu.ledger.credit_sql.dialects import FIRST_DRAFT_ID, UNLIMITED, WAYS, Question


def way(*bases: str) -> str:
    """The condition that a fact counts in one of these ways."""
    numbers = [str(WAYS[basis]) for basis in bases]
    if len(numbers) == 1:
        return f"way = {numbers[0]}"
    return "(" + " OR ".join(f"way = {number}" for number in numbers) + ")"


def own(q: Question) -> list[str]:
    """All facts of the people in question, and the drafts."""
    facts = f"""
    SELECT id, person_id, form_id, scope, role, started_on, ended_on, jp_stated, minutes,
        days, days_listed, sessions, semesters, certificate_key AS twin_key, 0 AS is_draft
    FROM ledger_record WHERE voids_id IS NULL AND {q.about("person_id")}"""
    if not q.has_drafts:
        return [f"own AS ({facts})"]
    return [
        f"drafts AS ({q.dialect.drafts.format(first=FIRST_DRAFT_ID)})",
        f"""own AS ({facts}
    UNION ALL
    SELECT id, person_id, form_id, scope, role, started_on, ended_on, jp_stated, minutes,
        days, FALSE, sessions, semesters, '', 1
    FROM drafts)""",
    ]


def scope(q: Question) -> list[str]:
    """The calendar years to be computed, closed over facts that tie years together."""
    if q.years == "all":
        return []
    year = q.dialect.year.format
    steps = " UNION ALL ".join(f"SELECT {k} AS k" for k in range(12))
    spans = f"""spans AS (
    SELECT person_id, {year("started_on")} AS first_year, {year("ended_on")} AS last_year,
        twin_key, is_draft
    FROM own)"""
    if q.has_drafts:
        start = """SELECT o.person_id, o.first_year + s.k
    FROM spans o JOIN steps s ON o.first_year + s.k <= o.last_year WHERE o.is_draft = 1"""
    else:
        rows = q.dialect.rows.format
        start = f"""SELECT p.id, y.year
    FROM ({rows("people", "id")}) p CROSS JOIN ({rows("years", "year")}) y"""
    links = """twins AS (
    SELECT person_id, last_year AS year, LAG(last_year) OVER (
        PARTITION BY person_id, twin_key ORDER BY last_year) AS before
    FROM spans WHERE twin_key <> ''),
links(person_id, year, tied) AS (
    SELECT o.person_id, o.first_year + a.k, o.first_year + b.k
    FROM spans o JOIN steps a ON o.first_year + a.k <= o.last_year
    JOIN steps b ON o.first_year + b.k <= o.last_year
    WHERE o.first_year < o.last_year AND a.k <> b.k
    UNION
    SELECT person_id, year, before FROM twins WHERE before < year
    UNION
    SELECT person_id, before, year FROM twins WHERE before < year)"""
    closed = f"""scope(person_id, year) AS (
    {start}
    UNION
    SELECT l.person_id, l.tied
    FROM scope s JOIN links l ON l.person_id = s.person_id AND l.year = s.year)"""
    return [f"steps(k) AS ({steps})", spans, links, closed]


def twins(q: Question) -> list[str]:
    """Facts that were voided, and facts whose certificate was counted before.

    Of the facts of a person with one number, the first that stands counts.
    """
    return [
        f"""voided AS (
    SELECT voids_id AS id FROM ledger_record
    WHERE voids_id IS NOT NULL AND {q.about("person_id")})""",
        f"""repeated AS (
    SELECT id FROM (
        SELECT id, ROW_NUMBER() OVER (
            PARTITION BY person_id, certificate_key ORDER BY ended_on, started_on, id) AS nth
        FROM ledger_record
        WHERE certificate_key <> '' AND {q.about("person_id")}
            AND id NOT IN (SELECT id FROM voided)) numbered
    WHERE nth > 1)""",
    ]


def rates(q: Question) -> list[str]:
    """The published conversions, and the places for which facts under them compete."""
    return [
        f"""rates AS MATERIALIZED (
    SELECT id, form_id, scope, role, valid_from, valid_to, confirmed, basis,
        CASE basis {_numbered()} END AS way,
        CAST(jp AS BIGINT) AS jp, CAST(uplift_percent AS BIGINT) AS uplift,
        DENSE_RANK() OVER (ORDER BY form_id, scope, role) AS kind,
        CASE WHEN basis IN ('per_day', 'cap_per_day', 'per_session') THEN DENSE_RANK() OVER (
            ORDER BY basis, COALESCE(NULLIF(day_group, ''), form_id)) END AS lane,
        CASE basis WHEN 'per_day' THEN CASE WHEN jp > 0 THEN 1 ELSE 0 END
            WHEN 'cap_per_day' THEN jp * 45
            WHEN 'per_session' THEN COALESCE(max_sessions_a_month, {UNLIMITED})
            ELSE {UNLIMITED} END AS cap,
        CASE WHEN basis IN ('per_day', 'per_session') THEN CAST(jp AS BIGINT) * 45
            ELSE 1 END AS piece,
        CASE WHEN confirmed THEN CAST(jp AS BIGINT) * 45 ELSE 0 END AS award
    FROM ledger_rate WHERE live)"""
    ]


def facts(q: Question) -> list[str]:
    """One row a fact: rated, judged, and told what it wants.

    `n`: on how many days it may earn, `k`: for how many it asks. A spread fact is even
    if the same holds for all its days: no gaps, one calendar year, one rate.
    """
    d = q.dialect
    day, year = d.day_number.format, d.year.format
    within = ""
    if q.years != "all":
        within = f"""
    WHERE EXISTS (SELECT 1 FROM scope s WHERE s.person_id = o.person_id
        AND s.year BETWEEN {year("o.started_on")} AND {year("o.ended_on")})"""
    kept = "NOT MATERIALIZED" if q.walks == "nobody" else "MATERIALIZED"
    return [
        f"""rated AS (
    SELECT o.id, o.person_id, o.is_draft, o.started_on, o.ended_on, o.minutes, o.days,
        o.sessions, o.semesters, CAST(o.jp_stated AS BIGINT) * 45 AS stated,
        t.id AS rate_id, t.kind, t.way, t.jp, t.uplift, t.lane, t.cap, t.piece, t.award,
        CASE WHEN {way("per_day", "cap_per_day")} THEN
            {day("o.ended_on")} - {day("o.started_on")} + 1 ELSE 1 END AS n,
        CASE WHEN {way("approved")} THEN (
            SELECT CAST(a.jp AS BIGINT) * 45 FROM ledger_approval a
            WHERE a.record_id = o.id ORDER BY a.id DESC LIMIT 1) END AS approved,
        CASE WHEN o.id IN (SELECT id FROM voided) THEN 'voided'
            WHEN o.id IN (SELECT id FROM repeated) THEN 'duplicate_certificate'
            WHEN t.id IS NULL THEN 'no_rate_for_role'
            WHEN NOT t.confirmed THEN 'unconfirmed_rate'
        END AS unfit,
        CASE WHEN o.days_listed OR t.valid_from > o.started_on THEN 0 ELSE 1 END
            AS is_simple
    FROM own o LEFT JOIN rates t
        ON t.form_id = o.form_id AND t.scope = o.scope AND t.role = o.role
        AND t.valid_from <= o.ended_on
        AND (t.valid_to IS NULL OR t.valid_to >= o.ended_on){within}
    {d.fence})""",
        f"""judged AS (
    SELECT r.*, {claim(d.least.format("COALESCE(days, n)", "n"))} AS claimed,
        CASE WHEN unfit IS NOT NULL THEN unfit
            WHEN {way("approved")} AND approved IS NULL THEN 'needs_approval' END AS zero
    FROM rated r {d.fence})""",
        f"""facts AS {kept} (
    SELECT id, person_id, is_draft, started_on, ended_on, rate_id, kind, way, stated,
        minutes, days, jp, uplift, cap, cap * n AS most, piece, zero, claimed,
        CASE WHEN n > 1 THEN 1 ELSE 0 END AS is_spread,
        CASE WHEN n > 1 AND is_simple = 1 AND {year("started_on")} = {year("ended_on")}
            THEN 1 ELSE 0 END AS is_even,
        {year("ended_on")} AS year,
        CASE WHEN zero IS NULL THEN lane END AS lane,
        CASE WHEN {way("per_session")} THEN {d.month_number.format("ended_on")}
            ELSE {day("ended_on")} END AS slot,
        CAST(CASE WHEN zero IS NOT NULL THEN 0
            WHEN {way("programme")} THEN claimed
            WHEN {way("per_event")} THEN jp * 45
            WHEN {way("per_day")} THEN COALESCE(days, n)
            WHEN {way("cap_per_day")}
                THEN {d.least.format("claimed", "COALESCE(days, n) * cap")}
            WHEN {way("per_session")} THEN COALESCE(sessions, 0)
            WHEN {way("per_semester")} THEN COALESCE(semesters, 0) * jp * 45
            WHEN {way("approved")} THEN approved
            END AS INTEGER) AS demand,
        CASE WHEN {differ()} THEN 1 ELSE 0 END AS is_odd
    FROM judged)""",
    ]


def _numbered() -> str:
    return " ".join(f"WHEN '{basis}' THEN {number}" for basis, number in WAYS.items())


def claim(days: str) -> str:
    """What a fact states, or else what its quantities come to under its rate, in ticks."""
    return f"""COALESCE(stated, CASE
            WHEN rate_id IS NULL THEN 0
            WHEN {way("programme", "cap_per_day")} THEN COALESCE(minutes, 0) * 100
            WHEN {way("per_event")} THEN jp * 45
            WHEN {way("per_day")} THEN award * {days}
            WHEN {way("per_session")} THEN COALESCE(sessions, 0) * jp * 45
            WHEN {way("per_semester")} THEN COALESCE(semesters, 0) * jp * 45
            ELSE COALESCE(minutes * 100, approved, 0) END)"""


def differ() -> str:
    """The condition that stated JP and minutes are more than a tenth apart."""
    return (
        "stated IS NOT NULL AND minutes IS NOT NULL "
        f"AND {way('programme', 'cap_per_day')} "
        "AND ABS(minutes * 100 - stated) * 10 > stated"
    )
