"""The statements made of the measure: what is written, listed and asked beforehand."""

from performance.standing_sql.measure import Measuring

# What a posting or a rule moves, and what also moves with the calendar alone.
FIXED = ("carried", "counted", "gap", "parts", "is_warning")
BY_THE_DAY = ("booked", "pace", "forecast", "status")


class StandingSQL(Measuring):
    """Builds the statements for one engine; see `Heaps` for the parameters."""

    def update(self) -> str:
        """Write what differs; a row for each standing that was written: (id, person,
        target, year, starts on, ends on, status, gap, booked, form of the target, what
        it counts, 1 if more than the calendar moved it, 1 if its status is new)."""
        groups = [
            self._who(), self._held(), self._heaps(), self._fits(), self._totals(),
            self._parts(), self._chained(), self._verdict(),
        ]  # fmt: skip
        ctes = ",\n".join(cte for group in groups for cte in group)
        within = self._within("performance_standing.person_id")
        within = f"\n    AND {within}" if within else ""
        return f"""WITH {ctes}
UPDATE performance_standing SET {self._assignments()}
FROM verdict
WHERE verdict.standing_id = performance_standing.id{within}{self._only_asked()}
    AND ({self._differs(FIXED + BY_THE_DAY)} OR performance_standing.counted_at < %(midnight)s)
RETURNING {self._told()}"""

    def facts(self) -> str:
        """The credits that count toward one standing (parameter `standing`), and how
        much each counts: for its page."""
        groups = [self._who(), self._held(), self._heaps(), self._fits()]
        ctes = ",\n".join(cte for group in groups for cte in group)
        return f"""WITH {ctes}
SELECT credit_id, amount FROM fits WHERE id = %(standing)s AND is_in = 1"""

    def _told(self) -> str:
        s = "performance_standing"
        columns = [
            "id",
            "person_id",
            "target_id",
            "year",
            "starts_on",
            "ends_on",
            "status",
            "gap",
            "booked",
        ]
        target = f"FROM performance_target t WHERE t.id = {s}.target_id"
        return ", ".join(
            [
                *(f"{s}.{name}" for name in columns),
                f"(SELECT t.form_id {target})",
                f"(SELECT t.measure {target})",
                f"CASE WHEN {s}.changed_at = %(now)s THEN 1 ELSE 0 END",
                f"CASE WHEN {s}.status_since = %(now)s THEN 1 ELSE 0 END",
            ]
        )

    def _only_asked(self) -> str:
        if self.all_years:
            return ""
        asked = "verdict.of_year IN (SELECT year FROM years)"
        event = " OR verdict.of_period <> 'year'" if self.has.events else ""
        return f"\n    AND ({asked}{event})"

    def _differs(self, names) -> str:
        old = "performance_standing"
        return " OR ".join(f"{old}.{name} <> new_{name}" for name in names)

    def _assignments(self) -> str:
        s = "performance_standing"
        sets = [f"{name} = new_{name}" for name in FIXED + BY_THE_DAY]
        moved = (
            f"{self._differs(FIXED)} OR (({self._differs(BY_THE_DAY)}) "
            f"AND {s}.counted_at >= %(midnight)s)"
        )
        is_new = f"({s}.status_since IS NULL OR {s}.status <> new_status)"
        sets += [
            "counted_at = %(now)s",
            f"changed_at = CASE WHEN {moved} THEN %(now)s ELSE {s}.changed_at END",
            f"status_since = CASE WHEN {is_new} THEN %(now)s ELSE {s}.status_since END",
            "turned_on = %(month)s",
        ]
        for name in ("counted", "forecast", "gap", "status"):
            nothing = "''" if name == "status" else "0"
            sets.append(
                f"turn_{name} = CASE WHEN {s}.turned_on IS NULL THEN {nothing} "
                f"WHEN {s}.turned_on = %(month)s THEN {s}.turn_{name} ELSE {s}.{name} END"
            )
        return ",\n    ".join(sets)

    def survey(self) -> str:
        """One row: what the targets in force ask for, as `Features` lists it (the last
        is whether the people have open promises), whether a rule touched the people
        that was not counted yet, and in how many of their `years` they have a standing."""
        live = "FROM performance_target t WHERE t.live AND t.is_on"
        rule = "JOIN performance_target t ON t.id = r.target_id"
        people = self._who()[0]
        tests = [
            f"SELECT 1 {live} AND (t.form_id IS NOT NULL OR t.learning_class <> '')",
            f"SELECT 1 FROM performance_target_activities r {rule} "
            "WHERE t.live AND t.is_on UNION ALL "
            f"SELECT 1 FROM performance_target_competences r {rule} "
            "WHERE t.live AND t.is_on UNION ALL "
            "SELECT 1 FROM performance_quota_activities UNION ALL "
            "SELECT 1 FROM performance_quota_competences",
            "SELECT 1 FROM performance_quota",
            f"SELECT 1 {live} AND t.period <> 'year' UNION ALL "
            "SELECT 1 FROM performance_adjustment a JOIN people p ON p.id = a.person_id "
            "WHERE a.kind = 'extension' AND a.undone_at IS NULL",
            f"SELECT 1 {live} AND t.measure <> 'jp'",
            f"SELECT 1 {live} AND t.once_group <> ''",
            f"SELECT 1 {live} AND t.carry_over IS NOT NULL",
            "SELECT 1 FROM agenda_commitment c JOIN people p ON p.id = c.person_id "
            "WHERE c.is_open",
            "SELECT 1 FROM ledger_dirtyyear y JOIN people p ON p.id = y.person_id",
        ]
        asked = ", ".join(f"EXISTS ({test})" for test in tests)
        years = self.d.years.format("years")
        return f"""WITH {people}, years(year) AS ({years})
SELECT {asked}, (SELECT COUNT(*) FROM (
    SELECT DISTINCT s.person_id, s.year
    FROM people p JOIN performance_standing s ON s.person_id = p.id
    WHERE s.year IN (SELECT year FROM years)) present)"""
