"""What a survey takes for an answer, and what its answers are together."""

from collections import Counter
from collections.abc import Mapping, Sequence

# Below this many answers nothing is shown: a group of four can be told apart.
FEWEST = 5
MOST_WORDS = 2000
RATINGS = range(1, 6)


def clean(question: Mapping, said: str):
    """An answer in its own form, or None where nothing usable was said."""
    said = (said or "").strip().replace("\0", "")
    if question["kind"] == "words":
        return said[:MOST_WORDS] or None
    if not said.isascii() or not said.isdigit() or len(said) > 3:
        return None
    if question["kind"] == "rating":
        return int(said) if int(said) in RATINGS else None
    return int(said) if int(said) < len(question["options"]) else None


def missing(questions: Sequence[Mapping], answers: Mapping) -> list[str]:
    """Keys of questions that must be answered and are not."""
    return [q["key"] for q in questions if q["is_needed"] and q["key"] not in answers]


def group_for(sizes: Mapping[int, int]) -> int:
    """The group of the next sheet, by the number of sheets in each: the last one until it
    has enough."""
    last = max(sizes, default=0)
    return last if sizes.get(last, 0) < FEWEST else last + 1


def told(groups: Sequence[int]) -> set[int]:
    """The groups that have enough sheets to be told."""
    return {group for group, size in Counter(groups).items() if size >= FEWEST}


def summary(questions: Sequence[Mapping], sheets: Sequence[Mapping]) -> list[dict]:
    """For each question how often each answer was given; a rating's mean; words."""
    return [_summary(question, sheets) for question in questions]


def _summary(question: Mapping, sheets: Sequence[Mapping]) -> dict:
    given = [sheet[question["key"]] for sheet in sheets if question["key"] in sheet]
    found = {"text": question["text"], "kind": question["kind"], "count": len(given)}
    if question["kind"] == "words":
        # In alphabetical order: the order of arrival would tell who wrote.
        return {**found, "words": sorted(given)}
    if question["kind"] == "rating":
        rows = [(str(value), given.count(value)) for value in RATINGS]
        mean = sum(given) / len(given) if given else None
        return {**found, "rows": rows, "mean": mean}
    rows = [(text, given.count(n)) for n, text in enumerate(question["options"])]
    return {**found, "rows": rows}
