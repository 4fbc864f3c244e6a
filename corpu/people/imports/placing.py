"""What a row of the personnel file does to a person's appointments. Plain Python.

The file says how things are, not how they came about. What it says differently holds
from today on, unless it names a later first day; the past is left alone, so figures of
past years stay. The same file again must change nothing.
"""

import datetime
from dataclasses import dataclass

SAME, ADD, REPLACE, REPAIR, EARLIER = "same", "add", "replace", "repair", "earlier"


@dataclass(frozen=True)
class Place:
    """A definitive appointment: where (unit, post), as what, from when to when."""

    unit: str
    post: str
    staff_class: str
    leads: bool
    started_on: datetime.date | None
    ended_on: datetime.date | None = None

    @property
    def what(self) -> tuple:
        """All but the days."""
        return self.unit, self.post, self.staff_class, self.leads


def plan_place(
    latest: Place | None,
    wanted: Place,
    *,
    has_earlier: bool,
    today: datetime.date,
) -> tuple[str, datetime.date | None]:
    """What to do, and the first day of the appointment that results.

    `latest` is the definitive appointment that began last; `has_earlier` tells whether
    another lies before it. SAME: nothing. ADD: a first one. REPLACE: end the latest the
    day before and add. REPAIR: it began today, so rewrite it. EARLIER: the latest began
    earlier than we knew.
    """
    if latest is None:
        return ADD, wanted.started_on or today
    if latest.what == wanted.what and latest.ended_on is None:
        return _same_place(latest, wanted, has_earlier)
    if wanted.started_on and wanted.started_on > latest.started_on:
        return REPLACE, wanted.started_on
    if latest.started_on >= today:
        first = latest.started_on if has_earlier else wanted.started_on
        return REPAIR, first or latest.started_on
    return REPLACE, today


def _same_place(latest: Place, wanted: Place, has_earlier: bool):
    if wanted.started_on is None or wanted.started_on == latest.started_on:
        return SAME, latest.started_on
    if wanted.started_on > latest.started_on:
        return REPLACE, wanted.started_on
    if has_earlier:  # the place was entered on a later day than its decree: see REPLACE
        return SAME, latest.started_on
    return EARLIER, wanted.started_on
