"""Questions in the Aiken format: a line, choices `A)` or `A.`, and `ANSWER: B`.

Source: "Aiken format", documentation of Moodle.
"""

import re

from learning.standards.question_text import PLAIN, Parsed, Unreadable, choice

CHOICE = re.compile(r"\s*([A-Za-z])[.)]\s+(.*)")
ANSWER = re.compile(r"\s*ANSWER\s*:\s*(.*)", re.IGNORECASE)


def read(text: str) -> list[Parsed]:
    """Every question of a file, in order; what cannot be read says why."""
    found: list[Parsed] = []
    lines: list[str] = []
    started, has_choice = 1, False
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    for number, line in enumerate(text.split("\n"), 1):
        if not lines and line.strip():
            started = number
        answer = ANSWER.fullmatch(line)
        if answer:
            found.append(_parsed(len(found) + 1, started, lines, answer[1]))
            lines, has_choice = [], False
        elif line.strip():
            lines.append(line.strip())
            has_choice = has_choice or bool(CHOICE.fullmatch(line.strip()))
        elif has_choice:
            # A blank line behind choices ends a question that names no answer.
            found.append(_parsed(len(found) + 1, started, lines, None))
            lines, has_choice = [], False
    if lines:
        found.append(_parsed(len(found) + 1, started, lines, None))
    return found


def _parsed(number: int, line: int, lines: list[str], answer: str | None) -> Parsed:
    parsed = Parsed(number, line, markup=PLAIN)
    try:
        parsed.question = _question(lines, answer)
    except Unreadable as problem:
        parsed.faults.append(problem.fault)
    return parsed


def _question(lines: list[str], answer: str | None) -> dict:
    text: list[str] = []
    choices: dict[str, str] = {}
    for line in lines:
        found = CHOICE.fullmatch(line)
        # "A. Wijaya wrote ..." may begin a question: choices come after its text.
        if found and text:
            letter = found[1].upper()
            if letter in choices:
                raise Unreadable("aiken_twice", letter=letter)
            choices[letter] = found[2].strip()
        elif choices:
            raise Unreadable("aiken_stray_line", text=line[:60])
        else:
            text.append(line)
    if not text:
        raise Unreadable("no_text")
    if len(choices) < 2:
        raise Unreadable("one_choice")
    if answer is None:
        raise Unreadable("aiken_no_answer")
    wanted = answer.strip().upper().rstrip(".)")
    if wanted not in choices:
        raise Unreadable("aiken_answer", letter=answer.strip()[:20])
    return {
        "kind": "single",
        "text": " ".join(text),
        "weight": "1",
        "feedback": "",
        "choices": [choice(said, is_right=at == wanted) for at, said in choices.items()],
    }
