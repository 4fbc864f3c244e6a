"""What a NIP says, and whether it can be one. Plain Python.

Source: Perka BKN 22/2007 and 43/2007 for PNS; for PPPK the number (NI PPPK) has the year
of the first appointment and the number of the contract where PNS have the month.
"""

import datetime
from dataclasses import dataclass

PNS, PPPK = "pns", "pppk"
LENGTH = 18
YOUNGEST, OLDEST = 15, 70  # beyond these the number itself must be wrong
USUAL_YOUNGEST, USUAL_OLDEST = 17, 60  # beyond these it is worth a second look


class NipFault(ValueError):
    """Why a text is no NIP. `code` is stable: nip_length, nip_digits, nip_birth_date,
    nip_start_month, nip_contract, nip_sex, nip_serial, nip_age."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Nip:
    """A NIP taken apart. `started_on` is the first day of the month (PNS) or of the year
    (PPPK, whose number names no month); `contract` is 0 for PNS."""

    text: str
    born_on: datetime.date
    started_on: datetime.date
    sex: str
    serial: int
    kind: str
    contract: int = 0

    @property
    def age_at_start(self) -> int:
        """Calendar years from the year of birth to the year of appointment."""
        return self.started_on.year - self.born_on.year

    @property
    def is_unusual(self) -> bool:
        """True where the age at appointment is outside 17 to 60: a typing error, maybe."""
        return not USUAL_YOUNGEST <= self.age_at_start <= USUAL_OLDEST

    def __str__(self) -> str:
        text = self.text
        return f"{text[:8]} {text[8:14]} {text[14]} {text[15:]}"


def clean_nip(text: str) -> str:
    """`text` without the spaces, dots and dashes that people put between its parts."""
    return "".join(sign for sign in str(text) if sign not in " .-'\u00a0\u200b\t")


def parse_nip(text: str, kind: str = "") -> Nip:
    """The parts of a NIP, or `NipFault`. `kind` (pns, pppk) is asked of it if given."""
    digits = clean_nip(text)
    if not (digits.isascii() and digits.isdigit()):
        raise NipFault("nip_digits")
    if len(digits) != LENGTH:
        raise NipFault("nip_length")
    born_on = _birth_date(digits[:8])
    started_on, found, contract = _start(digits[8:14], kind)
    if digits[14] not in "12":
        raise NipFault("nip_sex")
    if digits[15:] == "000":
        raise NipFault("nip_serial")
    nip = Nip(digits, born_on, started_on, digits[14], int(digits[15:]), found, contract)
    if not YOUNGEST <= nip.age_at_start <= OLDEST:
        raise NipFault("nip_age")
    return nip


def _birth_date(digits: str) -> datetime.date:
    try:
        day = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise NipFault("nip_birth_date") from None
    if day.year < 1900:
        raise NipFault("nip_birth_date")
    return day


def _start(digits: str, kind: str) -> tuple[datetime.date, str, int]:
    """First day of service, kind and number of the contract from "yyyymm" or "yyyy2x"."""
    year, last = int(digits[:4]), int(digits[4:])
    if year < 1900:
        raise NipFault("nip_age")
    if kind == PPPK and not 21 <= last <= 29:
        raise NipFault("nip_contract")
    if 1 <= last <= 12:
        return datetime.date(year, last, 1), PNS, 0
    if kind == PNS or not 20 <= last <= 29:
        raise NipFault("nip_start_month")
    if last == 20:
        raise NipFault("nip_contract")
    return datetime.date(year, 1, 1), PPPK, last - 20


def hidden_nip(text: str | None) -> str:
    """A NIP as it is shown where it is not needed: the year of birth and the end."""
    return f"{text[:4]}••••••••••{text[-4:]}" if text and len(text) >= 8 else text or ""


def follow_line(start: int, leader_of: dict[int, int | None]) -> list[int]:
    """The line of report above `start`, nearest first; it ends where it closes a circle."""
    line: list[int] = []
    at = leader_of.get(start)
    while at is not None and at not in line and at != start:
        line.append(at)
        at = leader_of.get(at)
    return line


def in_circles(leader_of: dict) -> set:
    """Everyone who, going up the line of report, comes back to herself."""
    found: set = set()
    done: set = set()
    for start in leader_of:
        path: list = []
        at = start
        while at is not None and at not in done and at not in path:
            path.append(at)
            at = leader_of.get(at)
        if at is not None and at in path:
            found.update(path[path.index(at) :])
        done.update(path)
    return found
