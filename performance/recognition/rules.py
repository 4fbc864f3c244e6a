"""Thanks, teams and time to decide: arithmetic alone."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

# How often one person may give in a day, and to the same receiver.
THANKS_A_DAY = 5
SAME_RECEIVER_A_DAY = 1
HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Reached:
    """How far a team is: people judged, people who met, per cent rounded down."""

    people: int
    met: int

    @property
    def share(self) -> int | None:
        """None where nobody is judged: a share of nobody says nothing."""
        return self.met * 100 // self.people if self.people else None


def reached(standings: Iterable[tuple[int, str]]) -> Reached:
    """People and how many of them met every target: (person, status) pairs.

    A person with several targets has met when each of them is met; exempt ones are left
    out, and whoever has nothing else is not judged.
    """
    missed: dict[int, bool] = {}
    for person, status in standings:
        if status != "exempt":
            missed[person] = missed.get(person, False) or status != "met"
    return Reached(len(missed), sum(not one for one in missed.values()))


def is_proved(team: Reached, *, min_share: int, min_people: int) -> bool:
    """True if the team fulfils a criterion: enough people, enough of them met."""
    if team.people < max(min_people, 1):
        return False
    return team.met * 100 >= min_share * team.people


def median_hours(spans: Sequence[datetime.timedelta]) -> Decimal | None:
    """The middle of the times in hours, to one decimal; None without any.

    Of an even number it is the mean of the two in the middle.
    """
    if not spans:
        return None
    ordered = sorted(max(span, datetime.timedelta(0)) for span in spans)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        found = ordered[middle]
    else:
        found = (ordered[middle - 1] + ordered[middle]) / 2
    hours = Decimal(str(found / HOUR))
    return hours.quantize(Decimal("0.1"), ROUND_DOWN)
