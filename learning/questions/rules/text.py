"""What people type: words without needless differences, and numbers in either script."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation


def folded(text: str, *, keeps_case: bool = False) -> str:
    """Text without needless differences: spaces, accents, typographic quotes, case."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = text.translate(str.maketrans("‘’“”–—", "''\"\"--"))
    text = " ".join(text.split()).strip(" .")
    return text if keeps_case else text.casefold()


def readings(text: str) -> set[Decimal]:
    """The numbers that a person may have meant: "1.000" is one or a thousand.

    With both signs the last one parts the decimals; one that stands several times parts
    thousands; one alone before exactly three digits may be either.
    """
    text = "".join(text.split()).replace("\u2212", "-")
    if not re.fullmatch(r"[+-]?[0-9.,]{1,40}", text) or not re.search("[0-9]", text):
        return set()
    dots, commas = text.count("."), text.count(",")
    last = max(text.rfind("."), text.rfind(","))
    if not dots and not commas:
        found = {text}
    elif dots and commas:
        sign, other = (".", ",") if text[last] == "." else (",", ".")
        if text.count(sign) > 1:
            return set()
        found = {text.replace(other, "").replace(sign, ".")}
    elif dots + commas > 1:
        found = {text.replace(".", "").replace(",", "")}
    else:
        found = {text.replace(",", ".")}
        if len(text) - last == 4 and re.search(r"[1-9]\d{0,2}[.,]", text):
            found.add(text.replace(".", "").replace(",", ""))
    return {number for number in map(_decimal, found) if number is not None}


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
