"""Questions as they lie on a page, for whoever asks them."""

from learning.questions.rules import answers as rules


def shown_question(number: int, row: dict, question: dict, answer) -> dict:
    """A question as it lies on the page: options by their place there (`row` is its
    line of the draw); nothing of it tells which answer is right."""
    shown = {
        "number": number,
        "name": f"q{number}",
        "kind": question["kind"],
        "text": question["text"],
        "unit": question.get("unit", ""),
        "answer": answer if isinstance(answer, str) else "",
        "is_true": answer if isinstance(answer, bool) else None,
        "is_answered": rules.is_answered(question, answer),
    }
    options, order = rules.options_of(question), row["order"]
    if question["kind"] in {rules.SINGLE, rules.MULTIPLE}:
        picked = answer if isinstance(answer, list) else [answer]
        shown["choices"] = [
            {"text": options[place]["text"], "is_picked": place in picked}
            for place in order
        ]
    if question["kind"] == rules.MATCHING:
        shown["lines"] = _matching_lines(question, order, answer or {})
    if question["kind"] == rules.ORDERING:
        shown["lines"] = _ordering_lines(question, order, answer or {})
    if question["kind"] == rules.CLOZE:
        shown["pieces"] = _cloze_pieces(question, answer or {})
    return shown


def _cloze_pieces(question: dict, answer: dict) -> list[dict]:
    """The text piece by piece, each with the gap behind it (none behind the last)."""
    gaps = [
        {
            "place": number,
            "kind": gap["kind"],
            "value": answer.get(str(number), ""),
            "options": [
                {
                    "value": place,
                    "text": choice["text"],
                    "is_picked": answer.get(str(number)) == place,
                }
                for place, choice in enumerate(gap.get("choices", []))
            ],
        }
        for number, gap in enumerate(question["gaps"])
    ]
    rows = zip(question["pieces"], [*gaps, None], strict=True)
    return [{"html": html, "gap": gap} for html, gap in rows]


def _matching_lines(question: dict, order: list[int], answer: dict) -> list[dict]:
    return [
        {
            "text": pair["left"],
            "place": left,
            "options": [
                {
                    "value": shown,
                    "text": rules.options_of(question)[place],
                    "is_picked": answer.get(str(left)) == place,
                }
                for shown, place in enumerate(order)
            ],
        }
        for left, pair in enumerate(question["pairs"])
    ]


def _ordering_lines(question: dict, order: list[int], answer: dict) -> list[dict]:
    return [
        {
            "text": question["items"][place],
            "place": shown,
            "options": [
                {
                    "value": rank + 1,
                    "text": rank + 1,
                    "is_picked": answer.get(str(place)) == rank,
                }
                for rank in range(len(order))
            ],
        }
        for shown, place in enumerate(order)
    ]
