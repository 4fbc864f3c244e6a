"""The credit rule: what facts are worth, as one set-based SQL expression.

This is the only place in the product that turns facts into JP. It serves one person
after a posting, the nation in a rebuild, and hypothetical facts in a preview, on SQLite
and PostgreSQL alike; `tests/ledger/oracle.py` reads the same rules in plain Python.

Arithmetic is exact: JP are counted in ticks of 1/4500 JP (a minute is 100 ticks, a
hundredth of a JP is 45), percentages are applied to ticks, and a record is rounded down
to hundredths once, over all its years together.

How it reads, from top to bottom (each name is a CTE):

* `own` (`facts`): all facts of the people in question, and the drafts of a preview.
* `links`, `scope`: which calendar years must be computed together. A fact that spans
  New Year ties its years to each other, and so do two facts with one certificate number.
* `rates`: the published conversions, and for which places each lets facts compete: its
  `lane`. A day can give one award or so many JP, a month so many sessions, and the facts
  of one person and lane take from them in order: ended, started, recorded.
* `facts`: each fact with the rate of the day it ended, the reason why it is `zero` if it
  is, and what it wants: a `demand` of `piece`s (of one tick, one award, one session),
  with a `cap` where it has a lane.
* `cells` (`slots`): facts that count by the day and last for several (`is_spread`), day
  by day, each with the rate of its own day. All other facts are a cell in themselves.
* `slots`: the cells that compete. `crowded`: the places where somebody may have to give
  way. Most facts meet nobody, and have `LEAST(demand, cap)` without further ado.
* `walk`: goes through the slots of the others, day by day and on each day in the order of
  facts, and remembers what is used of the day and what each fact still wants. All islands
  of touching facts are walked at the same time.
* `worth`: what each fact brings in each year, and why not more.

A rebuild joins everybody's facts with their credits, heaps up those that say the same and
have the same credit, and asks the rule for the first and the last day of each heap, as if
each fact were alone (`alike`, `neighbours`, `suspects`): no places, crowd and walk. Whoever
has facts that meet, or a credit that differs, is then counted with the whole expression.

See `docs/decisions/counting-the-nation.md` for what this costs, and what was rejected.
"""

from corpu.ledger.credit_sql.dialects import FIRST_DRAFT_ID, UNLIMITED, WAYS
from corpu.ledger.credit_sql.statements import CreditSQL

__all__ = ["FIRST_DRAFT_ID", "UNLIMITED", "WAYS", "CreditSQL"]
