"""Questions written in the GIFT format (see `gift.py`)."""

from collections.abc import Iterable, Mapping

# GIFT has no way to say these.
LEFT_OUT = {"ordering", "cloze"}


def write(questions: Iterable[Mapping]) -> str:
    """Questions with `name` and `category`; what GIFT cannot say stands as a remark."""
    lines, category = [], None
    for question in questions:
        if question.get("category", "") != category:
            category = question.get("category", "")
            lines.append(f"$CATEGORY: {' '.join(category.split())}\n")
        lines.append(_one(question))
    return "\n".join(lines)


def _one(question: Mapping) -> str:
    name = question.get("name", "")
    if question["kind"] in LEFT_OUT:
        return f"// {_line(name or question['kind'])}: {question['kind']}\n"
    head = f"::{escaped(name)}::" if name else ""
    body = "\n".join(_WRITERS[question["kind"]](question))
    general = escaped(question.get("feedback", ""))
    if general:
        body = f"{body}\n####{general}" if body else f"####{general}"
    return f"{head}[html]{escaped(question['text'])}{{{body}}}\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def escaped(text: str) -> str:
    """Text whose signs mean themselves; line breaks are kept as `\\n`."""
    text = text.replace("\r\n", "\n").strip()
    for sign in "\\~=#{}:":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _answer(sign: str, text: str, percent: str = "", feedback: str = "") -> str:
    if not percent and text.lstrip().startswith("%"):  # else it would be read as one
        percent = "100" if sign == "=" else "0"
    weight = f"%{percent}%" if percent else ""
    note = f"#{escaped(feedback)}" if feedback else ""
    return f"{sign}{weight}{escaped(text)}{note}"


def _single(question: Mapping) -> list[str]:
    return [
        _answer(
            "=" if c["is_right"] else "~", c["text"], c.get("percent", ""), c["feedback"]
        )
        for c in question["choices"]
    ]


def _multiple(question: Mapping) -> list[str]:
    """By percentages: those that were set, or even parts with as much lost for a wrong
    pick, which is how picks without percentages are marked."""
    choices = question["choices"]
    right = sum(c["is_right"] for c in choices) or 1
    even = f"{100 / right:.5f}".rstrip("0").rstrip(".")
    is_set = any(c.get("percent") for c in choices)
    return [
        _answer(
            "~",
            c["text"],
            (c.get("percent") or "0")
            if is_set
            else (even if c["is_right"] else f"-{even}"),
            c["feedback"],
        )
        for c in choices
    ]


def _true_false(question: Mapping) -> list[str]:
    names = ["feedback_false", "feedback_true"]
    wrong, right = names if question["is_true"] else reversed(names)
    notes = [escaped(question.get(wrong, "")), escaped(question.get(right, ""))]
    said = "TRUE" if question["is_true"] else "FALSE"
    if notes[1]:
        return [f"{said}#{notes[0]}#{notes[1]}"]
    return [f"{said}#{notes[0]}" if notes[0] else said]


def _short_text(question: Mapping) -> list[str]:
    partly = list(question.get("partly", []))
    notes = {row["text"]: row["feedback"] for row in partly if row["percent"] == "100"}
    lines = [
        _answer("=", text, feedback=notes.get(text, "")) for text in question["accepted"]
    ]
    return lines + [
        _answer("=", row["text"], row["percent"], row["feedback"])
        for row in partly
        if row["percent"] != "100"
    ]


def _numeric(question: Mapping) -> list[str]:
    first = _number("", question, question.get("right_feedback", ""))
    rest = [
        _number(f"%{row['percent']}%", row, row["feedback"])
        for row in question.get("partly", [])
    ]
    return ["#", first, *rest]


def _number(weight: str, row: Mapping, feedback: str) -> str:
    note = f"#{escaped(feedback)}" if feedback else ""
    return f"={weight}{row['answer']}:{row.get('tolerance') or 0}{note}"


def _matching(question: Mapping) -> list[str]:
    lines = [
        f"={_side(pair['left'])} -> {_side(pair['right'])}" for pair in question["pairs"]
    ]
    return lines + [f"= -> {_side(text)}" for text in question.get("extra", [])]


def _side(text: str) -> str:
    """One side of a pair: an arrow of signs would end it."""
    return escaped(text.replace("->", "→"))


def _essay(question: Mapping) -> list[str]:
    return []


_WRITERS = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "short_text": _short_text,
    "numeric": _numeric,
    "matching": _matching,
    "essay": _essay,
}
