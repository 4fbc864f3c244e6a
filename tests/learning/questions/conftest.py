"""An agency's bank."""

import uuid

import pytest

from learning.questions.models import Category, Question
from learning.questions.models.question import QuestionField


def put(category, kind="true_false", name="Soal", **value) -> Question:
    """A question in a category, as the editor would leave it."""
    state = value.pop("state", Question.State.READY)
    competence = value.pop("competence", None)
    fields = {"text": f"<p>{name}?</p>", "weight": "1", "feedback": ""}
    if kind == "true_false":
        fields |= {"is_true": True, "feedback_true": "", "feedback_false": ""}
    raw = [{"type": kind, "id": str(uuid.uuid4()), "value": {**fields, **value}}]
    question = Question(category=category, name=name, state=state, competence=competence)
    question.body = QuestionField().stream_block.to_python(raw)
    question.settle()
    question.save()
    return question


@pytest.fixture
def shelf(provider):
    """A category of the agency."""
    return Category.objects.create(provider=provider, name="Pelayanan")


@pytest.fixture
def other_shelf(other_provider):
    """A category of the other agency."""
    return Category.objects.create(provider=other_provider, name="Rahasia-Balai rak")


@pytest.fixture
def staff(provider, author):
    """The author, in her agency's groups."""
    from learning.actions.providers import set_up_provider, sync_person

    set_up_provider(provider)
    sync_person(author)
    return author
