"""The further common table expressions of the measure: what counts toward which standing,
its sums, and the verdict; the package says how they read."""

from performance.rules import PACE_DAYS
from performance.standing_sql.heaps import Heaps


class Measuring(Heaps):
    """From heaps to verdicts; see `Heaps` for the parameters."""

    # -- which of it counts toward which standing ---------------------------------------

    def _matches(self, owner: str, table: str, key: str, heap: str) -> str:
        """The filters of a target or a quota, as far as any has one."""
        tests = []
        if self.has.forms or self.has.quotas:
            tests += [
                f"({owner}.form_id IS NULL OR {owner}.form_id = {heap}.form_id)",
                f"({owner}.learning_class = '' "
                f"OR {owner}.learning_class = form.learning_class)",
            ]
        if self.has.activities:
            me = f"= {owner}.{'id' if table == 'quota' else 'target_id'}"
            chosen = f"performance_{table}_activities a WHERE a.{key} {me}"
            taught = f"performance_{table}_competences k WHERE k.{key} {me}"
            tests += [
                f"""(NOT EXISTS (SELECT 1 FROM {chosen}) OR EXISTS (
        SELECT 1 FROM {chosen} AND a.activity_id = {heap}.activity_id))""",
                f"""(NOT EXISTS (SELECT 1 FROM {taught}) OR EXISTS (
        SELECT 1 FROM {
                    taught.replace(
                        " WHERE",
                        " JOIN skills_activitycompetence y"
                        " ON y.competence_id = k.competence_id WHERE",
                    )
                }
        AND y.activity_id = {heap}.activity_id))""",
            ]
        return " AND ".join(tests) or "1 = 1"

    def _amount(self, prefix: str = "") -> str:
        if not self.has.counts:
            return f"h.{prefix}jp"
        return (
            f"CASE w.measure WHEN 'jp' THEN h.{prefix}jp "
            f"WHEN 'sessions' THEN h.{prefix}sessions ELSE h.{prefix}courses END"
        )

    def _fits(self) -> list[str]:
        inside = "h.year = w.year"
        if self.has.events:
            inside = (
                "CASE WHEN w.period = 'year' THEN h.year = w.year "
                "OR (h.year = w.year + 1 AND h.ended_on <= w.ends_on) "
                "ELSE h.ended_on BETWEEN w.starts_on AND w.ends_on END"
            )
        keys = [f"h.{key}" for key in self._keys() if key != "ended_on"]
        if self.has.once:
            keys += ["h.n, w.once_group, w.once_key, w.year, w.is_over"]
        form = ""
        if self.has.forms or self.has.quotas:
            form = "\n    JOIN ledger_learningform form ON form.code = h.form_id"
        query = f"""SELECT {", ".join(["w.id, w.target_id", *keys])},
        CASE WHEN {inside} THEN 1 ELSE 0 END AS is_in,
        CASE WHEN {inside} THEN {self._amount()} ELSE 0 END AS amount,
        CASE WHEN w.is_over = 1 THEN 0 ELSE {self._amount("late_")} END AS late,
        CASE WHEN {inside} THEN {self._amount("booked_")} ELSE 0 END AS booked
    FROM held w JOIN heaps h ON h.person_id = w.person_id{form}
    WHERE ({inside} OR w.is_over = 0)
        AND {self._matches("w", "target", "target_id", "h")}"""
        if not self.has.once:
            return [f"fits AS ({query})"]
        return [f"all_fits AS ({query})", self._once()]

    def _once(self) -> str:
        """A heap goes to the first target of its group, in its period and in the pace."""
        keys = [key for key in self._keys() if key != "ended_on"]
        columns = ", ".join(["id", "target_id", *keys, "is_in"])
        first = (
            "once_key > MIN(CASE WHEN is_in = 1 THEN once_key END) "
            "OVER (PARTITION BY n, once_group)"
        )
        lately = (
            "once_key > MIN(CASE WHEN is_over = 0 THEN once_key END) "
            "OVER (PARTITION BY n, once_group, year)"
        )
        return f"""fits AS (
    SELECT {columns},
        CASE WHEN once_group <> '' AND {first} THEN 0 ELSE amount END AS amount,
        CASE WHEN once_group <> '' AND {lately} THEN 0 ELSE late END AS late,
        CASE WHEN once_group <> '' AND {first} THEN 0 ELSE booked END AS booked
    FROM all_fits)"""

    # -- sums: of the whole, and of each quota inside it --------------------------------

    def _sums(self, columns: str) -> str:
        return columns + "".join(
            f", CAST(SUM({name}) AS BIGINT) AS {name}"
            for name in ("amount", "late", "booked")
        )

    def _totals(self) -> list[str]:
        return [f"totals AS (SELECT {self._sums('id')} FROM fits GROUP BY id)"]

    def _parts(self) -> list[str]:
        if not self.has.quotas:
            return []
        over = self.d.greatest.format("amount - required", "0")
        ahead = (
            "amount + CASE WHEN is_over = 1 THEN 0 ELSE booked END "
            f"+ late * days / {PACE_DAYS}"
        )
        small = "kind = 'minimum' AND amount < required"
        return [
            f"""part_sums AS (
    SELECT {self._sums("f.id, q.id AS quota_id")}
    FROM fits f JOIN performance_quota q ON q.target_id = f.target_id
    JOIN ledger_learningform form ON form.code = f.form_id
    WHERE {self._matches("q", "quota", "quota_id", "f")}
    GROUP BY f.id, q.id)""",
            """parts AS (
    SELECT w.id, w.days, w.is_over, q.id AS quota_id, q.kind,
        CASE WHEN q.kind = 'ceiling' THEN CAST(q.required AS BIGINT)
            WHEN w.whole = 0 THEN 0
            ELSE CAST(q.required AS BIGINT) * w.required / w.whole END AS required,
        COALESCE(p.amount, 0) AS amount, COALESCE(p.late, 0) AS late,
        COALESCE(p.booked, 0) AS booked
    FROM held w JOIN performance_quota q ON q.target_id = w.target_id
    LEFT JOIN part_sums p ON p.id = w.id AND p.quota_id = q.id
    ORDER BY w.id, q.id)""",
            f"""cuts AS (
    SELECT id, CAST(SUM(CASE WHEN kind = 'ceiling' THEN {over} ELSE 0 END) AS BIGINT)
            AS over,
        MAX(CASE WHEN {small} THEN required - amount ELSE 0 END) AS lacking,
        MAX(CASE WHEN {small} AND {ahead} < required THEN 1 ELSE 0 END) AS is_behind,
        {self.d.object_of.format("quota_id", "amount")} AS parts
    FROM parts GROUP BY id)""",
        ]

    # -- the result ----------------------------------------------------------------------

    def _chained(self) -> list[str]:
        cuts, part = "", ("0 AS over, 0 AS lacking, 0 AS is_behind", self._empty())
        if self.has.quotas:
            cuts = "\n    LEFT JOIN cuts k ON k.id = w.id"
            part = (
                "COALESCE(k.over, 0) AS over, COALESCE(k.lacking, 0) AS lacking, "
                "COALESCE(k.is_behind, 0) AS is_behind",
                f"COALESCE(k.parts, {self._empty()})",
            )
        before = "LAG({0}) OVER (PARTITION BY person_id, target_id ORDER BY year)".format
        excess = self.d.greatest.format(f"{before('own')} - {before('required')}", "0")
        carried = "CAST(0 AS BIGINT)"
        if self.has.carries:
            carried = f"""CASE WHEN carry_over IS NOT NULL AND period = 'year'
            AND kind = 'minimum' AND {before("year")} = year - 1
            THEN {self.d.least.format("carry_over", excess)} ELSE 0 END"""
        own = self.d.greatest.format("amount - over", "0")
        return [
            f"""measured AS (
    SELECT w.*, COALESCE(t.amount, 0) AS amount, COALESCE(t.late, 0) AS late,
        COALESCE(t.booked, 0) AS promised, {part[0]}, {part[1]} AS new_parts
    FROM held w LEFT JOIN totals t ON t.id = w.id{cuts})""",
            f"own AS (SELECT m.*, {own} AS own FROM measured m)",
            f"chained AS (SELECT o.*, {carried} AS new_carried FROM own o)",
        ]

    def _empty(self) -> str:
        return self.d.empty.format()

    def _verdict(self) -> list[str]:
        lacking = self.d.greatest.format("required - new_counted", "lacking")
        return [
            f"""reckoned AS (
    SELECT c.*, own + new_carried AS new_counted,
        CASE WHEN is_over = 1 THEN 0 ELSE promised END AS new_booked,
        late * days / {PACE_DAYS} AS new_pace
    FROM chained c)""",
            """forecast AS (
    SELECT r.*, new_counted + new_booked + new_pace AS new_forecast FROM reckoned r)""",
            f"""verdict AS (
    SELECT id AS standing_id, person_id AS of_person, year AS of_year,
        period AS of_period, new_carried, new_counted, new_booked, new_pace,
        new_forecast, new_parts,
        CASE WHEN is_exempt OR kind = 'ceiling' THEN 0
            ELSE {self.d.greatest.format(lacking, "0")} END AS new_gap,
        kind = 'ceiling' AND NOT is_exempt AND new_counted > required
            AS new_is_warning,
        CASE WHEN is_exempt THEN 'exempt'
            WHEN kind = 'ceiling' THEN
                CASE WHEN new_counted > required THEN 'at_risk' ELSE 'met' END
            WHEN new_counted >= required AND lacking = 0 THEN 'met'
            WHEN is_over = 1 THEN 'unmet'
            WHEN new_forecast >= required AND is_behind = 0 THEN 'on_track'
            WHEN late = 0 AND new_counted = 0 AND is_new = 1 THEN 'on_track'
            ELSE 'at_risk' END AS new_status
    FROM forecast)""",
        ]
