"""JSON that a browser sent: whatever is in it, it can be kept by every database."""

import json
import re

DEEPEST = 40
# PostgreSQL keeps no null characters, and half a surrogate pair is no text.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def read_json(text: str | bytes):
    """What `text` says; ValueError if it is no JSON, too deep, or holds no numbers
    where numbers stand (NaN, Infinity)."""
    try:
        return _kept(json.loads(text), DEEPEST)
    except RecursionError:
        raise ValueError("too deep") from None


def _kept(value, levels: int):
    if levels < 0:
        raise ValueError("too deep")
    if isinstance(value, str):
        return UNKEEPABLE.sub("", value)
    if isinstance(value, float) and value - value != 0:
        raise ValueError("not a number")
    if isinstance(value, list):
        return [_kept(item, levels - 1) for item in value]
    if isinstance(value, dict):
        return {
            UNKEEPABLE.sub("", key): _kept(item, levels - 1)
            for key, item in value.items()
        }
    return value
