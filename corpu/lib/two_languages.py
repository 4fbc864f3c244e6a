"""Texts that are kept in both languages, one field each."""

from django.utils.translation import get_language


def by_language(indonesian: str, english: str) -> property:
    """The text of one of two fields, in the reader's language.

    Where the English one is empty she reads the Indonesian one, which is the one that
    holds.
    """

    def text(row) -> str:
        said = getattr(row, english) if get_language() == "en" else ""
        return said or getattr(row, indonesian)

    return property(text, doc=f"`{indonesian}` in the reader's language.")
