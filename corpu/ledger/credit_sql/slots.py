"""The days and months for which facts compete, and who gets what of them."""

from corpu.ledger.credit_sql.dialects import FIRST_DRAFT_ID, Question
from corpu.ledger.credit_sql.facts import way


def slots(q: Question) -> list[str]:
    """Places, those who want them, and the places where somebody may have to give way.

    A place is quiet if one fact alone wants it, or if all who do want no other place
    (`is_spread` = 0) and there is enough for all. So whoever meets a spread fact is in
    the crowd, and the days of a fact are either all walked or none.
    """
    d = q.dialect
    days = f"SELECT record_id, day FROM ledger_recordday WHERE {q.about('person_id')}"
    if q.has_drafts:
        days += f" UNION ALL {d.draft_days.format(first=FIRST_DRAFT_ID)}"
    crowd = """crowd AS MATERIALIZED (
    SELECT DISTINCT id FROM (
        SELECT id, COUNT(*) OVER place AS facts, MAX(is_spread) OVER place AS has_spread,
            SUM(demand) OVER place AS wanted, MIN(cap) OVER place AS room
        FROM slots WINDOW place AS (PARTITION BY person_id, lane, slot)) shared
    WHERE facts > 1 AND (has_spread = 1 OR wanted > room))"""
    if q.walks == "all":
        crowd = "crowd AS MATERIALIZED (SELECT DISTINCT id FROM slots)"
    return [
        f"days AS NOT MATERIALIZED ({days})",
        f"""slots AS NOT MATERIALIZED (
    SELECT id, person_id, lane, slot, demand, cap, 0 AS is_spread
    FROM facts WHERE lane IS NOT NULL AND is_spread = 0
    UNION ALL
    SELECT f.id, f.person_id, f.lane, {d.day_number.format("d.day")}, 0, 0, 1
    FROM facts f JOIN days d ON d.record_id = f.id
    WHERE f.lane IS NOT NULL AND f.is_spread = 1)""",
        crowd,
    ]


def neighbours(q: Question) -> list[str]:
    """Each fact, and where those before it in the order of facts have got to.

    A fact `meets` another if both want days, and an earlier one ended on one of its own
    or after, or if both want sessions of one month. Whoever meets nobody competes with
    nobody: their lanes may differ, so this may name too many, never too few.
    """
    month = way("per_session")
    return [
        f"""wanting AS (
    SELECT f.*, CASE WHEN lane IS NOT NULL AND NOT {month} THEN started_on END AS first_day,
        CASE WHEN lane IS NOT NULL AND {month} THEN slot END AS month
    FROM facts f {q.dialect.fence})""",
        """neighbours AS (
    SELECT f.*, MAX(CASE WHEN first_day IS NOT NULL THEN ended_on END) OVER before
            AS upto_day, MAX(month) OVER before AS upto_month
    FROM wanting f WINDOW before AS (
        PARTITION BY person_id ORDER BY ended_on, started_on, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))""",
    ]


def meets() -> str:
    """The condition that a fact of `neighbours` may have to be walked."""
    return (
        "upto_day >= first_day OR upto_month >= month OR (is_spread = 1 AND is_even = 0)"
    )


def cells(q: Question) -> list[str]:
    """Spread facts that are uneven or in the crowd, day by day.

    Each with the rate of its own day. `allowed`: the caps or awards of the first k days.
    """
    d = q.dialect
    own_rate = "t.id IS NOT NULL AND t.way = f.way"
    capped = way("cap_per_day")
    first = f"CASE WHEN {capped} THEN {d.least.format('claimed', 'allowed')}"
    return [
        f"""days_of_facts AS (
    SELECT f.id, f.person_id, f.is_draft, f.started_on, f.ended_on, f.way, f.lane, f.zero,
        f.is_odd, f.stated, f.minutes,
        {d.year.format("d.day")} AS year, {d.day_number.format("d.day")} AS slot,
        CASE WHEN {own_rate} THEN t.id WHEN t.id IS NULL THEN NULL ELSE f.rate_id END
            AS rate_id,
        CASE WHEN t.id IS NULL OR NOT t.confirmed THEN 0
            WHEN {own_rate} THEN t.jp ELSE f.jp END AS jp,
        CASE WHEN {own_rate} THEN t.uplift ELSE f.uplift END AS uplift,
        ROW_NUMBER() OVER (PARTITION BY f.id ORDER BY d.day) AS nth,
        COALESCE(f.days, COUNT(*) OVER (PARTITION BY f.id)) AS k
    FROM facts f JOIN days d ON d.record_id = f.id
    LEFT JOIN rates t ON t.kind = f.kind AND t.valid_from <= d.day
        AND (t.valid_to IS NULL OR t.valid_to >= d.day)
    WHERE f.is_spread = 1 AND (f.is_even = 0 OR f.id IN (SELECT id FROM crowd)))""",
        """allowances AS (
    SELECT c.*, CAST(SUM(CASE WHEN nth <= k THEN jp * 45 ELSE 0 END)
        OVER (PARTITION BY id) AS BIGINT) AS allowed
    FROM days_of_facts c)""",
        f"""claims AS (
    SELECT c.*, CASE WHEN {way("per_day")} THEN COALESCE(stated, allowed)
            ELSE COALESCE(stated, COALESCE(minutes, 0) * 100) END AS claimed,
        CASE WHEN {capped} THEN jp * 45 WHEN jp > 0 THEN 1 ELSE 0 END AS cap,
        CASE WHEN {way("per_day")} THEN jp * 45 ELSE 1 END AS piece
    FROM allowances c)""",
        f"""cells AS MATERIALIZED (
    SELECT c.*, {first} ELSE k END AS demand,
        CAST(COALESCE(SUM(cap) OVER (PARTITION BY id ORDER BY nth
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS BIGINT) AS cap_before,
        MAX(slot) OVER (PARTITION BY id) AS last_slot
    FROM claims c)""",
    ]


def walk(q: Question) -> list[str]:
    """The slots of the crowd, in order; then who gets what, one after the other."""
    return [
        """stops AS (
    SELECT f.id, f.person_id, f.lane, f.slot, f.slot AS last_slot, f.ended_on,
        f.started_on, 1 AS nth, f.demand, f.cap
    FROM facts f JOIN crowd c ON c.id = f.id WHERE f.is_spread = 0
    UNION ALL
    SELECT s.id, s.person_id, s.lane, s.slot, s.last_slot, s.ended_on, s.started_on, s.nth,
        s.demand, s.cap
    FROM cells s JOIN crowd c ON c.id = s.id)""",
        """queue AS MATERIALIZED (
    SELECT s.*,
        CASE WHEN MAX(last_slot) OVER (
            PARTITION BY person_id, lane ORDER BY slot, ended_on, started_on, id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) >= slot
            THEN 0 ELSE 1 END AS opens,
        ROW_NUMBER() OVER (
            ORDER BY person_id, lane, slot, ended_on, started_on, id) AS n
    FROM stops s)""",
        _walk(q),
    ]


def _walk(q: Question) -> str:
    d = q.dialect
    first = d.greatest.format("0", d.least.format("q.demand", "q.cap"))
    wants = (
        "CASE WHEN q.nth = 1 THEN CAST(q.demand AS BIGINT) "
        f"ELSE {d.get_json.format('w.wants', 'q.id')} END"
    )
    used = "CASE WHEN q.slot = w.slot THEN w.used ELSE 0 END"
    taken = d.greatest.format("0", d.least.format(wants, f"q.cap - {used}"))
    left = d.set_json.format("w.wants", "q.id", f"({wants}) - ({taken})")
    done = d.drop_json.format("w.wants", "q.id")
    after = f"CASE WHEN q.slot = q.last_slot THEN {done} ELSE {left} END"
    return f"""walk(n, id, slot, cap, used, taken, wants) AS (
    SELECT q.n, q.id, q.slot, q.cap, CAST({first} AS BIGINT), CAST({first} AS BIGINT),
        {d.new_json.format("q.id", f"q.demand - {first}")}
    FROM queue q WHERE q.opens = 1
    UNION ALL
    SELECT q.n, q.id, q.slot, q.cap, CAST({used} + {taken} AS BIGINT),
        CAST({taken} AS BIGINT), {after}
    FROM walk w JOIN queue q ON q.n = w.n + 1 AND q.opens = 0)"""
