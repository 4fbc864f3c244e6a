"""The run-time data of SCORM: which elements a package may set, and to what.

Sources: ADL SCORM 1.2 Run-Time Environment (section 3.4), IEEE 1484.11.1 and ADL SCORM
2004 4th edition RTE (section 4.2). What a browser sends is checked element by element;
whatever does not fit is left out and named, the rest is kept. No Django here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from learning.standards.scorm_time import HHMMSS, ISO_SPAN, SCORM_12

MAX_INTERACTIONS = 500
MAX_OBJECTIVES = 200
MAX_INNER = 50  # objectives and correct responses of one interaction
MAX_IGNORED = 50
MAX_TIME = 64  # signs
# SCORM 1.2 says 4,096; tools in use write more, and no package is served by cutting.
SUSPEND_DATA = 64_000

DECIMAL = re.compile(r"[+-]?(\d{1,12}(\.\d{1,12})?|\.\d{1,12})", re.ASCII)
CLOCK = re.compile(r"^([01]?\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$")
ISO_TIME = re.compile(
    r"^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d+)?(Z|[+-]\d{2}(:\d{2})?)?)?)?)?)?)?$"
)
NUMBERED = re.compile(r"\.(\d{1,5})(?=\.|$)")
# Signs that no database keeps in JSON: NUL and lone surrogates.
UNFIT = re.compile("[\x00\ud800-\udfff]")

Check = Callable[[str], bool]


@dataclass(frozen=True)
class Cleaned:
    """What remains of a commit, and what was left out: (element, code) pairs."""

    values: dict[str, str]
    ignored: list[tuple[str, str]]


def _text(most: int) -> Check:
    return lambda value: len(value) <= most


def _one_of(*words: str) -> Check:
    return lambda value: value in words


def number(value: str) -> Decimal | None:
    """A decimal as SCORM writes it, or None."""
    if not DECIMAL.fullmatch(value):
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _between(low: str | None, high: str | None, *, or_blank=False) -> Check:
    def check(value: str) -> bool:
        if value == "":
            return or_blank
        found = number(value)
        return (
            found is not None
            and (low is None or found >= Decimal(low))
            and (high is None or found <= Decimal(high))
        )

    return check


def _result(*words: str) -> Check:
    return lambda value: value in words or number(value) is not None


def _match(pattern: re.Pattern) -> Check:
    return lambda value: (
        len(value) <= MAX_TIME and bool(pattern.match(value)) and value not in {"P", "PT"}
    )


_HUNDRED = _between("0", "100", or_blank=True)
_STATUS_12 = ("passed", "completed", "failed", "incomplete", "browsed", "not attempted")
_COMPLETION = ("completed", "incomplete", "not attempted", "unknown")
_SUCCESS = ("passed", "failed", "unknown")
_TYPES_12 = [
    "true-false",
    "choice",
    "fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
]
_TYPES_2004 = (*_TYPES_12, "long-fill-in", "other")

ELEMENTS_12: dict[str, Check] = {
    "cmi.core.lesson_location": _text(255),
    "cmi.core.lesson_status": _one_of(*_STATUS_12),
    "cmi.core.exit": _one_of("time-out", "suspend", "logout", ""),
    "cmi.core.session_time": _match(HHMMSS),
    "cmi.core.score.raw": _HUNDRED,
    "cmi.core.score.min": _HUNDRED,
    "cmi.core.score.max": _HUNDRED,
    "cmi.suspend_data": _text(SUSPEND_DATA),
    "cmi.comments": _text(4096),
    "cmi.student_preference.audio": _between("-1", "100", or_blank=True),
    "cmi.student_preference.language": _text(255),
    "cmi.student_preference.speed": _between("-100", "100", or_blank=True),
    "cmi.student_preference.text": _between("-1", "1", or_blank=True),
    "cmi.objectives.n.id": _text(255),
    "cmi.objectives.n.status": _one_of(*_STATUS_12),
    "cmi.objectives.n.score.raw": _HUNDRED,
    "cmi.objectives.n.score.min": _HUNDRED,
    "cmi.objectives.n.score.max": _HUNDRED,
    "cmi.interactions.n.id": _text(255),
    "cmi.interactions.n.time": _match(CLOCK),
    "cmi.interactions.n.type": _one_of(*_TYPES_12),
    "cmi.interactions.n.weighting": _between("-100", "100"),
    "cmi.interactions.n.student_response": _text(255),
    "cmi.interactions.n.result": _result("correct", "wrong", "unanticipated", "neutral"),
    "cmi.interactions.n.latency": _match(HHMMSS),
    "cmi.interactions.n.objectives.n.id": _text(255),
    "cmi.interactions.n.correct_responses.n.pattern": _text(255),
}
ELEMENTS_2004: dict[str, Check] = {
    "cmi.location": _text(1000),
    "cmi.completion_status": _one_of(*_COMPLETION),
    "cmi.success_status": _one_of(*_SUCCESS),
    "cmi.exit": _one_of("timeout", "time-out", "suspend", "logout", "normal", ""),
    "cmi.session_time": _match(ISO_SPAN),
    "cmi.score.scaled": _between("-1", "1"),
    "cmi.score.raw": _between(None, None),
    "cmi.score.min": _between(None, None),
    "cmi.score.max": _between(None, None),
    "cmi.progress_measure": _between("0", "1"),
    "cmi.suspend_data": _text(SUSPEND_DATA),
    "cmi.comments_from_learner.n.comment": _text(4000),
    "cmi.comments_from_learner.n.location": _text(250),
    "cmi.comments_from_learner.n.timestamp": _match(ISO_TIME),
    "cmi.learner_preference.audio_level": _between("0", None),
    "cmi.learner_preference.language": _text(250),
    "cmi.learner_preference.delivery_speed": _between("0", None),
    "cmi.learner_preference.audio_captioning": _one_of("-1", "0", "1"),
    "cmi.objectives.n.id": _text(4000),
    "cmi.objectives.n.score.scaled": _between("-1", "1"),
    "cmi.objectives.n.score.raw": _between(None, None),
    "cmi.objectives.n.score.min": _between(None, None),
    "cmi.objectives.n.score.max": _between(None, None),
    "cmi.objectives.n.success_status": _one_of(*_SUCCESS),
    "cmi.objectives.n.completion_status": _one_of(*_COMPLETION),
    "cmi.objectives.n.progress_measure": _between("0", "1"),
    "cmi.objectives.n.description": _text(250),
    "cmi.interactions.n.id": _text(4000),
    "cmi.interactions.n.type": _one_of(*_TYPES_2004),
    "cmi.interactions.n.objectives.n.id": _text(4000),
    "cmi.interactions.n.timestamp": _match(ISO_TIME),
    "cmi.interactions.n.correct_responses.n.pattern": _text(4000),
    "cmi.interactions.n.weighting": _between(None, None),
    "cmi.interactions.n.learner_response": _text(4000),
    "cmi.interactions.n.result": _result(
        "correct", "incorrect", "unanticipated", "neutral"
    ),
    "cmi.interactions.n.latency": _match(ISO_SPAN),
    "cmi.interactions.n.description": _text(250),
}
# What the platform says and a package may only read; a browser that echoes it is fine.
READ_ONLY = [
    "cmi.core.student_",
    "cmi.core.credit",
    "cmi.core.entry",
    "cmi.core.lesson_mode",
    "cmi.core.total_time",
    "cmi.student_data.",
    "cmi.launch_data",
    "cmi.comments_from_lms",
    "cmi.learner_id",
    "cmi.learner_name",
    "cmi.credit",
    "cmi.entry",
    "cmi.mode",
    "cmi.total_time",
    "cmi.max_time_allowed",
    "cmi.time_limit_action",
    "cmi.scaled_passing_score",
    "cmi.completion_threshold",
    "cmi._version",
    "adl.",
]


def elements_of(kind: str) -> dict[str, Check]:
    """The writable elements of a standard, numbers in their names written as `n`."""
    return ELEMENTS_12 if kind == SCORM_12 else ELEMENTS_2004


def clean(kind: str, sent: Mapping) -> Cleaned:
    """Check every element of a commit; blank values of lists are dropped silently."""
    elements = elements_of(kind)
    values: dict[str, str] = {}
    ignored: list[tuple[str, str]] = []
    for name, value in sent.items():
        code = _fault(elements, name, value)
        if code == "":
            values[name] = str(value)
        elif code != "skip" and len(ignored) < MAX_IGNORED:
            ignored.append((str(name)[:100], code))
    _drop_gaps(values, ignored)
    _drop_impossible_scores(kind, values, ignored)
    return Cleaned(values, ignored[:MAX_IGNORED])


def _fault(elements: dict[str, Check], name, value) -> str:
    """ "" where the pair is fine, "skip" where it means nothing, else a code."""
    if not isinstance(name, str) or len(name) > 120:
        return "unknown_element"
    if isinstance(value, dict | list) or value is None or isinstance(value, bool):
        return "skip" if not value else "wrong_type"
    value = str(value)
    if name.startswith(tuple(READ_ONLY)):
        return "skip"
    pattern = NUMBERED.sub(".n", name)
    if pattern not in elements:
        return "unknown_element"
    if UNFIT.search(value):
        return "wrong_type"
    if value == "" and not elements[pattern](""):
        return "skip"
    if not elements[pattern](value):
        return "out_of_range"
    return _too_many(name)


def _too_many(name: str) -> str:
    numbers = [int(found) for found in NUMBERED.findall(name)]
    if not numbers:
        return ""
    most = MAX_INTERACTIONS if ".interactions." in name else MAX_OBJECTIVES
    inner = [MAX_INNER] * (len(numbers) - 1)
    over = any(at >= top for at, top in zip(numbers, [most, *inner], strict=True))
    return "too_many" if over else ""


def _drop_gaps(values: dict[str, str], ignored: list) -> None:
    """Lists grow by one: what lies behind a missing number never happened."""
    for group in ("cmi.interactions", "cmi.objectives", "cmi.comments_from_learner"):
        prefix = group + "."
        held = {
            int(name[len(prefix) :].split(".")[0])
            for name in values
            if name.startswith(prefix)
        }
        end = next((n for n in range(len(held) + 1) if n not in held), 0)
        for name in [n for n in values if n.startswith(prefix)]:
            if int(name[len(prefix) :].split(".")[0]) > end:
                del values[name]
                ignored.append((name[:100], "out_of_order"))


def _drop_impossible_scores(kind: str, values: dict[str, str], ignored: list) -> None:
    """A raw score below its minimum or above its maximum is no score."""
    head = "cmi.core.score." if kind == SCORM_12 else "cmi.score."
    raw, low, high = (
        number(values.get(head + part, "")) for part in ("raw", "min", "max")
    )
    if low is not None and high is not None and low > high:
        drop = ["raw", "min", "max"]
    elif raw is not None and (
        (low is not None and raw < low) or (high is not None and raw > high)
    ):
        drop = ["raw"]
    else:
        return
    for part in drop:
        if values.pop(head + part, None) is not None:
            ignored.append((head + part, "score_out_of_range"))
