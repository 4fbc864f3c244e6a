"""NIPs disclose birth date and sex (UU 27/2022): they are masked wherever not needed."""

import json
import logging
import re

NIP = re.compile(r"(?<!\d)(\d{4})\d{10}(\d{4})(?!\d)")


def mask_nip(text: str) -> str:
    """Every 18-digit number in `text` with its middle ten digits hidden."""
    return NIP.sub(r"\1••••••••••\2", text)


class MaskNips(logging.Filter):
    """Masks NIPs in every log line, its arguments included."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = mask_nip(record.getMessage())
        record.args = None
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
            line["trace"] = mask_nip(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
