"""Between what the learner sees and what is graded: places on the page become places
in the question, so that nothing on the page tells which answer is right."""

from learning.questions.rules import answers as rules

TRUE, FALSE = "true", "false"


def answers_from(post, drawn: list[dict], questions: dict[str, dict]) -> dict:
    """The answers of a submitted form (a QueryDict), by the key of their question.

    Only questions of the draw are read; what is empty comes as None.
    """
    return {
        row["key"]: _answer(post, f"q{number}", questions[row["key"]], row["order"])
        for number, row in enumerate(drawn, 1)
    }


def _answer(post, name: str, question: dict, order: list[int]):
    kind = question["kind"]
    if kind == rules.SINGLE:
        return _place(post.get(name), order)
    if kind == rules.MULTIPLE:
        places = [_place(value, order) for value in post.getlist(name)]
        return [place for place in places if place is not None]
    if kind == rules.TRUE_FALSE:
        return {TRUE: True, FALSE: False}.get(post.get(name, ""))
    if kind == rules.MATCHING:
        found = {
            str(left): _place(post.get(f"{name}-{left}"), order)
            for left in range(rules.lines_of(question))
        }
        return {left: right for left, right in found.items() if right is not None}
    if kind == rules.ORDERING:
        return _ranks(post, name, order)
    if kind == rules.CLOZE:
        return _gaps(post, name, question["gaps"])
    return post.get(name, "")


def _gaps(post, name: str, gaps: list[dict]) -> dict:
    """What stands in each gap: the place of a choice, or text."""
    found: dict = {}
    for number, gap in enumerate(gaps):
        value = post.get(f"{name}-{number}", "")
        if gap["kind"] == "choice":
            found[str(number)] = _place(value, list(range(len(gap["choices"]))))
        else:
            found[str(number)] = value
    return found


def _place(value, order: list[int]) -> int | None:
    """The own place of the option that lay at `value` on the page."""
    if value is None or not value.isdecimal() or len(value) > 4:
        return None
    shown = int(value)
    return order[shown] if shown < len(order) else None


def _ranks(post, name: str, order: list[int]) -> dict[str, int]:
    """Own place of each thing to the rank (from 0) that she gave it."""
    ranks = {}
    for shown, place in enumerate(order):
        value = post.get(f"{name}-{shown}") or ""
        if value.isdecimal() and len(value) <= 4 and 1 <= int(value) <= len(order):
            ranks[str(place)] = int(value) - 1
    return ranks
