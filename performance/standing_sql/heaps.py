"""The first common table expressions of the measure: whose standings, and in heaps what
these people learnt and booked; the package says how they read."""

from performance.rules import GRACE_DAYS
from performance.standing_sql.dialects import DIALECTS, Features

# Facts that are no learning: neither sessions nor courses of these count.
NOT_LEARNT = "('voided', 'duplicate_certificate')"
KEY_BITS = 1 << 40


class Heaps:
    """Builds the statements for one engine.

    `people` says whose standings: "listed" (parameter `people`, a JSON list of ids) or
    "range" (parameters `low`, `high`). `all_years` leaves out the parameters `years`
    (standings of these years) and `read` (credits of these). Always: `today`, `since`
    (365 days before), `late_year` (the year before this one), `month` (its first day),
    `midnight` and `now`; with bookings `booked`.
    """

    def __init__(
        self,
        vendor: str,
        features: Features,
        *,
        people: str = "listed",
        all_years: bool = False,
        by_credit: bool = False,
    ):
        self.d, self.has = DIALECTS[vendor], features
        self.by_credit = by_credit
        self.people, self.all_years = people, all_years

    # -- whose standings, of which years ------------------------------------------------

    def _who(self) -> list[str]:
        ctes = []
        if self.people == "listed":
            ctes.append(f"people(id) AS ({self.d.people})")
        if not self.all_years:
            ctes.append(f"years(year) AS ({self.d.years.format('years')})")
            ctes.append(f"reads(year) AS ({self.d.years.format('read')})")
        return ctes

    def _of_people(self, table: str, columns: str) -> str:
        """Rows of a table that are about the people in question, as `alias`."""
        alias = columns.split(".")[0]
        if self.people == "range":
            return f"{table} {alias}"
        return f"people listed JOIN {table} {alias} ON {columns} = listed.id"

    def _within(self, column: str) -> str:
        """The condition that a row lies in the range; nothing where people are listed."""
        if self.people == "range":
            return f"{column} BETWEEN %(low)s AND %(high)s"
        return ""

    def _held(self) -> list[str]:
        start = self.d.greatest.format(
            "%(today)s", self.d.day_before.format("s.starts_on")
        )
        left = self.d.days.format("s.ends_on", start)
        begin = self.d.greatest.format(
            "s.starts_on", "COALESCE(p.appointed_on, s.starts_on)"
        )
        age = self.d.days.format("%(today)s", begin)
        return [
            f"""held AS (
    SELECT s.id, s.person_id, s.target_id, s.year, s.starts_on, s.ends_on,
        CAST(s.required AS BIGINT) AS required, CAST(s.whole AS BIGINT) AS whole,
        s.is_exempt, t.kind, t.measure, t.period, t.form_id, t.learning_class,
        t.once_group, t.once_order * {KEY_BITS} + t.id AS once_key, t.carry_over,
        CASE WHEN s.ends_on < %(today)s THEN 1 ELSE 0 END AS is_over,
        CASE WHEN s.ends_on < %(today)s THEN 0 ELSE {left} END AS days,
        CASE WHEN {age} < {GRACE_DAYS} THEN 1 ELSE 0 END AS is_new
    FROM {self._of_people("performance_standing", "s.person_id")}
    JOIN people_person p ON p.id = s.person_id
    JOIN performance_target t ON t.id = s.target_id{self._of_years()})"""
        ]

    def _of_years(self) -> str:
        """Periods that an event opens are few: all of them, whatever the years. They
        compete with the years that they span for what counts once."""
        within = " AND ".join(filter(None, map(self._within, ("s.person_id", "p.id"))))
        if self.all_years or (self.has.events and self.has.once):
            return f"\n    WHERE {within}" if within else ""
        wanted = "s.year IN (SELECT year FROM reads)"
        if not self.has.carries:
            wanted = "s.year IN (SELECT year FROM years)"
        event = " OR t.period <> 'year'" if self.has.events else ""
        return f"\n    WHERE {wanted}{event}"

    # -- what they learnt and booked -----------------------------------------------------

    def _keys(self) -> list[str]:
        keys = ["form_id"] if self.has.forms or self.has.quotas else []
        keys += ["activity_id"] if self.has.activities else []
        keys += ["credit_id"] if self.by_credit else []
        return keys + (["ended_on"] if self.has.events else [])

    def _amounts(self) -> list[str]:
        return ["jp", "sessions", "courses"] if self.has.counts else ["jp"]

    def _heaps(self) -> list[str]:
        late = (
            "c.ended_on > %(since)s AND c.ended_on <= %(today)s "
            "AND c.year >= %(late_year)s"
        )
        is_last = (
            f"c.reason NOT IN {NOT_LEARNT} AND NOT EXISTS (SELECT 1 FROM ledger_credit n "
            "WHERE n.record_id = c.record_id AND n.year > c.year)"
        )
        values = {
            "jp": "c.jp_recognised",
            "sessions": f"CASE WHEN {is_last} THEN COALESCE(r.sessions, 0) * 100 ELSE 0 END",
            "courses": f"CASE WHEN {is_last} THEN 100 ELSE 0 END",
        }
        sums = [
            f"CAST(SUM({values[a]}) AS BIGINT) AS {a},\n"
            f"        CAST(SUM(CASE WHEN {late} THEN {values[a]} ELSE 0 END) AS BIGINT)"
            f" AS late_{a},\n        CAST(0 AS BIGINT) AS booked_{a}"
            for a in self._amounts()
        ]
        keys = ["c.person_id", "c.year"]
        of_credit = {"credit_id": "c.id", "ended_on": "c.ended_on"}
        keys += [of_credit.get(key, f"r.{key}") for key in self._keys()]
        tests = [self._within("c.person_id")]
        if not (self.all_years or self.has.events):
            tests.append("c.year IN (SELECT year FROM reads)")
        where = " AND ".join(filter(None, tests))
        record = ""
        if self.has.counts or {"form_id", "activity_id"} & set(self._keys()):
            record = "\n    JOIN ledger_record r ON r.id = c.record_id"
        named = [f"{key} AS credit_id" if key == "c.id" else key for key in keys]
        query = f"""SELECT {", ".join([*named, *sums])}
    FROM {self._of_people("ledger_credit", "c.person_id")}{record}
    WHERE {where or "1 = 1"}
    GROUP BY {", ".join(keys)}"""
        return self._numbered(query + self._promised())

    def _promised(self) -> str:
        if not self.has.booked:
            return ""
        columns = ["person_id", "year", *self._keys()]
        columns += [f"0, 0, {amount}" for amount in self._amounts()]
        return f"\n    UNION ALL SELECT {', '.join(columns)} FROM ({self.d.booked}) b"

    def _numbered(self, query: str) -> list[str]:
        if not self.has.once:
            return [f"heaps AS ({query})"]
        number = "ROW_NUMBER() OVER (ORDER BY person_id, year) AS n"
        return [f"sums AS ({query})", f"heaps AS (SELECT {number}, s.* FROM sums s)"]
