"""When an item of a package counts as done, and when the whole package does.

What the browser reports is a claim. It has been checked for form before it comes here
(`learning.standards.scorm_data`); these rules decide what it is worth.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from learning.standards.scorm_data import SCORM_12, number

NOT_ATTEMPTED = "not_attempted"
INCOMPLETE = "incomplete"
COMPLETED = "completed"
PASSED = "passed"
FAILED = "failed"
DONE = frozenset({COMPLETED, PASSED})
ENDED = frozenset({COMPLETED, PASSED, FAILED})

# A browser's clock and the way to the server may differ by this much.
CLOCK_SLACK_SECONDS = 30


@dataclass(frozen=True)
class Verdict:
    """The state of one item or of a package; `percent` (0 to 100) where scored."""

    state: str
    percent: Decimal | None = None


def percent_of(kind: str, values: Mapping[str, str]) -> Decimal | None:
    """The score in percent, from scaled (2004) or from raw within min and max.

    Without a maximum a raw score is taken as percent; outside 0 to 100 it says nothing.
    """
    head = "cmi.core.score." if kind == SCORM_12 else "cmi.score."
    scaled = number(values.get(head + "scaled", ""))
    if scaled is not None:
        return _percent(scaled * 100)
    raw = number(values.get(head + "raw", ""))
    if raw is None:
        return None
    low = number(values.get(head + "min", "")) or Decimal(0)
    high = number(values.get(head + "max", ""))
    if high is None:
        return _percent(raw) if 0 <= raw <= 100 else None
    if high <= low or not low <= raw <= high:
        return None
    return _percent((raw - low) * 100 / (high - low))


def _percent(value: Decimal) -> Decimal:
    value = min(max(value, Decimal(0)), Decimal(100))
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def judge(
    kind: str,
    values: Mapping[str, str],
    *,
    has_ended: bool,
    mastery: Decimal | None = None,
    threshold: Decimal | None = None,
) -> Verdict:
    """The state of one item. `has_ended` says that it was left for good: an item that
    is suspended has not ended.

    With a pass mark only the score decides between passed and failed, whatever the
    package claims. Without one its own word is taken. An item that ends without a word
    about its status is completed (SCORM 1.2 RTE 3.4.3, lesson_status; SCORM 2004 RTE
    4.2.4, completion_status).
    """
    percent = percent_of(kind, values)
    reading = _read_12 if kind == SCORM_12 else _read_2004
    state = reading(values, has_ended, threshold)
    if mastery is None:
        return Verdict(state, percent)
    if state not in ENDED and not has_ended:
        return Verdict(state if percent is None else INCOMPLETE, percent)
    if percent is None:
        # It calls itself done but shows no score, and a score is what was asked for.
        return Verdict(FAILED if has_ended else INCOMPLETE)
    return Verdict(PASSED if percent >= mastery else FAILED, percent)


def _read_12(values: Mapping[str, str], has_ended: bool, threshold) -> str:
    status = values.get("cmi.core.lesson_status", "not attempted")
    if status in ENDED:
        return status
    if status in {"incomplete", "browsed"}:
        return INCOMPLETE
    if has_ended:
        return COMPLETED
    return NOT_ATTEMPTED


def _read_2004(values: Mapping[str, str], has_ended: bool, threshold) -> str:
    completion = values.get("cmi.completion_status", "unknown")
    success = values.get("cmi.success_status", "unknown")
    measure = number(values.get("cmi.progress_measure", ""))
    if threshold is not None and measure is not None:
        completion = "completed" if measure >= threshold else "incomplete"
    elif completion == "unknown":
        completion = "completed" if has_ended or success == "passed" else "unknown"
    if completion == "completed":
        return {"passed": PASSED, "failed": FAILED}.get(success, COMPLETED)
    if success == "failed" and has_ended:
        return FAILED
    return INCOMPLETE if completion == "incomplete" else NOT_ATTEMPTED


def keep_best(before: str, now: str) -> str:
    """What was passed stays passed; a package cannot take it back."""
    if before in DONE and now not in DONE:
        return before
    return PASSED if PASSED in (before, now) else now


def sum_up(verdicts: Sequence[Verdict], mark: Decimal | None = None) -> Verdict:
    """The package, from its required items: done when every one is done, failed when all
    have ended and one failed. Its score is the mean of the scored ones, and must reach
    `mark` (percent) where the author set one."""
    scores = [verdict.percent for verdict in verdicts if verdict.percent is not None]
    percent = _percent(sum(scores, Decimal(0)) / len(scores)) if scores else None
    states = {verdict.state for verdict in verdicts}
    if not states or states == {NOT_ATTEMPTED}:
        return Verdict(NOT_ATTEMPTED, percent)
    if not states <= ENDED:
        return Verdict(INCOMPLETE, percent)
    if FAILED in states or (mark is not None and (percent or Decimal(0)) < mark):
        return Verdict(FAILED, percent)
    return Verdict(PASSED if PASSED in states else COMPLETED, percent)


def is_to_repeat(verdict: Verdict, mark: Decimal | None = None) -> bool:
    """Whether an item must be done again in a new attempt."""
    below = mark is not None and verdict.percent is not None and verdict.percent < mark
    return verdict.state not in DONE or below


def bounded_seconds(stated: int, before: int, elapsed: int) -> int:
    """The seconds of a sitting: as stated, never fewer than before, never more than the
    clock on the wall has run since it began."""
    return max(before, min(stated, elapsed + CLOCK_SLACK_SECONDS))
