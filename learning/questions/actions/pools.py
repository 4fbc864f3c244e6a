"""Questions that quizzes draw from the bank, frozen when a course is published."""

from learning.questions.models import Question

# A published version holds every question of its pools.
MOST = 500


def pool(provider, *, category=None, competence=None):
    """Ready questions of the agency in a category, on a competence, or both."""
    rows = Question.objects.ready().filter(provider=provider)
    if category is not None:
        rows = rows.filter(category=category)
    if competence is not None:
        rows = rows.filter(competence=competence)
    return rows.order_by("pk")


def frozen_pools(provider, draws: list[dict]) -> list[dict]:
    """Every question of the draws once, each with the numbers of its `pools`."""
    found: dict[int, dict] = {}
    for number, wanted in enumerate(draws):
        rows = pool(
            provider, category=wanted["category"], competence=wanted["competence"]
        )
        for question in rows[:MOST]:
            if question.pk not in found:
                found[question.pk] = {**question.frozen(), "pools": []}
            found[question.pk]["pools"].append(number)
    return list(found.values())
