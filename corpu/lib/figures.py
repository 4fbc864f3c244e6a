"""Figures as a machine reads them: "1.234,5 JP" on an Indonesian page is 1234.5JP."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.formats import get_format

UNITS = {"jp": "JP", "percent": "%"}
_SHAPE = re.compile(r"([-+]?[\d.,\s\u00a0]*\d)\s*(JP|%|)")


def plain(label) -> str:
    """The number that `label` shows, with its unit; "" where it is no single number.

    Text is read by the reader's locale, without the zeros at the end.
    """
    if label is None or isinstance(label, bool):
        return ""
    if isinstance(label, (int, float, Decimal)):
        return _plain(Decimal(str(label)))
    found = _SHAPE.fullmatch(str(label).strip())
    if not found:
        return ""
    text = re.sub(r"[\s\u00a0]", "", found[1]).replace(
        get_format("THOUSAND_SEPARATOR"), ""
    )
    try:
        number = Decimal(text.replace(get_format("DECIMAL_SEPARATOR"), "."))
    except InvalidOperation:
        return ""
    return _plain(number) + found[2]


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
