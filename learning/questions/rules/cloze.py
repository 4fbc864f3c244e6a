"""Gaps as authors write them into a text.

`[[Jakarta|DKI Jakarta]]` takes any of the texts; `[[#45]]` a number, `[[#45:0.5]]` with
a tolerance; `[[classical|*non-classical]]` lets the learner choose, and the star marks
what is right.
"""

import re
from decimal import Decimal, InvalidOperation
from html import unescape

# No mark begins inside another: a scan never looks at a sign twice.
MARK = re.compile(r"\[\[((?:(?!\[\[).)*?)\]\]", re.DOTALL)
# A number of more places is none that somebody meant.
MOST_PLACES = 30
BLANK = "____"


class BadGap(Exception):
    """A gap that cannot be filled: `code` and the mark at fault."""

    def __init__(self, code: str, mark: str = ""):
        self.code, self.mark = code, mark
        super().__init__(code)


def split(html: str) -> tuple[list[str], list[dict]]:
    """The pieces of the text around its gaps (one more than gaps), and the gaps."""
    pieces, gaps, end = [], [], 0
    for found in MARK.finditer(html):
        pieces.append(html[end : found.start()])
        gaps.append(_gap(found[1]))
        end = found.end()
    pieces.append(html[end:])
    if not gaps:
        raise BadGap("no_gap")
    if any("[[" in piece or "]]" in piece for piece in pieces):
        raise BadGap("gap_not_closed")
    return pieces, gaps


def _gap(mark: str) -> dict:
    shown = unescape(mark).strip()[:80]
    if re.search(r"<[^>]+>", mark):
        raise BadGap("gap_with_markup", re.sub(r"<[^>]+>", "", shown))
    text = unescape(mark).replace("\xa0", " ").strip()
    if text.startswith("#"):
        return _number(text[1:], shown)
    parts = [" ".join(part.split()) for part in text.split("|")]
    if not all(part.strip("* ") for part in parts):
        raise BadGap("gap_empty", shown)
    if any(part.startswith("*") for part in parts):
        if len(parts) < 2:
            raise BadGap("gap_one_choice", shown)
        choices = [
            {"text": part.lstrip("* "), "is_right": part.startswith("*")}
            for part in parts
        ]
        return {"kind": "choice", "choices": choices}
    return {"kind": "text", "accepted": parts}


def _number(text: str, shown: str) -> dict:
    value, _, tolerance = text.replace(",", ".").partition(":")
    try:
        answer, allowed = Decimal(value.strip()), Decimal(tolerance.strip() or "0")
    except InvalidOperation as error:
        raise BadGap("gap_number", shown) from error
    if not _is_usual(answer) or not _is_usual(allowed) or allowed < 0:
        raise BadGap("gap_number", shown)
    return {"kind": "number", "answer": f"{answer:f}", "tolerance": f"{allowed:f}"}


def _is_usual(value: Decimal) -> bool:
    """True if it can be written out: 1E999999999 would fill the memory."""
    exponent = value.as_tuple().exponent  # a letter where it is no finite number
    return isinstance(exponent, int) and abs(exponent) <= MOST_PLACES


def blanked(html: str) -> str:
    """The text with a line for each gap."""
    return MARK.sub(BLANK, html)
