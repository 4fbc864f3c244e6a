"""Which questions are asked, in which order, and how their answers lie on the page."""

import random
from collections.abc import Mapping, Sequence

from learning.questions.rules.answers import (
    MATCHING,
    MULTIPLE,
    ORDERING,
    SINGLE,
    options_of,
)


def draw(
    questions: Sequence[Mapping],
    *,
    seed: int,
    count: int | None = None,
    draws: Sequence[Mapping] = (),
    shuffle_questions: bool = False,
    shuffle_answers: bool = False,
) -> list[dict]:
    """Which questions an attempt asks, in which order, and how their answers lie.

    `count` of the quiz's own questions (all without it), then of each pool in `draws`
    as many as it says; a question that is in two pools is asked once.
    Matching and ordering are always shuffled: their own order is the solution.
    """
    dice = random.Random(seed)  # noqa: S311 (a draw, not a secret)
    chosen = [n for n, question in enumerate(questions) if not question.get("pools")]
    if count is not None and count < len(chosen):
        chosen = sorted(dice.sample(chosen, count))
    for number, pool in enumerate(draws):
        left = [
            n
            for n, question in enumerate(questions)
            if number in question.get("pools", []) and n not in chosen
        ]
        chosen += sorted(dice.sample(left, min(pool["count"], len(left))))
    if shuffle_questions:
        dice.shuffle(chosen)
    return [
        {
            "key": questions[n]["key"],
            "order": _order(questions[n], dice, shuffle_answers),
        }
        for n in chosen
    ]


def _order(question: Mapping, dice: random.Random, shuffle_answers: bool) -> list[int]:
    places = list(range(len(options_of(question))))
    if question["kind"] in {MATCHING, ORDERING}:
        straight = list(places)
        while len(places) > 1 and places == straight:
            dice.shuffle(places)
    elif shuffle_answers and question["kind"] in {SINGLE, MULTIPLE}:
        dice.shuffle(places)
    return places
