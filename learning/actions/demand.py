"""What people miss: kept, made into cards, taken up by agencies, and closed by a fact."""

from django.db import transaction
from django.utils import timezone

from learning import notices
from learning.models.course import folded
from learning.models.demand import FailedSearch, Interest


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


@transaction.atomic
def want_date(person, course) -> Interest:
    """She wants a class of this course, whenever there is one. Twice is once."""
    row, _new = Interest.objects.get_or_create(person=person, course=course)
    Interest.objects.filter(pk=row.pk).update(told_at=None)
    return row


def want_no_date(person, course) -> None:
    """She does not want one any more."""
    Interest.objects.filter(person=person, course=course).delete()


@transaction.atomic
def tell_interested(course, *, url: str) -> int:
    """A date is set: tell those who wanted one, once each; returns how many."""
    waiting = Interest.objects.filter(course=course, told_at=None)
    told = 0
    for row in waiting.select_related("person"):
        if Interest.objects.filter(pk=row.pk, told_at=None).update(
            told_at=timezone.now()
        ):
            notices.tell_date(row, url)
            told += 1
    return told
