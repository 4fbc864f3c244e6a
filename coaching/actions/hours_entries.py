"""How an engagement stands in the coach's log of hours."""

from django.utils import timezone

from coaching.models import Engagement, HoursEntry


def let_name(engagement: Engagement, *, by, agrees: bool) -> None:
    """The coachee agrees to be named in the log of hours, or takes that back."""
    since = timezone.now() if agrees else None
    HoursEntry.objects.update_or_create(
        engagement=engagement, defaults={"may_name_since": since}
    )


def set_paid(engagement: Engagement, *, is_paid: bool) -> None:
    """The coach says whether the hours of this engagement are paid."""
    HoursEntry.objects.update_or_create(
        engagement=engagement, defaults={"is_paid": is_paid}
    )
