"""The credit rule: what facts are worth, as one set-based SQL expression.

This is the only place in the product that turns facts into JP. It serves one person
after a posting, the nation in a rebuild, and hypothetical facts in a preview, on SQLite
and PostgreSQL alike; `tests/ledger/oracle.py` reads the same rules in plain Python.

Arithmetic is exact: JP are counted in ticks of 1/4500 JP (a minute is 100 ticks, a
hundredth of a JP is 45), percentages are applied to ticks, and a record is rounded down
to hundredths once, over all its years together.

How it reads:

* `own`: all facts of the people in question, and the drafts of a preview.
* `links`, `scope`: which calendar years must be computed together. A fact that spans
  New Year ties its years to each other, and so do two facts with one certificate number.
* `ranked`, `rated`: the order in which caps are taken up (ended, started, id), the rate
  of the day a fact ended, and `zero`: the reason why it is worth nothing, if there is one.
* `cells`: the days of facts that count by the day, each with the rate of its own day.
* `heads`: one row a fact and year.
* `slots`: places for which facts compete: a day (for one award, or for so many JP) or a
  month (for so many sessions). A fact has a `demand` and takes from its earliest slots
  what its own cap leaves over.
* `walk`: goes through the slots of facts that touch each other, day by day and on each
  day in the order of facts, and remembers what is used of the day and what each fact
  still wants. All islands of touching facts are walked at the same time.
* `worth`: what each fact brings in each year, and why not more.

CTEs are put together by UNION ALL and GROUP BY rather than joined to each other: the
planners know nothing about the size of a CTE, and a join of two may scan one for each
row of the other.
"""

from dataclasses import dataclass

UNLIMITED = 1_000_000_000_000
FIRST_DRAFT_ID = 1 << 52

DAY_BASES = "('per_day', 'cap_per_day')"


@dataclass(frozen=True)
class Dialect:
    """The few words in which the two engines differ. `{0}`, `{1}` ... are operands."""

    year: str
    day_number: str
    least: str
    greatest: str
    new_json: str
    get_json: str
    set_json: str
    drop_json: str
    materialized: str
    people: str
    years: str
    drafts: str
    draft_days: str


SQLITE = Dialect(
    year="CAST(substr({0}, 1, 4) AS BIGINT)",
    day_number="CAST(replace({0}, '-', '') AS BIGINT)",
    least="min({0}, {1})",
    greatest="max({0}, {1})",
    new_json="json_object(CAST({0} AS TEXT), {1})",
    get_json="json_extract({0}, '$.' || {1})",
    set_json="json_set({0}, '$.' || {1}, {2})",
    drop_json="json_remove({0}, '$.' || {1})",
    materialized="MATERIALIZED",
    people="SELECT CAST(value AS BIGINT) AS id FROM json_each(%(people)s)",
    years="SELECT CAST(value AS BIGINT) AS year FROM json_each(%(years)s)",
    drafts="""
    SELECT {first} + json_extract(value, '$.i') AS id,
        json_extract(value, '$.person') AS person_id,
        json_extract(value, '$.form') AS form_id,
        json_extract(value, '$.scope') AS scope,
        json_extract(value, '$.role') AS role,
        json_extract(value, '$.started_on') AS started_on,
        json_extract(value, '$.ended_on') AS ended_on,
        json_extract(value, '$.jp_stated') AS jp_stated,
        json_extract(value, '$.minutes') AS minutes,
        json_extract(value, '$.days') AS days,
        json_extract(value, '$.sessions') AS sessions,
        json_extract(value, '$.semesters') AS semesters
    FROM json_each(%(drafts)s)""",
    draft_days="""
    SELECT {first} + json_extract(d.value, '$.i') AS record_id, e.value AS day
    FROM json_each(%(drafts)s) d, json_each(json_extract(d.value, '$.learning_days')) e""",
)
POSTGRESQL = Dialect(
    year="EXTRACT(YEAR FROM {0})::bigint",
    day_number="to_char({0}, 'YYYYMMDD')::bigint",
    least="LEAST({0}, {1})",
    greatest="GREATEST({0}, {1})",
    new_json="jsonb_build_object({0}::text, {1})",
    get_json="({0} ->> {1}::text)::bigint",
    set_json="jsonb_set({0}, ARRAY[{1}::text], to_jsonb({2}))",
    drop_json="{0} - {1}::text",
    materialized="MATERIALIZED",
    people="SELECT value::bigint AS id "
    "FROM jsonb_array_elements_text(%(people)s::jsonb) AS listed(value)",
    years="SELECT value::bigint AS year "
    "FROM jsonb_array_elements_text(%(years)s::jsonb) AS listed(value)",
    drafts="""
    SELECT {first} + i AS id, person AS person_id, form AS form_id, scope, role,
        started_on, ended_on, jp_stated, minutes, days, sessions, semesters
    FROM jsonb_to_recordset(%(drafts)s::jsonb) AS d(
        i bigint, person bigint, form text, scope text, role text, started_on date,
        ended_on date, jp_stated bigint, minutes bigint, days bigint, sessions bigint,
        semesters bigint)""",
    draft_days="""
    SELECT {first} + d.i AS record_id, e.value::date AS day
    FROM jsonb_to_recordset(%(drafts)s::jsonb) AS d(i bigint, learning_days jsonb),
        jsonb_array_elements_text(d.learning_days) AS e(value)""",
)
DIALECTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


class CreditSQL:
    """Builds the statements for one engine.

    `people` says whose facts: "listed" (parameter `people`, a JSON list of ids) or
    "range" (parameters `low`, `high`). `years` says which: "listed" (parameter `years`;
    closed over facts that tie years together), "all", or "drafts" (those of the
    parameter `drafts`, which are counted along with the facts).
    """

    def __init__(self, vendor: str, *, people: str = "listed", years: str = "listed"):
        self.d = DIALECTS[vendor]
        self.people, self.years = people, years
        self.with_drafts = years == "drafts"

    # -- whose facts, and which years belong together ---------------------------------

    def _who(self) -> list[str]:
        if self.people == "range":
            query = "SELECT id FROM people_person WHERE id BETWEEN %(low)s AND %(high)s"
        else:
            query = self.d.people
        return [f"people(id) AS ({query})"]

    def _own(self) -> list[str]:
        year = self.d.year.format
        facts = f"""
    SELECT r.id, r.person_id, r.form_id, r.scope, r.role, r.started_on, r.ended_on,
        {year("r.started_on")} AS first_year, {year("r.ended_on")} AS last_year,
        CAST(r.jp_stated AS BIGINT) AS stated, CAST(r.minutes AS BIGINT) AS minutes,
        CAST(r.days AS BIGINT) AS days, CAST(r.sessions AS BIGINT) AS sessions,
        CAST(r.semesters AS BIGINT) AS semesters, r.certificate_key AS twin_key,
        0 AS is_draft
    FROM ledger_record r JOIN people p ON p.id = r.person_id
    WHERE +r.voids_id IS NULL"""
        ctes = []
        if self.with_drafts:
            ctes.append(f"drafts AS ({self.d.drafts.format(first=FIRST_DRAFT_ID)})")
            facts += f"""
    UNION ALL
    SELECT id, person_id, form_id, scope, role, started_on, ended_on,
        {year("started_on")}, {year("ended_on")}, jp_stated, minutes, days, sessions,
        semesters, '', 1
    FROM drafts"""
        return [*ctes, f"own AS ({facts})"]

    def _scope(self) -> list[str]:
        ticks = " UNION ALL ".join(f"SELECT {k} AS k" for k in range(12))
        steps = f"steps(k) AS ({ticks})"
        if self.years == "all":
            scope = """scope(person_id, year) AS (
    SELECT DISTINCT o.person_id, o.first_year + s.k
    FROM own o JOIN steps s ON o.first_year + s.k <= o.last_year)"""
            return [steps, scope]
        if self.with_drafts:
            start = """SELECT o.person_id, o.first_year + s.k
    FROM own o JOIN steps s ON o.first_year + s.k <= o.last_year WHERE o.is_draft = 1"""
        else:
            start = "SELECT p.id, y.year FROM people p CROSS JOIN asked y"
        links = """twins AS (
    SELECT person_id, last_year AS year, LAG(last_year) OVER (
        PARTITION BY person_id, twin_key ORDER BY last_year) AS before
    FROM own WHERE twin_key <> ''),
links(person_id, year, tied) AS (
    SELECT o.person_id, o.first_year + a.k, o.first_year + b.k
    FROM own o JOIN steps a ON o.first_year + a.k <= o.last_year
    JOIN steps b ON o.first_year + b.k <= o.last_year
    WHERE o.first_year < o.last_year AND a.k <> b.k
    UNION
    SELECT person_id, year, before FROM twins WHERE before < year
    UNION
    SELECT person_id, before, year FROM twins WHERE before < year)"""
        scope = f"""scope(person_id, year) AS (
    {start}
    UNION
    SELECT l.person_id, l.tied
    FROM scope s JOIN links l ON l.person_id = s.person_id AND l.year = s.year)"""
        asked = [] if self.with_drafts else [f"asked(year) AS ({self.d.years})"]
        return [*asked, steps, links, scope]

    # -- each fact: its order, its rate, and why it may be worth nothing ---------------

    def _facts(self) -> list[str]:
        return [
            """facts AS (
    SELECT o.*,
        CASE WHEN EXISTS (SELECT 1 FROM ledger_record v WHERE v.voids_id = o.id)
            THEN 1 ELSE 0 END AS is_void,
        (SELECT CAST(a.jp AS BIGINT) FROM ledger_approval a WHERE a.record_id = o.id
            ORDER BY a.id DESC LIMIT 1) AS approved
    FROM own o
    WHERE EXISTS (
        SELECT 1 FROM scope s WHERE s.person_id = o.person_id
        AND s.year BETWEEN o.first_year AND o.last_year))""",
            """ranked AS (
    SELECT f.*,
        ROW_NUMBER() OVER (
            PARTITION BY person_id ORDER BY ended_on, started_on, id) AS seq,
        CASE WHEN twin_key <> '' AND ROW_NUMBER() OVER (
            PARTITION BY person_id, twin_key, is_void
            ORDER BY ended_on, started_on, id) > 1 THEN 1 ELSE 0 END AS is_twin
    FROM facts f)""",
            """rated AS (
    SELECT f.*, t.id AS rate_id, COALESCE(t.basis, '') AS basis,
        CAST(t.jp AS BIGINT) AS jp, CAST(t.uplift_percent AS BIGINT) AS uplift,
        CAST(t.max_sessions_a_month AS BIGINT) AS max_sessions,
        COALESCE(NULLIF(t.day_group, ''), f.form_id) AS lane,
        CASE WHEN f.is_void = 1 THEN 'voided'
            WHEN f.is_twin = 1 THEN 'duplicate_certificate'
            WHEN t.id IS NULL THEN 'no_rate_for_role'
            WHEN NOT t.confirmed THEN 'unconfirmed_rate'
            WHEN t.basis = 'approved' AND f.approved IS NULL THEN 'needs_approval'
        END AS zero
    FROM ranked f LEFT JOIN ledger_rate t ON t.live
        AND t.form_id = f.form_id AND t.scope = f.scope AND t.role = f.role
        AND t.valid_from <= f.ended_on
        AND (t.valid_to IS NULL OR t.valid_to >= f.ended_on))""",
        ]

    # -- days, months and what facts want of them --------------------------------------

    def _cells(self) -> list[str]:
        days, drafted = "ledger_recordday", []
        if self.with_drafts:
            listed = self.d.draft_days.format(first=FIRST_DRAFT_ID)
            days = "all_days"
            drafted = [
                f"""all_days AS {self.d.materialized} (
    SELECT d.record_id, d.day
    FROM facts f JOIN ledger_recordday d ON d.record_id = f.id
    UNION ALL {listed})"""
            ]
        own_rate = "t.id IS NOT NULL AND t.basis = f.basis"
        return [
            *drafted,
            f"""days_of_facts AS (
    SELECT f.id, f.person_id, f.is_draft, f.seq, f.basis, f.lane, f.zero,
        f.stated, f.minutes, f.days,
        {self.d.year.format("d.day")} AS year, {self.d.day_number.format("d.day")} AS slot,
        CASE WHEN {own_rate} THEN t.id WHEN t.id IS NULL THEN NULL ELSE f.rate_id END
            AS rate_id,
        CASE WHEN t.id IS NULL OR NOT t.confirmed THEN 0
            WHEN {own_rate} THEN CAST(t.jp AS BIGINT) ELSE f.jp END AS jp,
        CASE WHEN {own_rate} THEN CAST(t.uplift_percent AS BIGINT) ELSE f.uplift END
            AS uplift,
        ROW_NUMBER() OVER (PARTITION BY f.id ORDER BY d.day) AS nth,
        COUNT(*) OVER (PARTITION BY f.id) AS length
    FROM rated f JOIN {days} d ON d.record_id = f.id
    LEFT JOIN ledger_rate t ON t.live AND t.form_id = f.form_id AND t.scope = f.scope
        AND t.role = f.role AND t.valid_from <= d.day
        AND (t.valid_to IS NULL OR t.valid_to >= d.day)
    WHERE f.basis IN {DAY_BASES})""",
            # `allowed`: the caps or awards of the first k days, k being the learning days.
            f"""cells AS {self.d.materialized} (
    SELECT c.*, COALESCE(days, length) AS k,
        CAST(SUM(CASE WHEN nth <= COALESCE(days, length) THEN jp ELSE 0 END)
            OVER (PARTITION BY id) AS BIGINT) AS allowed,
        ROW_NUMBER() OVER (PARTITION BY id, year ORDER BY nth DESC) AS back
    FROM days_of_facts c)""",
        ]

    def _heads(self) -> list[str]:
        """One row a fact and year: what was claimed, and how much was `wanted`."""
        return [
            f"""heads AS {self.d.materialized} (
    SELECT id, year, person_id, is_draft, rate_id, seq, basis, lane, zero, stated,
        minutes, jp, uplift,
        CASE WHEN stated IS NOT NULL THEN stated * 45
            WHEN basis = 'cap_per_day' THEN COALESCE(minutes, 0) * 100
            ELSE allowed * 45 END AS claimed,
        CASE WHEN basis = 'per_day' THEN k END AS wanted,
        slot, CAST(NULL AS BIGINT) AS max_sessions, CAST(NULL AS BIGINT) AS fixed
    FROM cells WHERE back = 1
    UNION ALL
    SELECT id, last_year, person_id, is_draft, rate_id, seq, basis, lane, zero, stated,
        minutes, jp, uplift,
        CASE WHEN stated IS NOT NULL THEN stated * 45
            WHEN rate_id IS NULL THEN 0
            WHEN basis = 'programme' THEN COALESCE(minutes, 0) * 100
            WHEN basis = 'approved' THEN COALESCE(minutes * 100, approved * 45, 0)
            WHEN basis = 'per_session' THEN COALESCE(sessions, 0) * jp * 45
            WHEN basis = 'per_semester' THEN COALESCE(semesters, 0) * jp * 45
            ELSE jp * 45 END,
        COALESCE(sessions, 0), {self.d.day_number.format("ended_on")} / 100, max_sessions,
        CASE basis WHEN 'approved' THEN approved * 45
            WHEN 'per_event' THEN jp * 45
            WHEN 'per_semester' THEN COALESCE(semesters, 0) * jp * 45 END
    FROM rated WHERE basis NOT IN {DAY_BASES})"""
        ]

    # -- days, months and what facts want of them --------------------------------------

    def _slots(self) -> list[str]:
        # What a capped day's fact claims, but not more than its learning days allow.
        stated = "COALESCE(stated * 45, COALESCE(minutes, 0) * 100)"
        capped = self.d.least.format(stated, "allowed * 45")
        return [
            f"""slots AS (
    SELECT id, person_id, seq, basis, lane, year, slot, nth, jp, uplift,
        CASE WHEN basis = 'cap_per_day' THEN jp * 45
            WHEN jp > 0 THEN 1 ELSE 0 END AS cap,
        CASE WHEN basis = 'cap_per_day' THEN {capped} ELSE k END AS demand,
        MAX(slot) OVER (PARTITION BY id) AS last_slot
    FROM cells WHERE zero IS NULL
    UNION ALL
    SELECT id, person_id, seq, basis, lane, year, slot, 1, jp, uplift,
        COALESCE(max_sessions, {UNLIMITED}), wanted, slot
    FROM heads WHERE zero IS NULL AND basis = 'per_session')""",
            f"""queue AS {self.d.materialized} (
    SELECT s.*,
        CASE WHEN MAX(last_slot) OVER (
            PARTITION BY person_id, basis, lane ORDER BY slot, seq
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) >= slot
            THEN 0 ELSE 1 END AS opens,
        ROW_NUMBER() OVER (ORDER BY person_id, basis, lane, slot, seq) AS n
    FROM slots s)""",
            self._walk(),
        ]

    def _walk(self) -> str:
        d = self.d
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
        carried = "q.n, q.id, q.year, q.basis, q.slot, q.cap, q.jp, q.uplift"
        return f"""walk(n, id, year, basis, slot, cap, jp, uplift, used, taken, wants) AS (
    SELECT {carried}, CAST({first} AS BIGINT), CAST({first} AS BIGINT),
        {d.new_json.format("q.id", f"q.demand - {first}")}
    FROM queue q WHERE q.opens = 1
    UNION ALL
    SELECT {carried}, CAST({used} + {taken} AS BIGINT), CAST({taken} AS BIGINT), {after}
    FROM walk w JOIN queue q ON q.n = w.n + 1 AND q.opens = 0)"""

    # -- what each fact earns in each year ---------------------------------------------

    def _worth(self) -> list[str]:
        least = self.d.least.format
        before, upto = "(run_base - base) / 45", "run_base / 45"
        total = "claimed / 45"
        differ = "ABS(minutes * 100 - stated * 45) * 10 > stated * 45"
        nothing = "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"
        return [
            f"""earned AS (
    SELECT id, year, person_id, is_draft, rate_id, basis, zero, stated, minutes, claimed,
        wanted, CAST(0 AS BIGINT) AS taken,
        CASE WHEN zero IS NOT NULL OR basis IN ('per_day', 'cap_per_day', 'per_session')
            THEN 0 ELSE COALESCE(fixed, claimed) END AS ticks,
        uplift
    FROM heads
    UNION ALL
    SELECT id, year, {nothing}, taken,
        CASE WHEN basis = 'cap_per_day' THEN taken ELSE taken * jp * 45 END, uplift
    FROM walk)""",
            """by_year AS (
    SELECT id, year, MAX(person_id) AS person_id, MAX(is_draft) AS is_draft,
        MAX(rate_id) AS rate_id, MAX(basis) AS basis, MAX(zero) AS zero,
        MAX(stated) AS stated, MAX(minutes) AS minutes, MAX(claimed) AS claimed,
        MAX(wanted) AS wanted, CAST(SUM(taken) AS BIGINT) AS taken,
        CAST(SUM(ticks) AS BIGINT) AS base,
        CAST(SUM(ticks * (100 + COALESCE(uplift, 0))) AS BIGINT) AS full_ticks
    FROM earned GROUP BY id, year)""",
            """running AS (
    SELECT y.*,
        CAST(SUM(base) OVER so_far AS BIGINT) AS run_base,
        CAST(SUM(full_ticks) OVER so_far AS BIGINT) AS run_full,
        CAST(SUM(taken) OVER (PARTITION BY id) AS BIGINT) AS all_taken,
        CASE WHEN year = MAX(year) OVER (PARTITION BY id) THEN 1 ELSE 0 END AS is_last
    FROM by_year y
    WINDOW so_far AS (PARTITION BY id ORDER BY year))""",
            # Claimed JP go with the days that earn them; what finds no day stays in the
            # last year. Rounded down once: a year is the difference of rounded sums.
            f"""worth AS (
    SELECT id AS record_id, person_id, year, rate_id, is_draft,
        {least(total, upto)} * (1 - is_last) + {total} * is_last
            - {least(total, before)} AS jp_claimed,
        run_full / 4500 - (run_full - full_ticks) / 4500 AS jp_recognised,
        COALESCE(zero, CASE
            WHEN basis = 'per_day' AND all_taken < wanted THEN 'day_taken'
            WHEN basis = 'per_session' AND all_taken < wanted THEN 'month_cap'
            WHEN basis = 'cap_per_day' AND all_taken < claimed THEN 'day_cap'
            WHEN basis IN ('programme', 'cap_per_day')
                AND stated IS NOT NULL AND minutes IS NOT NULL AND {differ}
                THEN 'minutes_differ'
            ELSE 'full' END) AS reason
    FROM running)""",
        ]

    # -- statements --------------------------------------------------------------------

    def _with(self, *groups: list[str]) -> str:
        return "WITH RECURSIVE " + ",\n".join(cte for group in groups for cte in group)

    def _until_heads(self) -> list[list[str]]:
        return [
            self._who(), self._own(), self._scope(), self._facts(), self._cells(),
            self._heads(),
        ]  # fmt: skip

    def _all(self) -> str:
        return self._with(*self._until_heads(), self._slots(), self._worth())

    def upsert(self) -> str:
        """Write what is missing or differs; its row count is the number of those."""
        return f"""{self._all()}
INSERT INTO ledger_credit
    (record_id, person_id, year, jp_claimed, jp_recognised, rate_id, reason)
SELECT record_id, person_id, year, jp_claimed, jp_recognised, rate_id, reason
FROM worth WHERE is_draft = 0
ON CONFLICT (record_id, year) DO UPDATE SET
    person_id = excluded.person_id, jp_claimed = excluded.jp_claimed,
    jp_recognised = excluded.jp_recognised, rate_id = excluded.rate_id,
    reason = excluded.reason
WHERE ledger_credit.person_id <> excluded.person_id
    OR ledger_credit.jp_claimed <> excluded.jp_claimed
    OR ledger_credit.jp_recognised <> excluded.jp_recognised
    OR COALESCE(ledger_credit.rate_id, 0) <> COALESCE(excluded.rate_id, 0)
    OR ledger_credit.reason <> excluded.reason"""

    def prune(self) -> str:
        """Delete credits of years in which their fact has no day (any more)."""
        head = self._with(*self._until_heads())
        here = (
            ""
            if self.years == "all"
            else """
    AND EXISTS (SELECT 1 FROM scope s WHERE s.person_id = ledger_credit.person_id
        AND s.year = ledger_credit.year)"""
        )
        return f"""{head}
DELETE FROM ledger_credit WHERE person_id IN (SELECT id FROM people){here}
    AND NOT EXISTS (SELECT 1 FROM heads y
        WHERE y.id = ledger_credit.record_id AND y.year = ledger_credit.year)"""

    def preview(self) -> str:
        """What the drafts would be worth: (number, year, claimed, recognised, reason)."""
        return f"""{self._all()}
SELECT record_id - {FIRST_DRAFT_ID}, year, jp_claimed, jp_recognised, reason
FROM worth WHERE is_draft = 1 ORDER BY record_id, year"""

    def reckoning(self) -> str:
        """The days or the month of one fact (parameter `record`), and what it took there.

        (slot, its cap, what was taken there by this fact, what by earlier ones, the JP of
        the rate, its uplift, the basis); awards and sessions are counted in pieces, capped days in
        ticks.
        """
        return f"""{self._all()}
SELECT slot, cap, taken, used - taken, jp, uplift, basis
FROM walk WHERE id = %(record)s ORDER BY slot"""
