"""Questions in Moodle's XML format, parsed without entities or outside files.

Source: "Moodle XML format", documentation of Moodle. Pictures in a question are left out
and said to be; so is a kind of question that we do not have.
"""

import re
from decimal import Decimal
from html import unescape

from defusedxml import DefusedXmlException, ElementTree

from learning.standards.question_text import (
    AUTO,
    HTML,
    MARKDOWN,
    PLAIN,
    Fault,
    Parsed,
    Unreadable,
    choice,
)
from learning.standards.xml_elements import child, children, name_of, number

MARKUPS = {
    "html": HTML,
    "plain_text": PLAIN,
    "markdown": MARKDOWN,
    "moodle_auto_format": AUTO,
}


class NotAQuiz(Exception):
    """The file is no Moodle XML at all."""


def read(text: str | bytes) -> list[Parsed]:
    """Every question of a file, in order; what cannot be read says why."""
    try:
        root = ElementTree.fromstring(text, forbid_dtd=True)
    except (
        DefusedXmlException,
        ElementTree.ParseError,
        ValueError,
        LookupError,
    ) as error:
        raise NotAQuiz from error
    if name_of(root) != "quiz":
        raise NotAQuiz
    found: list[Parsed] = []
    category = ""
    for element in children(root, "question"):
        kind = element.get("type", "")
        if kind == "category":
            category = _category(element)
        elif kind != "description":
            found.append(_parsed(len(found) + 1, category, kind, element))
    return found


def _category(element) -> str:
    path = _own_text(child(element, "category"))
    return re.sub(r"^\$[\w/]+\$/(top/)?", "", path).strip()


def _parsed(place: int, category: str, kind: str, element) -> Parsed:
    text = child(element, "questiontext")
    parsed = Parsed(place, 0, name=_own_text(child(element, "name")), category=category)
    parsed.markup = (
        MARKUPS.get(text.get("format", "html"), HTML) if text is not None else HTML
    )
    try:
        reader = _READERS.get(kind)
        if reader is None:
            raise Unreadable("kind_unknown", kind=kind[:40] or "?")
        said = _own_text(text)
        if not said.strip():
            raise Unreadable("no_text")
        if child(text, "file") is not None or "@@PLUGINFILE@@" in said:
            parsed.notes.append(Fault("picture_left_out"))
        weight = number(_value(element, "defaultgrade") or "1") or Decimal(1)
        parsed.question = {
            "text": said,
            "weight": _plain(min(max(weight, Decimal(0)), Decimal(100))),
            "feedback": _bare(child(element, "generalfeedback")),
            **reader(element, parsed),
        }
    except Unreadable as problem:
        parsed.faults.append(problem.fault)
    return parsed


def _own_text(element) -> str:
    """The text of `<name><text>…</text></name>`."""
    inner = child(element, "text") if element is not None else None
    if inner is None:
        return ""
    return "".join(inner.itertext()).strip()


def _bare(element) -> str:
    """Text without tags: choices and feedback are plain with us."""
    text = _own_text(element)
    if "<" in text or "&" in text:
        text = re.sub(r"<(br|/p|/li)\b[^<>]*>", "\n", text)
        text = unescape(re.sub(r"<[^<>]*>", "", text))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line for line in lines if line)


def _line(element) -> str:
    return " ".join(_bare(element).split())


def _value(element, name: str) -> str:
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _answers(element) -> list[tuple[str, Decimal, str]]:
    """(text, percent, feedback) of each answer."""
    found = []
    for answer in children(element, "answer"):
        text = _line(answer)
        percent = number(answer.get("fraction", "0"))
        if percent is None or abs(percent) > 100:
            raise Unreadable("percent", text=answer.get("fraction", "")[:20])
        found.append((text, percent, _bare(child(answer, "feedback"))))
    return found


def _multichoice(element, parsed: Parsed) -> dict:
    rows = _answers(element)
    if len(rows) < 2:
        raise Unreadable("one_choice")
    if any(not text for text, *_ in rows):
        raise Unreadable("empty_choice")
    if _value(element, "single").lower() in ("false", "0"):
        return _several(rows)
    right = [percent == 100 for _text, percent, _fb in rows]
    if sum(right) != 1:
        raise Unreadable("two_right_choices" if sum(right) else "no_right_choice")
    choices = [
        choice(
            text, "" if percent in (0, 100) else _plain(percent), fb, is_right=is_right
        )
        for (text, percent, fb), is_right in zip(rows, right, strict=True)
    ]
    return {"kind": "single", "choices": choices}


def _several(rows) -> dict:
    total = sum(percent for _text, percent, _fb in rows if percent > 0)
    if not total:
        raise Unreadable("no_right_choice")
    if abs(total - 100) > 1:
        raise Unreadable("percent_sum", total=_plain(total))
    choices = [
        choice(text, _plain(percent), fb, is_right=percent > 0)
        for text, percent, fb in rows
    ]
    return {"kind": "multiple", "choices": choices}


def _truefalse(element, parsed: Parsed) -> dict:
    rows = {text.lower(): (percent, fb) for text, percent, fb in _answers(element)}
    if set(rows) != {"true", "false"}:
        raise Unreadable("no_right_answer")
    return {
        "kind": "true_false",
        "is_true": rows["true"][0] > rows["false"][0],
        "feedback_true": rows["true"][1],
        "feedback_false": rows["false"][1],
    }


def _shortanswer(element, parsed: Parsed) -> dict:
    rows = [row for row in _answers(element) if row[0]]
    if any("*" in text for text, *_ in rows):
        parsed.notes.append(Fault("wildcard"))
        rows = [row for row in rows if row[0] != "*"]
    accepted = [text for text, percent, _fb in rows if percent == 100]
    if not accepted:
        raise Unreadable("no_right_answer")
    partly = [
        {"text": text, "percent": _plain(percent), "feedback": fb}
        for text, percent, fb in rows
        if percent != 100 or fb
    ]
    return {
        "kind": "short_text",
        "accepted": accepted,
        "keeps_case": _value(element, "usecase") == "1",
        **({"partly": partly} if partly else {}),
    }


def _numerical(element, parsed: Parsed) -> dict:
    rows = []
    for answer, (text, percent, fb) in zip(
        children(element, "answer"), _answers(element), strict=True
    ):
        if text == "*":
            continue
        value = number(text)
        tolerance = number(_value(answer, "tolerance") or "0")
        if value is None or tolerance is None or tolerance < 0:
            raise Unreadable("number", text=text[:40])
        rows.append((_plain(value), _plain(tolerance), percent, fb))
    right = next((row for row in rows if row[2] == 100), None)
    if right is None:
        raise Unreadable("no_right_answer")
    partly = [
        {
            "answer": value,
            "tolerance": tolerance,
            "percent": _plain(percent),
            "feedback": fb,
        }
        for value, tolerance, percent, fb in (row for row in rows if row is not right)
    ]
    return {
        "kind": "numeric",
        "answer": right[0],
        "tolerance": right[1],
        "unit": "",
        **({"right_feedback": right[3]} if right[3] else {}),
        **({"partly": partly} if partly else {}),
    }


def _matching(element, parsed: Parsed) -> dict:
    pairs, extra = [], []
    for sub in children(element, "subquestion"):
        left, right = _line(sub), _line(child(sub, "answer"))
        if left and right:
            pairs.append({"left": left, "right": right})
        elif right:
            extra.append(right)
    if len(pairs) < 2:
        raise Unreadable("few_pairs")
    return {"kind": "matching", "pairs": pairs, **({"extra": extra} if extra else {})}


def _ordering(element, parsed: Parsed) -> dict:
    rows = [
        (number(answer.get("fraction", "")) or Decimal(n), n, _line(answer))
        for n, answer in enumerate(children(element, "answer"), 1)
    ]
    items = [text for _place, _n, text in sorted(rows) if text]
    if len(items) < 2:
        raise Unreadable("few_steps")
    return {"kind": "ordering", "items": items}


def _essay(element, parsed: Parsed) -> dict:
    guide = _bare(child(element, "graderinfo"))
    return {"kind": "essay", **({"guide": guide} if guide else {})}


# No text inside a mark begins another one: a scan never looks at a sign twice.
GAP = re.compile(r"\{(\d{0,4}):([A-Z_]{1,30}):((?:\\.|[^\\{}])*)\}", re.DOTALL)
CHOOSING = ("MULTICHOICE", "MC")
TYPED = ("SHORTANSWER", "SA", "MW")
COUNTED = ("NUMERICAL", "NM")


def _cloze(element, parsed: Parsed) -> dict:
    """Gaps in Moodle's own marks become ours (see `learning.questions.rules.cloze`)."""

    def gap(found) -> str:
        answers = re.split(r"(?<!\\)~", found[3].lstrip("~"))
        rows = [_cloze_answer(text) for text in answers if text.strip()]
        if any(0 < percent < 100 for _text, percent in rows):
            parsed.notes.append(Fault("cloze_partly"))
        right = [text for text, percent in rows if percent == 100 and text != "*"]
        if not right:
            raise Unreadable("no_right_answer")
        if found[2].startswith(CHOOSING):
            marked = (f"*{t}" if percent == 100 else t for t, percent in rows)
            return f"[[{'|'.join(marked)}]]"
        if found[2].startswith(COUNTED):
            return f"[[#{right[0]}]]"
        if found[2].startswith(TYPED):
            return f"[[{'|'.join(right)}]]"
        raise Unreadable("kind_unknown", kind=found[2][:40])

    text = GAP.sub(gap, _own_text(child(element, "questiontext")))
    if "[[" not in text:
        raise Unreadable("no_gap")
    return {"kind": "cloze", "text": text}


def _cloze_answer(text: str) -> tuple[str, Decimal]:
    weight = re.match(r"\s*(?:=|%(-?[\d.]+)%)", text)
    percent = Decimal(0)
    if weight:
        percent = number(weight[1]) or Decimal(0) if weight[1] else Decimal(100)
        text = text[weight.end() :]
    said = re.split(r"(?<!\\)#", text)[0]
    said = unescape(re.sub(r"<[^<>]*>", "", re.sub(r"\\(.)", r"\1", said)))
    return " ".join(said.replace("|", "/").split()), percent


_READERS = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "cloze": _cloze,
}
