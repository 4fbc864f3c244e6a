"""The sentences of notices. Each app registers its kinds when it starts
(`<app>/notices.py`, imported in `AppConfig.ready`).

Sentences are lazy translations with named placeholders, filled from the notice's data.
Dates (keys ending in `_on`), moments (`_at`) and hours (`jp` or `_jp`) are written in
the reader's way.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import JAKARTA

GROUPS = {
    "learning": _("Learning"),
    "decisions": _("Requests and decisions"),
    "performance": _("My targets"),
    "coaching": _("Coaching and mentoring"),
    "account": _("My account"),
}


@dataclass(frozen=True)
class Sentence:
    """What a kind of notice says. A nudge urges and reports nothing: of all nudges
    together only two reach one person in seven days. `mail` False keeps it in the app.

    `mail_url(notice)` gives the link that its mail carries in place of the notice's own,
    or "" for that: a link that signs is written into the mail and kept nowhere."""

    kind: str
    group: str
    title: str
    body: str = ""
    is_nudge: bool = False
    mail: bool = True
    mail_url: Callable | None = None


_SENTENCES: dict[str, Sentence] = {}
# key of notice data -> {code: its name}: kept as a code, read in the reader's language.
_WORDS: dict[str, dict] = {}


def register_words(key: str, words: dict) -> None:
    """Teach the house the codes that notices keep under `key`, with their lazy names."""
    _WORDS[key] = dict(words)


def register(
    kind: str, *, group, title, body="", is_nudge=False, mail=True, mail_url=None
) -> None:
    """Teach the house a kind of notice; the same kind again replaces the first."""
    if group not in GROUPS:
        raise ValueError(f"{kind}: no group of notices is called {group!r}")
    _SENTENCES[kind] = Sentence(kind, group, title, body, is_nudge, mail, mail_url)


def sentence_of(kind: str) -> Sentence:
    """The sentence of a registered kind; KeyError for others."""
    return _SENTENCES[kind]


def kinds() -> list[str]:
    """Every registered kind, sorted."""
    return sorted(_SENTENCES)


def nudges() -> list[str]:
    """The registered kinds that urge."""
    return [s.kind for s in _SENTENCES.values() if s.is_nudge]


def kinds_of(group: str) -> list[str]:
    """The registered kinds of a group."""
    return [s.kind for s in _SENTENCES.values() if s.group == group]


def fill(text, data: dict) -> str:
    """`text` in the language active now, with `data` written in that language."""
    return str(text) % _Readable(data) if text else ""


class _Readable(dict):
    """Notice data as a reader writes it; a missing key is an ellipsis, never an error."""

    def __missing__(self, key):
        return "…"

    def __getitem__(self, key):
        value = super().__getitem__(key)
        if key in _WORDS:
            return str(_WORDS[key].get(value, value))
        if key.endswith("_on"):
            return _day(value)
        if key.endswith("_at"):
            return _moment(value)
        if key == "month":
            return _month(value)
        if key in ("jp", "percent") or key.endswith("_jp"):
            return _hours(value)
        return value


def _day(value):
    day = parse_date(value) if isinstance(value, str) else value
    return formats.date_format(day, "j F Y") if isinstance(day, datetime.date) else value


def _month(value):
    day = parse_date(value) if isinstance(value, str) else value
    return formats.date_format(day, "F Y") if isinstance(day, datetime.date) else value


def _moment(value):
    moment = parse_datetime(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime.datetime):
        return value
    return formats.date_format(localtime(moment, JAKARTA), "j F Y, H:i")


def _hours(value):
    try:
        number = Decimal(str(value)).quantize(Decimal("0.01")).normalize()
    except InvalidOperation:
        return value
    places = max(0, -number.as_tuple().exponent)
    return formats.number_format(number, places)
