"""What people miss: kept, made into cards, taken up by agencies, and closed by a fact."""

from django.db import transaction
from django.utils import timezone

from learning.models.course import folded
from learning.models.demand import FailedSearch


@transaction.atomic
def record_search(text: str, found: int, person) -> FailedSearch | None:
    """Keep what was searched for without a result; a person's wish counts once.

    Somebody who finds something after all takes her wish back. Returns the row that was
    kept, or None.
    """
    text = " ".join(text.split())[:100]
    key = folded(text)[:100]
    if len(key) < 3 or not person.is_authenticated:
        return None
    if found:
        FailedSearch.objects.filter(key=key, person=person).delete()
        return None
    row, _new = FailedSearch.objects.update_or_create(
        key=key, person=person, defaults={"text": text, "searched_at": timezone.now()}
    )
    return row
