"""Who may look at the index of units."""

from django.db.models import QuerySet

from corpu.people.models import Person, Unit


def units_seen_by(viewer: Person) -> QuerySet[Unit]:
    """Units whose index `viewer` reads: those that HR keeps, auditors audit and heads
    lead, with all below."""
    if viewer.is_superuser:
        return Unit.objects.all()
    care = Unit.objects.managed_by(viewer, "hr", "auditor")
    led = Unit.objects.subtrees_of(viewer.led_units())
    return Unit.objects.filter(pk__in=care.order_by().values("pk")) | Unit.objects.filter(
        pk__in=led.order_by().values("pk")
    )
