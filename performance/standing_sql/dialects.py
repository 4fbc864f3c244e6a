"""What the two engines say differently, and what a measure may leave out."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Features:
    """What the targets in force, and the people's agenda, ask of the statement."""

    forms: bool = False
    activities: bool = False
    quotas: bool = False
    events: bool = False
    counts: bool = False
    once: bool = False
    carries: bool = False
    booked: bool = False

    @classmethod
    def everything(cls) -> "Features":
        """The whole expression: what the tests compare the lean ones with."""
        return cls(**{each.name: True for each in fields(cls)})


@dataclass(frozen=True)
class Dialect:
    """The few words in which the two engines differ. `{0}`, `{1}` ... are operands."""

    least: str
    greatest: str
    days: str
    day_before: str
    object_of: str
    empty: str
    people: str
    years: str
    booked: str


SQLITE = Dialect(
    least="min({0}, {1})",
    greatest="max({0}, {1})",
    days="CAST(julianday({0}) - julianday({1}) AS INTEGER)",
    day_before="date({0}, '-1 day')",
    object_of="json_group_object(CAST({0} AS TEXT), {1})",
    empty="'{{}}'",
    people="SELECT CAST(value AS BIGINT) AS id FROM json_each(%(people)s)",
    years="SELECT CAST(value AS BIGINT) AS year FROM json_each(%({0})s)",
    booked="""SELECT json_extract(value, '$.person') AS person_id,
        json_extract(value, '$.year') AS year, json_extract(value, '$.form') AS form_id,
        json_extract(value, '$.activity') AS activity_id,
        json_extract(value, '$.day') AS ended_on, json_extract(value, '$.jp') AS jp,
        json_extract(value, '$.sessions') AS sessions,
        json_extract(value, '$.courses') AS courses
    FROM json_each(%(booked)s)""",
)
POSTGRESQL = Dialect(
    least="LEAST({0}, {1})",
    greatest="GREATEST({0}, {1})",
    days="({0} - {1})",
    day_before="({0} - 1)",
    object_of="jsonb_object_agg({0}::text, {1})",
    empty="'{{}}'::jsonb",
    people="SELECT value::bigint AS id "
    "FROM jsonb_array_elements_text(%(people)s::jsonb) AS listed(value)",
    years="SELECT value::bigint AS year "
    "FROM jsonb_array_elements_text(%({0})s::jsonb) AS listed(value)",
    booked="""SELECT person AS person_id, year, form AS form_id,
        activity AS activity_id, day AS ended_on, jp, sessions, courses
    FROM jsonb_to_recordset(%(booked)s::jsonb) AS b(
        person bigint, year bigint, form text, activity bigint, day date, jp bigint,
        sessions bigint, courses bigint)""",
)
DIALECTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
