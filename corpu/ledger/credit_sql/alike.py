"""Facts that say the same are worth the same: what a rebuild looks at first.

Most facts of a nation say what thousands of others say: an e-learning of 4 JP on one day.
Their credits say the same as well, if they are right. So a rebuild joins everybody's
facts with their credits, puts those that agree in all but person and day into one heap,
and asks the rule for one fact of the first and one of the last day of each heap. Where
both are worth what the credits of the heap say, under one conversion, so are those of the
days between: a conversion holds for one span of days, and each heap lies in one year.

What is not said by these columns alone keeps its number and is asked for by itself
(`own_id`): facts of several days, of sessions, voided or repeated ones, those that
approvers judge, and those without a conversion. People who have facts on one day in forms
that count by the day are `crowded`, and counted with the whole expression.
"""

from corpu.ledger.credit_sql.dialects import Question
from corpu.ledger.credit_sql.facts import way

SAID = (
    "form_id", "scope", "role", "jp_stated", "minutes", "days", "days_listed", "sessions",
    "semesters",
)  # fmt: skip
KEPT = ("year", "jp_claimed", "jp_recognised", "reason", "rate_id")


def crowded(q: Question) -> list[str]:
    """People of whom two facts in forms that count by the day share one, or two in forms
    that count by the session a month.

    Their lanes may differ, so this may name too many, never too few: in the order in
    which facts ended, each is compared with those before.
    """
    by_day = f"SELECT form_id FROM rates WHERE {way('per_day', 'cap_per_day')}"
    by_session = f"SELECT form_id FROM rates WHERE {way('per_session')}"
    return [
        f"""crowded AS MATERIALIZED (
    SELECT DISTINCT person_id FROM (
        SELECT person_id, started_on, ended_on, by_day, by_session,
            MAX(CASE WHEN by_day THEN ended_on END) OVER before AS last_day,
            MAX(CASE WHEN by_session THEN ended_on END) OVER before AS last_session
        FROM (
            SELECT id, person_id, started_on, ended_on, form_id IN ({by_day}) AS by_day,
                sessions IS NOT NULL AND form_id IN ({by_session}) AS by_session
            FROM ledger_record WHERE voids_id IS NULL AND {q.about("person_id")}
            ORDER BY person_id, ended_on, id) f
        WHERE by_day OR by_session
        WINDOW before AS (PARTITION BY person_id ORDER BY ended_on, id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) wanting
    WHERE (by_day AND last_day >= started_on)
        OR (by_session AND last_session >= date_trunc('month', ended_on)))"""
    ]


def alike(q: Question) -> list[str]:
    """Heaps of facts with their credits (`alike`), and one or two facts of each (`own`)."""
    said, kept = ", ".join(SAID), ", ".join(KEPT)
    alone = "(person_id IN (SELECT person_id FROM crowded)) IS NOT TRUE"
    judged = f"SELECT form_id FROM rates WHERE {way('approved')}"
    pseudo = f"id, person_id, {said}, 0 AS is_draft"
    return [
        f"""said AS (
    SELECT f.ended_on, f.ended_on - f.started_on AS span,
        {", ".join(f"f.{name}" for name in SAID)}, {", ".join(f"c.{name}" for name in KEPT)},
        f.person_id AS whose,
        CASE WHEN f.started_on < f.ended_on OR c.rate_id IS NULL
            OR f.id IN (SELECT id FROM voided)
            OR (f.certificate_key <> '' AND f.id IN (SELECT id FROM repeated))
            OR f.form_id IN ({judged}) THEN f.id END AS own_id
    FROM (SELECT id, person_id, started_on, ended_on, certificate_key, {said}
        FROM ledger_record
        WHERE voids_id IS NULL AND {q.about("person_id")} AND {alone}) f
    FULL JOIN (SELECT record_id, person_id, ended_on, {kept}
        FROM ledger_credit WHERE {q.about("person_id")} AND {alone}) c
    ON c.record_id = f.id AND c.person_id = f.person_id AND c.ended_on = f.ended_on
    {q.dialect.fence})""",
        f"""heaps AS (
    SELECT own_id, CASE WHEN own_id IS NOT NULL THEN whose END AS person_id, span,
        {said}, {kept}, MIN(ended_on) AS first_end, MAX(ended_on) AS last_end
    FROM said
    GROUP BY own_id, CASE WHEN own_id IS NOT NULL THEN whose END, span, {said}, {kept})""",
        """alike AS MATERIALIZED (
    SELECT h.*, COALESCE(own_id, -ROW_NUMBER() OVER ()) AS id FROM heaps h)""",
        f"""own AS (
    SELECT {pseudo}, last_end - span AS started_on, last_end AS ended_on FROM alike
    UNION ALL
    SELECT {pseudo}, first_end - span, first_end FROM alike WHERE first_end < last_end)""",
    ]


def astray() -> str:
    """The people to be counted with the whole expression: (person); NULL stands for
    somebody of a heap whose credits are not what its facts are worth."""
    worth = ", ".join(f"w.{name}" for name in KEPT)
    kept = ", ".join(f"a.{name}" for name in KEPT)
    return f"""SELECT person_id FROM crowded
UNION ALL
SELECT a.person_id FROM worth w JOIN alike a ON a.id = w.record_id
WHERE (w.meets AND a.person_id IS NOT NULL) OR ({worth}) IS DISTINCT FROM ({kept})"""
