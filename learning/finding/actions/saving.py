"""Searches that people keep."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from corpu.lib.refusals import Refused
from learning.finding.models import SavedSearch


@transaction.atomic
def save_search(person, *, name: str, query: str) -> SavedSearch:
    """Keep a search; the same again only changes its name."""
    if not query:
        raise Refused("nothing_searched", _("Search or choose a filter first."))
    mine = SavedSearch.objects.filter(person=person)
    if not mine.filter(query=query).exists() and mine.count() >= SavedSearch.MOST:
        message = _("You keep %(most)s searches already. Remove one first.")
        raise Refused("too_many_searches", message % {"most": SavedSearch.MOST})
    row, _new = SavedSearch.objects.update_or_create(
        person=person, query=query, defaults={"name": name[:80]}
    )
    return row


def forget_search(person, pk: int) -> int:
    """Remove one of her own; returns how many were removed."""
    return SavedSearch.objects.filter(person=person, pk=pk).delete()[0]
