"""The few words in which the two engines differ."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

UNLIMITED = 2_000_000_000
# The bases of a conversion as numbers: compared once a fact, and a number is compared in a
# fraction of the time that a word takes.
WAYS = {
    "programme": 1,
    "per_event": 2,
    "per_day": 3,
    "cap_per_day": 4,
    "per_session": 5,
    "per_semester": 6,
    "approved": 7,
}
FIRST_DRAFT_ID = 1 << 52


@dataclass(frozen=True)
class Dialect:
    """`{0}`, `{1}` ... are operands; `listed` says "is one of the parameter `{0}`", `rows`
    gives the parameter `{0}` as rows with one column `{1}`. A `fence` keeps the planner from
    writing what it stands behind into each of its readers."""

    year: str
    month_number: str
    day_number: str
    least: str
    greatest: str
    new_json: str
    get_json: str
    set_json: str
    drop_json: str
    listed: str
    rows: str
    drafts: str
    draft_days: str
    fence: str
    deletes_within: bool

    def numbers(self, values: Iterable[int]):
        """A list of numbers as the parameter that `listed` and `rows` read."""
        return list(values) if self.deletes_within else json.dumps(list(values))


SQLITE = Dialect(
    year="CAST(substr({0}, 1, 4) AS BIGINT)",
    month_number="CAST(substr({0}, 1, 4) || substr({0}, 6, 2) AS BIGINT)",
    day_number="CAST(julianday({0}) - 2440587.5 AS BIGINT)",
    least="min({0}, {1})",
    greatest="max({0}, {1})",
    new_json="json_object(CAST({0} AS TEXT), {1})",
    get_json="json_extract({0}, '$.' || {1})",
    set_json="json_set({0}, '$.' || {1}, {2})",
    drop_json="json_remove({0}, '$.' || {1})",
    listed="IN (SELECT CAST(value AS BIGINT) FROM json_each(%({0})s))",
    rows="SELECT CAST(value AS BIGINT) AS {1} FROM json_each(%({0})s)",
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
    fence="LIMIT -1 OFFSET 0",
    deletes_within=False,
)
POSTGRESQL = Dialect(
    year="date_part('year', {0})::int",
    month_number="(date_part('year', {0}) * 100 + date_part('month', {0}))::bigint",
    day_number="({0} - DATE '1970-01-01')::bigint",
    least="LEAST({0}, {1})",
    greatest="GREATEST({0}, {1})",
    new_json="jsonb_build_object({0}::text, {1})",
    get_json="({0} ->> {1}::text)::bigint",
    set_json="jsonb_set({0}, ARRAY[{1}::text], to_jsonb({2}))",
    drop_json="{0} - {1}::text",
    listed="= ANY(%({0})s::bigint[])",
    rows="SELECT unnest(%({0})s::bigint[]) AS {1}",
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
    fence="OFFSET 0",
    deletes_within=True,
)
DIALECTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


@dataclass(frozen=True)
class Question:
    """Whose facts, of which years, in whose words.

    `people`: "listed" (parameter `people`) or "range" (parameters `low`, `high`).
    `years`: "listed" (parameter `years`; closed over facts that tie years together),
    "all", or "drafts" (those of the parameter `drafts`, which are counted along with the
    facts). `walks`: the slots of the "crowd" (who may have to give way), of "all", or of
    "nobody": then every fact is read once, as if it were alone. `is_alike`: facts that
    say the same, and have the same credit, are asked for together.
    """

    dialect: Dialect
    people: str = "listed"
    years: str = "listed"
    walks: str = "crowd"
    is_alike: bool = False

    @property
    def has_drafts(self) -> bool:
        """True if hypothetical facts are counted along."""
        return self.years == "drafts"

    def about(self, column: str) -> str:
        """The condition that a row is about the people in question."""
        if self.people == "range":
            return f"{column} BETWEEN %(low)s AND %(high)s"
        return f"{column} {self.dialect.listed.format('people')}"
