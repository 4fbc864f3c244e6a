"""What a cell means: text, a day, a NIP. Each gives the value or raises `CellFault`."""

import datetime
import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from corpu.people.faults import NIP_FAULTS
from corpu.people.imports.contract import Problem
from corpu.people.rules import Nip, NipFault, parse_nip

DAY_FORMATS = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d")
EXCEL_EPOCH = datetime.date(1899, 12, 30)


class CellFault(ValueError):
    """A cell that does not say what its column needs."""

    def __init__(self, code: str, message: str):
        self.code, self.message = code, message
        super().__init__(code)

    def problem(self, field: str) -> Problem:
        """As a problem of the row."""
        return Problem(self.code, self.message, field)


def as_text(value, longest: int = 200) -> str:
    """The cell as one line of text; whole numbers lose Excel's ".0"."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())
    if len(text) > longest:
        raise CellFault(
            "too_long",
            _("The text is longer than %(longest)s signs. Shorten it.")
            % {"longest": longest},
        )
    return text


def as_day(value) -> datetime.date | None:
    """A day from an Excel date, dd-mm-yyyy, yyyy-mm-dd or dd/mm/yyyy."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, int | float) and 10_000 <= value <= 80_000:
        return EXCEL_EPOCH + datetime.timedelta(days=int(value))
    text = as_text(value)
    if text in ("", "-", "0"):
        return None
    text = re.sub(r"[ T]00:00(:00(\.0+)?)?$", "", text)
    for pattern in DAY_FORMATS:
        try:
            day = datetime.datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        if day.year >= 1900:
            return day
    raise CellFault(
        "wrong_date",
        _("“%(text)s” is no date. Write it as 31-12-2025, 2025-12-31 or 31/12/2025.")
        % {"text": text[:30]},
    )


def as_number(value) -> Decimal | None:
    """A number; a comma may stand for the decimal point."""
    if value is None or value == "":
        return None
    if isinstance(value, float):
        value = repr(value)
    text = as_text(value).replace(" ", "")
    if "," in text and "." not in text:
        text = text.replace(",", ".")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise CellFault(
            "wrong_number", _("“%(text)s” is no number.") % {"text": text[:30]}
        ) from None


def as_nip(value, kind: str = "") -> Nip | None:
    """A NIP; one that the spreadsheet made a number and rounded is told so."""
    if value is None or value == "":
        return None
    rounded = isinstance(value, float) or (
        isinstance(value, int) and value >= 10**15 and value % 1000 == 0
    )
    text = as_text(value)
    if rounded or re.fullmatch(r"\d+([.,]\d+)?[eE]\+?\d+", text):
        raise CellFault(
            "nip_number",
            _(
                "The spreadsheet turned the NIP into a number and lost its last digits. "
                "Format the column as text, and enter or export the NIP again."
            ),
        )
    try:
        return parse_nip(text, "pns" if kind == "cpns" else kind)
    except NipFault as fault:
        raise CellFault(fault.code, NIP_FAULTS[fault.code]) from None


YES = {"1", "y", "ya", "yes", "true", "benar", "v", "x"}
NO = {"", "0", "n", "t", "tidak", "no", "false", "salah", "-"}


def as_yes(value) -> bool | None:
    """Yes, no, or None for an empty cell."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    text = as_text(value).lower()
    if text in YES | NO:
        return text in YES
    raise CellFault("wrong_yes", _("Write “ya” or “tidak” here."))
