"""Questions in the GIFT format: read tolerantly, written strictly.

Source: "GIFT format", documentation of Moodle: `::name:: text { answers }`, a blank line
between questions, `//` before a remark, `$CATEGORY:` before what belongs there, and
`~ = # { } :` escaped by a backslash.
"""

import re
from decimal import Decimal

from learning.standards.question_text import AUTO, Parsed, Unreadable, choice
from learning.standards.xml_elements import number as decimal_of

MARKUPS = {"html", "plain", "markdown", "moodle"}
# A private sign for each escaped one, so that what is left is markup.
ESCAPED = {sign: chr(0xE000 + n) for n, sign in enumerate("~=#{}:\\")}
NEWLINE = chr(0xE00F)
BACK = {mark: sign for sign, mark in ESCAPED.items()} | {NEWLINE: "\n"}
BLANK = "_____"


def read(text: str) -> list[Parsed]:
    """Every question of a file, in order; what cannot be read says why."""
    found: list[Parsed] = []
    category = ""
    for line, chunk in _chunks(text):
        if chunk.startswith("$CATEGORY:"):
            first, _, rest = chunk.partition("\n")
            category, chunk = first.partition(":")[2].strip(), rest.strip()
            if not chunk:
                continue
            line += 1
        parsed = Parsed(len(found) + 1, line, category=category)
        try:
            _read_one(parsed, _hide(chunk))
        except Unreadable as problem:
            parsed.question = None
            parsed.faults.append(problem.fault)
        found.append(parsed)
    return found


def _chunks(text: str) -> list[tuple[int, str]]:
    """(line, text) between blank lines; an open brace goes on across them if the next
    piece closes it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    pieces: list[tuple[int, list[str]]] = []
    is_new = True
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("//"):
            continue
        if not line.strip():
            is_new = True
        elif is_new:
            pieces.append((number, [line]))
            is_new = False
        else:
            pieces[-1][1].append(line)
    merged: list[tuple[int, list[str]]] = []
    depth = 0  # braces that the last question has left open
    for number, lines in pieces:
        piece = "\n".join(lines).strip()
        hidden = _hide(piece)
        if depth > 0 and _closes_first(hidden):
            merged[-1][1].append(piece)
        else:
            merged.append((number, [piece]))
            depth = 0
        depth += hidden.count("{") - hidden.count("}")
    return [(number, "\n".join(parts)) for number, parts in merged]


def _closes_first(hidden: str) -> bool:
    opens, closes = hidden.find("{"), hidden.find("}")
    return closes >= 0 and (opens < 0 or closes < opens) and not hidden.startswith("::")


def _hide(text: str) -> str:
    return re.sub(
        r"\\(.)", lambda m: NEWLINE if m[1] == "n" else ESCAPED.get(m[1], m[0]), text
    )


def _show(text: str) -> str:
    """Text with its escaped signs back in place; newlines of the file are spaces."""
    text = " ".join(text.split())
    return "".join(BACK.get(sign, sign) for sign in text)


def _read_one(parsed: Parsed, text: str) -> None:
    named = re.match(r"::(.*?)::", text, re.DOTALL)
    if named:
        parsed.name, text = _show(named[1]), text[named.end() :]
    text, parsed.markup = _markup(text)
    opens, closes = text.find("{"), text.find("}")
    if opens < 0 and closes < 0:
        raise Unreadable("gift_no_answers")
    if opens < 0 or 0 <= closes < opens:
        raise Unreadable("gift_not_opened")
    if closes < 0:
        raise Unreadable("gift_not_closed")
    if "{" in text[opens + 1 : closes] or re.search("[{}]", text[closes + 1 :]):
        raise Unreadable("gift_braces")
    inside, behind = text[opens + 1 : closes].strip(), text[closes + 1 :].strip()
    before = text[:opens].rstrip()
    if behind and not (re.fullmatch(r"[.!?]", behind) and before.endswith(("?", "."))):
        glue = "" if re.match(r"[.,;:!?)]", behind) else " "
        before = f"{before} {BLANK}{glue}{behind}".strip()
    if not _show(before):
        raise Unreadable("no_text")
    inside, _, general = inside.partition("####")
    question = _answers(inside.strip())
    general = _feedback(general)
    parsed.question = {
        "text": _show(before),
        "weight": "1",
        "feedback": general,
        **question,
    }


def _markup(text: str) -> tuple[str, str]:
    """The text without a leading `[markup]`, and which it was."""
    found = re.match(r"\s*\[(\w+)\]", text)
    if found and found[1].lower() in MARKUPS:
        return text[found.end() :], found[1].lower()
    return text, AUTO


def _feedback(text: str) -> str:
    return _show(_markup(text)[0])


# -- answers -----------------------------------------------------------------------


def _answers(inside: str) -> dict:
    if not inside:
        return {"kind": "essay"}
    if inside.startswith("#"):
        return _numeric(inside[1:].strip())
    if "~" in inside:
        return _choices(inside)
    if "=" in inside and "->" in inside:
        return _matching(inside)
    if not inside.startswith("="):
        return _true_false(inside)
    return _short_text(inside)


def _split(inside: str, signs: str) -> list[tuple[str, str, str, str]]:
    """(sign, percent, text, feedback) of each answer."""
    parts = re.split(f"([{signs}])", inside)
    if parts[0].strip():
        raise Unreadable("gift_stray_text", text=_show(parts[0])[:60])
    found = []
    for sign, rest in zip(parts[1::2], parts[2::2], strict=True):
        percent = ""
        weight = re.match(r"\s*%([^%]*)%", rest)
        if weight:
            value = decimal_of(weight[1].strip().replace(",", "."))
            if value is None or abs(value) > 100:
                raise Unreadable("percent", text=weight[1][:20])
            percent, rest = _plain(value), rest[weight.end() :]
        text, _, feedback = rest.partition("#")
        found.append((sign, percent, _show(_markup(text)[0]), _feedback(feedback)))
    return found


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _choices(inside: str) -> dict:
    rows = _split(inside, "~=")
    kind = "single" if any(sign == "=" for sign, *_ in rows) else "multiple"
    choices = []
    for sign, percent, text, feedback in rows:
        if not text:
            raise Unreadable("empty_choice")
        worth = percent or ("100" if sign == "=" else "0")
        is_right = Decimal(worth) > 0 if kind == "multiple" else worth == "100"
        kept = worth if worth != "0" or kind == "multiple" else ""
        choices.append(choice(text, kept, feedback, is_right=is_right))
    return _checked(kind, choices)


def _checked(kind: str, choices: list[dict]) -> dict:
    """A choice question that can be answered."""
    right = sum(c["is_right"] for c in choices)
    if len(choices) < 2:
        # One answer and nothing to choose from is a question to be typed.
        raise Unreadable("one_choice")
    if not right:
        raise Unreadable("no_right_choice")
    if kind == "single" and right > 1:
        raise Unreadable("two_right_choices")
    if kind == "multiple":
        total = sum((Decimal(c["percent"]) for c in choices if c["is_right"]), Decimal(0))
        if abs(total - 100) > 1:
            raise Unreadable("percent_sum", total=_plain(total))
    else:
        choices = [
            {k: v for k, v in c.items() if k != "percent" or v != "100"} for c in choices
        ]
    return {"kind": kind, "choices": choices}


def _matching(inside: str) -> dict:
    pairs, extra = [], []
    for _sign, _percent, text, _fb in _split(inside, "="):
        left, arrow, right = text.partition("->")
        left, right = left.strip(), right.strip()
        if not arrow or not right:
            raise Unreadable("pair", text=text[:60])
        if left:
            pairs.append({"left": left, "right": right})
        else:
            extra.append(right)
    if len(pairs) < 2:
        raise Unreadable("few_pairs")
    return {"kind": "matching", "pairs": pairs, **({"extra": extra} if extra else {})}


def _true_false(inside: str) -> dict:
    said, *feedback = inside.split("#")
    word = said.strip().upper()
    if word not in {"T", "TRUE", "F", "FALSE"}:
        raise Unreadable("gift_answer", text=_show(inside)[:60])
    is_true = word in {"T", "TRUE"}
    wrong, right = ([_feedback(text) for text in feedback] + ["", ""])[:2]
    return {
        "kind": "true_false",
        "is_true": is_true,
        "feedback_true": right if is_true else wrong,
        "feedback_false": wrong if is_true else right,
    }


def _short_text(inside: str) -> dict:
    accepted, partly = [], []
    for _sign, percent, text, feedback in _split(inside, "="):
        if not text:
            raise Unreadable("empty_answer")
        worth = percent or "100"
        if worth == "100":
            accepted.append(text)
        if worth != "100" or feedback:
            partly.append({"text": text, "percent": worth, "feedback": feedback})
    if not accepted:
        raise Unreadable("no_right_answer")
    return {
        "kind": "short_text",
        "accepted": accepted,
        "keeps_case": False,
        **({"partly": partly} if partly else {}),
    }


def _numeric(inside: str) -> dict:
    if not inside.startswith(("=", "~")):
        inside = f"={inside}"
    right: dict | None = None
    partly = []
    for sign, percent, text, feedback in _numbers(inside):
        if sign == "~" and not text:
            continue
        answer, tolerance = _number(text)
        if right is None and percent in ("", "100"):
            right = {"answer": answer, "tolerance": tolerance, "right_feedback": feedback}
        else:
            partly.append(
                {
                    "answer": answer,
                    "tolerance": tolerance,
                    "percent": percent or "100",
                    "feedback": feedback,
                }
            )
    if right is None:
        raise Unreadable("no_right_answer")
    return {
        "kind": "numeric",
        **{name: value for name, value in right.items() if value},
        "unit": "",
        **({"partly": partly} if partly else {}),
    }


def _numbers(inside: str) -> list[tuple[str, str, str, str]]:
    return [row for row in _split(inside, "=~") if row[2] or row[0] == "~"]


def _number(text: str) -> tuple[str, str]:
    """The answer and its tolerance, of "3", "3:0.1" or "2.9..3.1"."""
    low, dots, high = text.partition("..")
    if dots:
        least, most = decimal_of(low.strip()), decimal_of(high.strip())
        if least is None or most is None or least > most:
            raise Unreadable("number", text=text[:40])
        return _plain((least + most) / 2), _plain((most - least) / 2)
    value, _, tolerance = text.partition(":")
    wanted = decimal_of(value.strip())
    allowed = decimal_of(tolerance.strip() or "0")
    if wanted is None or allowed is None or allowed < 0:
        raise Unreadable("number", text=text[:40])
    return _plain(wanted), _plain(allowed)
