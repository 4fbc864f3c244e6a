"""A class as an opening of the agenda: when, how many free seats, until when."""

from django.urls import reverse

from corpu.agenda import actions as agenda
from learning.actions.worth import days_needed
from learning.kinds.class_event.models import ClassEvent


def offer(event: ClassEvent) -> None:
    """Bring the opening of a class up to date with its seats and times."""
    source = f"class:{event.public_id}"
    activity = event.course.activity
    if not event.takes_bookings:
        agenda.withdraw_opening(source)
        return
    days = len({sitting.day for sitting in event.sittings.all()})
    agenda.put_opening(
        source,
        activity=activity,
        form=activity.form,
        scope=activity.scope,
        jp=activity.jp,
        days=days or days_needed(activity),
        starts_on=event.starts_at.astimezone(event.tz).date(),
        ends_on=event.ends_at.astimezone(event.tz).date(),
        enrol_by=event.enrol_by or event.starts_at,
        places_free=event.seats_left,
        is_open=True,
        url=reverse("kind_class_event:event", args=[event.public_id]),
    )
