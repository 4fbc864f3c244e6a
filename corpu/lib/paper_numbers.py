"""Numbers of certificates: readable, unique, and impossible to guess.

`BALAI-CONTOH/2026/000123/K7Q2-X9MT`: the code of who issues it, the year, a serial number, and
eight signs of which seven are drawn by chance (33 million million) and the last checks
all others, so that a slip of the pen is told from an unknown number. Signs that look
alike (0 O, 1 I L, 5 S, 2 Z, 8 B, U V) are left out of one of each pair.
"""

import secrets

ALPHABET = "ACDEFGHJKMNPQRTWXY346790"
DRAWN = 7
SEPARATOR = "/"


def make_number(code: str, year: int, serial: int, draw=secrets.choice) -> str:
    """A fresh number; `draw(alphabet)` gives one sign by chance."""
    head = f"{code.upper()}/{year}/{serial:06d}"
    drawn = "".join(draw(ALPHABET) for _ in range(DRAWN))
    tail = drawn + check_sign(head + drawn)
    return f"{head}/{tail[:4]}-{tail[4:]}"


def check_sign(text: str) -> str:
    """The sign that checks all others; it notices one wrong sign and two exchanged."""
    total = 0
    for sign in text:
        if sign.isalnum():
            total = (total * 7 + int(sign, 36) + 1) % 24
    return ALPHABET[total]


def clean_number(text: str) -> str:
    """A number as people copy it: capitals, no spaces, one kind of dash and slash."""
    text = text.strip().upper().replace("\\", SEPARATOR)
    for dash in "‐‑‒–—":
        text = text.replace(dash, "-")
    return "".join(text.split())


def is_well_formed(number: str) -> bool:
    """True if the check sign agrees with the rest; says nothing about being issued."""
    parts = number.rsplit(SEPARATOR, 1)
    tail = parts[-1].replace("-", "")
    if len(parts) != 2 or len(tail) != DRAWN + 1:
        return False
    if any(sign not in ALPHABET for sign in tail):
        return False
    return check_sign(parts[0] + tail[:-1]) == tail[-1]
