"""NIPs disclose birth date and sex (UU 27/2022): they are masked wherever not needed.

So are the secrets that some addresses carry: who reads a log must not open what a mail or
a calendar program opens without signing in.
"""

import json
import logging
import re

# Written together or in groups of 8, 6, 1 and 3, as forms and URLs have them.
GAP = r"(?:[ +.]|%20)?"
# Not the decimals of a number.
NIP = re.compile(
    rf"(?<!\d)(?<!\d[.,])(\d{{4}})\d{{4}}{GAP}\d{{6}}{GAP}\d{GAP}\d{{3}}(?!\d)"
)
MASK = "••••••••••"
SECRET = re.compile(
    r"(/(?:agenda/feed|coaching/confirm|classes/here|accounts/password/reset/key|scorm)/)"
    r"[^\s/?\"']+"
)


def mask_nip(text: str) -> str:
    """Every NIP in `text` with all but the birth year and the length hidden."""
    return NIP.sub(rf"\1{MASK}••••", text)


def mask_line(text: str) -> str:
    """A line of a log without NIPs and without the secrets of addresses."""
    return mask_nip(SECRET.sub(rf"\1{MASK}", text))


class MaskNips(logging.Filter):
    """Masks NIPs and secrets in every log line, its arguments and its trace included."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = mask_line(record.getMessage())
        record.args = None
        if record.exc_info:
            trace = logging.Formatter().formatException(record.exc_info)
            record.exc_text = mask_line(trace)
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message and, if any, the trace."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            trace = record.exc_text or self.formatException(record.exc_info)
            line["trace"] = mask_line(trace)
        return json.dumps(line, ensure_ascii=False)
