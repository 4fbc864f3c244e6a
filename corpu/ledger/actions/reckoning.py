"""How a fact came to its JP: day by day, what it took and what others had left."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from corpu.ledger.credit_sql import UNLIMITED, WAYS, CreditSQL
from corpu.ledger.models import Record

EPOCH = datetime.date(1970, 1, 1)
TICKS_A_JP = 4500


@dataclass(frozen=True)
class Slot:
    """A day (or a month of sessions) on which a fact competed with others.

    `amount` and `room` are awards, sessions, or JP of a capped day; `jp` is what it earned
    there before the uplift, `taken_by_others` what earlier facts had used.
    """

    day: datetime.date
    room: Decimal
    amount: Decimal
    taken_by_others: Decimal
    jp: Decimal
    uplift_percent: int
    basis: str

    @property
    def is_unlimited(self) -> bool:
        """True where no cap holds."""
        return self.room >= UNLIMITED


def reckoning(record: Record) -> list[Slot]:
    """Day by day (or for the month of sessions): what a fact took, and what was left.

    Empty for facts that compete with no others.
    """
    sql = CreditSQL(connection.vendor)
    params = {
        "people": sql.numbers([record.person_id]),
        "years": sql.numbers([record.started_on.year, record.ended_on.year]),
        "record": record.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.reckoning(), params)
        return [_slot(*row) for row in cursor.fetchall()]


def _slot(slot, room, taken, used_before, piece, uplift, way) -> Slot:
    basis = next(name for name, number in WAYS.items() if number == way)
    if basis == "per_session":
        day = datetime.date(slot // 100, slot % 100, 1)
    else:
        day = EPOCH + datetime.timedelta(days=slot)
    ticks = TICKS_A_JP if basis == "cap_per_day" else 1
    return Slot(
        day=day,
        room=Decimal(room) / ticks,
        amount=Decimal(taken) / ticks,
        taken_by_others=Decimal(used_before) / ticks,
        jp=Decimal(taken * piece) / TICKS_A_JP,
        uplift_percent=uplift,
        basis=basis,
    )
