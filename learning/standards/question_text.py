"""A question as other people's formats tell it, before it is ours."""

from dataclasses import dataclass, field
from typing import Any

HTML, PLAIN, MARKDOWN, AUTO = "html", "plain", "markdown", "moodle"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a question, or was left out of it: a stable code, and values
    for its sentence."""

    code: str
    values: dict = field(default_factory=dict)


@dataclass
class Parsed:
    """One question of a file.

    `question` is the frozen form of `learning.questions` without key and with the
    `text` in the markup `markup`; None where `faults` say why it cannot be read.
    `notes` tell what was left out of a question that can be read.
    """

    number: int
    line: int
    name: str = ""
    category: str = ""
    markup: str = AUTO
    question: dict[str, Any] | None = None
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


class Unreadable(Exception):
    """A question that cannot be read."""

    def __init__(self, code: str, **values):
        self.fault = Fault(code, values)
        super().__init__(code)


def choice(text: str, percent: str = "", feedback: str = "", *, is_right=False) -> dict:
    """One choice; `percent` is empty where right or wrong says it all."""
    made = {"text": text, "is_right": is_right, "feedback": feedback}
    return {**made, "percent": percent} if percent else made
