"""The clock of the closing: HR is reminded from 1 January on, until the last day that
the dates of the year name."""

import datetime

from django.urls import reverse

from corpu.lib.clock import today
from corpu.notices.actions import tell
from corpu.people.models import RoleGrant
from performance.models import Standing
from performance.periods.models import Closing, Deadline
from performance.rules import last_day

WEEK = 7


def remind() -> int:
    """Tell HR of each institution whose last year is open, weekly; how many were told."""
    day, year = today(), today().year - 1
    if not Standing.objects.filter(ends_on__year=year).exists():
        return 0
    told = 0
    weeks = (day - last_day(year)).days // WEEK
    grants = RoleGrant.objects.active().filter(role="hr", person__is_active=True)
    for grant in grants.select_related("person", "unit"):
        whole = grant.unit is None or grant.unit.parent_id is None
        if not whole or is_closed(grant.unit, year):
            continue
        tell(
            grant.person,
            "periods.close_the_year",
            source=f"closing:{year}:{weeks}:{grant.pk}",
            url=reverse("periods:closings"),
            year=str(year),
            until_on=deadline_of(year).isoformat(),
        )
        told += 1
    return told


def is_closed(unit, year: int) -> bool:
    """True if the year of this scope is closed or on its way to be."""
    return Closing.objects.active().over(unit).filter(year=year).exists()


def deadline_of(year: int) -> datetime.date:
    """The last day on which the year should be closed, by the dates in force then."""
    return Deadline.objects.day_for(year)
