"""The statements that ask the credit rule, and those that keep its answer."""

from dataclasses import replace

from corpu.ledger.credit_sql import alike, facts, slots, worth
from corpu.ledger.credit_sql.dialects import DIALECTS, FIRST_DRAFT_ID, Question

DIFFER = """c.person_id <> w.person_id OR c.ended_on <> w.ended_on OR c.jp_claimed <> w.jp_claimed
    OR c.jp_recognised <> w.jp_recognised OR c.reason <> w.reason
    OR COALESCE(c.rate_id, 0) <> COALESCE(w.rate_id, 0)"""
NAMES = [
    "record_id", "person_id", "year", "ended_on", "jp_claimed", "jp_recognised", "rate_id",
    "reason",
]  # fmt: skip
COLUMNS = ", ".join(NAMES)
ON_CONFLICT = """ON CONFLICT (record_id, year) DO UPDATE SET
    person_id = excluded.person_id, ended_on = excluded.ended_on,
    jp_claimed = excluded.jp_claimed,
    jp_recognised = excluded.jp_recognised, rate_id = excluded.rate_id,
    reason = excluded.reason"""


class CreditSQL:
    """Builds the statements for one engine; see `Question` for `people` and `years`."""

    def __init__(self, vendor: str, *, people: str = "listed", years: str = "listed"):
        self.question = Question(DIALECTS[vendor], people, years)
        self.dialect = self.question.dialect
        self.numbers = self.dialect.numbers

    def _with(self, question: Question) -> str:
        groups = [facts.own, facts.scope, facts.twins, facts.rates, facts.facts]
        if question.is_alike:
            groups = [facts.twins, facts.rates, alike.crowded, alike.alike, facts.facts]
        if question.walks == "nobody":
            groups += [slots.neighbours, worth.worth_alone]
        else:
            groups += [slots.slots, slots.cells, slots.walk, worth.worth]
        return "WITH RECURSIVE " + ",\n".join(
            cte for group in groups for cte in group(question)
        )

    def _kept(self, credit: str) -> str:
        """The condition that `credit` is one of those in question."""
        here = self.question.about(f"{credit}.person_id")
        if self.question.years == "all":
            return here
        return (
            f"{here} AND EXISTS (SELECT 1 FROM scope s "
            f"WHERE s.person_id = {credit}.person_id AND s.year = {credit}.year)"
        )

    def settle(self) -> list[str]:
        """Write what is missing, differs, or is no longer there.

        Each statement returns (year) for every row that it changed. One statement where
        the engine can delete within it; otherwise two, the second deletes.
        """
        if self.dialect.deletes_within:
            return [self._settle_at_once()]
        return [self._write(), self._prune()]

    def suspects(self) -> str:
        """The people who are to be counted with the whole expression: (person), several
        times perhaps; NULL if somebody must be looked for with `unsettled`.

        Everybody else is right as she is. Reads each fact and each credit once, and asks
        the rule for those that differ from each other; for engines that join fully.
        """
        question = replace(self.question, walks="nobody", is_alike=True)
        return f"{self._with(question)}\n{alike.astray()}"

    def unsettled(self) -> str:
        """The people of whom a credit is other than its fact would bring if it were
        alone, or who have a fact that is not: (person), several times perhaps.

        Everybody else is right as she is. Reads each fact and each credit once, in one
        pass; for engines that join fully.
        """
        return f"""{self._with(replace(self.question, walks="nobody"))},
kept AS (
    SELECT {", ".join(f"c.{name}" for name in NAMES)}
    FROM ledger_credit c WHERE {self._kept("c")})
SELECT COALESCE(w.person_id, c.person_id)
FROM worth w FULL JOIN kept c ON c.record_id = w.record_id
WHERE w.meets OR w.record_id IS NULL OR c.record_id IS NULL OR c.year <> w.year
    OR {DIFFER}"""

    def _settle_at_once(self) -> str:
        return f"""{self._with(self.question)},
kept AS (
    SELECT {", ".join(f"c.{name}" for name in NAMES)}
    FROM ledger_credit c WHERE {self._kept("c")}),
differing AS MATERIALIZED (
    SELECT w.*, c.record_id AS old_record, c.year AS old_year
    FROM worth w FULL JOIN kept c ON c.record_id = w.record_id AND c.year = w.year
    WHERE w.record_id IS NULL OR c.record_id IS NULL OR {DIFFER}),
gone AS (
    DELETE FROM ledger_credit c USING differing d
    WHERE d.record_id IS NULL AND c.record_id = d.old_record AND c.year = d.old_year
        AND {self.question.about("c.person_id")}
    RETURNING c.year),
written AS (
    INSERT INTO ledger_credit ({COLUMNS})
    SELECT {COLUMNS} FROM differing WHERE record_id IS NOT NULL
    {ON_CONFLICT} RETURNING year)
SELECT year FROM gone UNION ALL SELECT year FROM written"""

    def _write(self) -> str:
        return f"""{self._with(self.question)}
INSERT INTO ledger_credit ({COLUMNS})
SELECT {", ".join(f"w.{name}" for name in NAMES)}
FROM worth w LEFT JOIN ledger_credit c ON c.record_id = w.record_id AND c.year = w.year
WHERE c.id IS NULL OR {DIFFER}
{ON_CONFLICT} RETURNING year"""

    def _prune(self) -> str:
        return f"""{self._with(self.question)}
DELETE FROM ledger_credit WHERE {self._kept("ledger_credit")}
    AND (record_id, year) NOT IN (SELECT record_id, year FROM worth) RETURNING year"""

    def preview(self) -> str:
        """What the drafts would be worth: (number, year, claimed, recognised, reason)."""
        return f"""{self._with(self.question)}
SELECT record_id - {FIRST_DRAFT_ID}, year, jp_claimed, jp_recognised, reason
FROM worth WHERE is_draft = 1 ORDER BY record_id, year"""

    def reckoning(self) -> str:
        """The days or the month of one fact (parameter `record`), and what it took there.

        (slot, its cap, what this fact took, what earlier ones did, the ticks of a piece,
        the uplift, the number of the basis in `WAYS`). A slot is a day counted from 1 January 1970, or a month
        like 202503; it has room for awards, sessions, or ticks of a capped day.
        """
        return f"""{self._with(replace(self.question, walks="all"))}
SELECT w.slot, w.cap, w.taken, w.used - w.taken, f.piece, f.uplift, f.way
FROM walk w JOIN (
    SELECT id, slot, piece, uplift, way FROM facts WHERE is_spread = 0
    UNION ALL SELECT id, slot, piece, uplift, way FROM cells) f
ON f.id = w.id AND f.slot = w.slot WHERE w.id = %(record)s ORDER BY w.slot"""
