"""Which day of a past year a draft is replayed from: arithmetic alone."""

import datetime


def moved(day: datetime.date | None, years: int) -> datetime.date | None:
    """The same day of the month so many years earlier; 28 February for the 29th."""
    if day is None or years <= 0:
        return day
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def replayed(
    first: datetime.date, last: datetime.date | None, year: int
) -> tuple[datetime.date, datetime.date | None]:
    """The days of a draft as they would have lain if it had begun in `year` or before.

    A draft that begins later is moved back by whole years, so that "from 1 July" stays
    "from 1 July"; one that begun in time stays where it is.
    """
    years = max(first.year - year, 0)
    return moved(first, years) or first, moved(last, years)
