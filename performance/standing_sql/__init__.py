"""The measure of standings: how far people are, as one set-based SQL expression.

This is the only place in the product that turns credits into standings. It serves one
person after a posting, a piece of people and the nation, on SQLite and PostgreSQL alike;
`performance/rules/standing.py` states the same rule in plain Python, and the tests hold
one against the other.

Amounts are whole hundredths of what a target counts (JP, sessions, courses). The
requirement (`required`, the days of the period, exemptions) is there before, written by
`performance.actions.requirements`; nothing here asks who owes what.

How it reads:

* `held`: the standings to be measured, each with what its target counts, the days that
  are left of its period, and whether it has ended.
* `heaps`: what the people learnt, added up by person and year, and as finely as the
  targets ask (by form, activity or day). `jp` is recognised JP of that year; `late_` is
  the part that ended in the last 365 days, as far as it was credited in this year or the
  last; `booked_` is what open promises will be worth.
* `fits`: which heap counts toward which standing, and how much. Of targets that count
  learning once among them, the first that a heap fits takes it.
* `totals`, `parts`, `cuts`: the sums of the whole and of each quota inside it; what
  exceeds the ceiling of a quota is cut from the whole.
* `chained`: what the year before carries over.
* `verdict`: counted, pace, forecast, gap and status.

What no target in force asks for is left out of the statement (`Features`), so that a
nation with plain targets pays for plain sums alone. Nothing is written where nothing
differs, except that what was not counted today yet is marked as counted.
"""

from performance.standing_sql.dialects import Features
from performance.standing_sql.statements import BY_THE_DAY, FIXED, StandingSQL

__all__ = ["BY_THE_DAY", "FIXED", "Features", "StandingSQL"]
