"""Difficulty and discrimination, counted from answers in sets."""

import random
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.questions.actions import figures
from learning.questions.models import Answered, ItemFigure
from tests.learning.questions.conftest import put

pytestmark = pytest.mark.django_db


def answers(person, key, rows, *, edition=1, is_first=True) -> list[Answered]:
    return [
        Answered(
            key=key,
            edition=edition,
            attempt=uuid.uuid4(),
            person=person,
            is_first=is_first,
            share=share,
            rest=rest,
        )
        for share, rest in rows
    ]


def correlation(rows) -> float:
    """By the book, one by one."""
    n = len(rows)
    x, y = [a for a, _ in rows], [b for _, b in rows]
    mx, my = sum(x) / n, sum(y) / n
    above = sum((a - mx) * (b - my) for a, b in rows)
    below = sum((a - mx) ** 2 for a in x) * sum((b - my) ** 2 for b in y)
    return above / below**0.5


def test_figures_are_those_of_the_book(learner):
    dice = random.Random(5)
    key = uuid.uuid4()
    rows = [(float(dice.random() < 0.6), dice.random()) for _ in range(40)]
    figures.note_answers(answers(learner, key, rows))
    assert figures.recount_changed() == 1
    found = ItemFigure.objects.get(key=key)
    assert found.count == 40
    assert found.difficulty == pytest.approx(sum(x for x, _ in rows) / 40)
    assert found.discrimination == pytest.approx(correlation(rows), abs=1e-6)
    assert figures.recount_changed() in (0, 1)


def test_only_first_attempts_of_the_same_edition_count(learner):
    key = uuid.uuid4()
    figures.note_answers(answers(learner, key, [(0.0, 0.2), (1.0, 0.8)]))
    figures.note_answers(answers(learner, key, [(1.0, 1.0)] * 5, is_first=False))
    figures.note_answers(answers(learner, key, [(1.0, None)] * 3, edition=2))
    figures.recount([key])
    first, second = ItemFigure.objects.order_by("edition")
    assert (first.count, first.difficulty) == (2, 0.5)
    assert (second.count, second.difficulty, second.discrimination) == (3, 1.0, None)


def test_marked_anew_replaces(learner):
    row = answers(learner, uuid.uuid4(), [(0.0, 0.5)])[0]
    figures.note_answers([row])
    again = Answered(
        key=row.key, attempt=row.attempt, person=learner, share=1.0, is_first=True
    )
    figures.note_answers([again])
    assert Answered.objects.get().share == 1.0


def test_a_thousand_answers_cost_as_many_queries_as_ten(learner):
    def cost(keys: int) -> int:
        rows = [
            row
            for _ in range(keys)
            for row in answers(learner, uuid.uuid4(), [(1.0, 0.5), (0.0, 0.4)])
        ]
        figures.note_answers(rows)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            figures.recount(list({row.key for row in rows}))
        return len(seen)

    assert cost(5) == cost(50)


def test_the_bank_shows_them(client_of, staff, provider, shelf, learner):
    question = put(shelf, name="Soal sulit")
    rows = [(0.0, 0.9)] * 5 + [(0.0, 0.1)] * 6 + [(1.0, 0.2)]
    figures.note_answers(answers(learner, question.public_id, rows))
    figures.recount_changed()
    url = reverse("questions:bank_of", args=[provider.code])
    text = client_of(staff).get(url).content.decode()
    assert "Soal sulit" in text and "0,08" in text


def test_the_list_costs_the_same_for_many(client_of, staff, provider, shelf):
    client = client_of(staff)
    url = reverse("questions:bank_of", args=[provider.code])

    def cost() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    put(shelf, name="Satu")
    few = cost()
    for n in range(20):
        put(shelf, name=f"Soal {n}")
    assert cost() == few
