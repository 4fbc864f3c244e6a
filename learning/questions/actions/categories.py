"""Shelves of a bank."""

from learning.questions.models import Category


def category_named(provider, name: str) -> Category:
    """The agency's category of this name, made if it is new."""
    name = " ".join(name.split())[:120]
    return Category.objects.get_or_create(provider=provider, name=name)[0]
