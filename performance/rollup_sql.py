"""Figures of units, added up by the database: the statements.

A unit's figures are those of the people counted in it (`own`) and the figures of the
units right below it, so that a unit is right once those below it are. Every statement
takes the parameters `units` (a JSON list of ids), `year` and `today`.
"""

from dataclasses import dataclass

STATUSES = ("met", "on_track", "at_risk", "unmet", "exempt")


@dataclass(frozen=True)
class Dialect:
    """The few words in which the two engines differ."""

    ids: str
    least: str
    month: str


DIALECTS = {
    "sqlite": Dialect(
        ids="SELECT CAST(value AS BIGINT) FROM json_each(%(units)s)",
        least="min",
        month="CASE WHEN CAST(substr(r.ended_on, 1, 4) AS INTEGER) > %(year)s THEN 12 "
        "ELSE CAST(substr(r.ended_on, 6, 2) AS INTEGER) END",
    ),
    "postgresql": Dialect(
        ids="SELECT value::bigint "
        "FROM jsonb_array_elements_text(%(units)s::jsonb) AS listed(value)",
        least="LEAST",
        month="CASE WHEN EXTRACT(YEAR FROM r.ended_on) > %(year)s THEN 12 "
        "ELSE EXTRACT(MONTH FROM r.ended_on)::int END",
    ),
}


@dataclass(frozen=True)
class Rollup:
    """One table of figures: what it is grouped by, what is summed, where it begins."""

    table: str
    keys: tuple[str, ...]
    sums: tuple[str, ...]
    own: str


class RollupSQL:
    """Builds the statements for one engine."""

    def __init__(self, vendor: str):
        self.d = DIALECTS[vendor]

    def rollups(self) -> list[Rollup]:
        """The three tables."""
        staff = ("staff_class", "post_kind")
        statuses = (*STATUSES, "warnings")
        return [
            Rollup("unittally", ("target_id", *staff), statuses, self._standings()),
            Rollup("unitpeople", staff, ("people", "judged"), self._people()),
            Rollup(
                "unitlearning", ("form_id", "month"), ("jp", "facts"), self._credits()
            ),
        ]

    def clear(self, rollup: Rollup) -> str:
        """Forget the figures of these units."""
        return (
            f"DELETE FROM performance_{rollup.table} "
            f"WHERE year = %(year)s AND unit_id IN ({self.d.ids})"
        )

    def fill(self, rollup: Rollup) -> str:
        """Add them up again, from their own people and the units right below."""
        table, keys = f"performance_{rollup.table}", ", ".join(rollup.keys)
        below = ", ".join(f"t.{name}" for name in rollup.keys + rollup.sums)
        sums = ", ".join(f"SUM({name})" for name in rollup.sums)
        return f"""{self._mine()}
INSERT INTO {table} (unit_id, year, {keys}, {", ".join(rollup.sums)})
SELECT unit_id, %(year)s, {keys}, {sums} FROM (
    {rollup.own}
    UNION ALL
    SELECT below.parent_id, {below}
    FROM people_unit below JOIN {table} t ON t.unit_id = below.id AND t.year = %(year)s
    WHERE below.parent_id IN (SELECT id FROM units)
) added GROUP BY unit_id, {keys}"""

    def _mine(self) -> str:
        """`homes`: each person once a year, where her standing that ends last counts."""
        return f"""WITH units(id) AS ({self.d.ids}),
everywhere AS (
    SELECT s.person_id, s.unit_id, s.staff_class, s.ends_on,
        ROW_NUMBER() OVER (PARTITION BY s.person_id ORDER BY s.ends_on DESC, s.id DESC)
            AS place,
        MAX(CASE WHEN t.kind = 'minimum' THEN 1 ELSE 0 END)
            OVER (PARTITION BY s.person_id) AS judged
    FROM performance_standing s JOIN performance_target t ON t.id = s.target_id
    WHERE s.year = %(year)s AND s.person_id IN (
        SELECT o.person_id FROM units u
        JOIN performance_standing o ON o.unit_id = u.id AND o.year = %(year)s)),
homes AS (
    SELECT e.* FROM everywhere e JOIN units u ON u.id = e.unit_id WHERE e.place = 1)"""

    def _post_kind(self, alias: str) -> str:
        """The kind of the post on the last day of the period, or today's."""
        day = f"{self.d.least}({alias}.ends_on, %(today)s)"
        return f"""COALESCE((
        SELECT o.kind FROM people_appointment a JOIN people_post o ON o.id = a.post_id
        WHERE a.person_id = {alias}.person_id AND a.kind = 'definitive'
            AND a.started_on <= {day} AND (a.ended_on IS NULL OR a.ended_on >= {day})
        ORDER BY a.started_on DESC, a.id DESC LIMIT 1), (
        SELECT o.kind FROM people_person p JOIN people_post o ON o.id = p.post_id
        WHERE p.id = {alias}.person_id), '')"""

    def _standings(self) -> str:
        counts = ", ".join(
            f"CASE WHEN s.status = '{status}' THEN 1 ELSE 0 END AS {status}"
            for status in STATUSES
        )
        return f"""SELECT s.unit_id, s.target_id, s.staff_class,
        {self._post_kind("s")} AS post_kind, {counts},
        CASE WHEN s.is_warning THEN 1 ELSE 0 END AS warnings
    FROM units u JOIN performance_standing s ON s.unit_id = u.id
    WHERE s.year = %(year)s"""

    def _people(self) -> str:
        return f"""SELECT h.unit_id, h.staff_class, {self._post_kind("h")} AS post_kind,
        1 AS people, h.judged AS judged
    FROM homes h"""

    def _credits(self) -> str:
        return f"""SELECT h.unit_id, r.form_id, {self.d.month} AS month,
        CAST(c.jp_recognised AS BIGINT) AS jp, 1 AS facts
    FROM homes h JOIN ledger_credit c ON c.person_id = h.person_id AND c.year = %(year)s
    JOIN ledger_record r ON r.id = c.record_id"""
