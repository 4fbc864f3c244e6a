"""Who may thank, recognise, withdraw, and issue team certificates."""

from corpu.people.models import Person, Unit
from performance.recognition.models import Criterion, TeamCertificate, Thanks


def colleagues_of(viewer: Person):
    """Everybody in service in her institution but herself."""
    people = Person.objects.employees().exclude(pk=viewer.pk)
    if viewer.unit is None:
        return people.none()
    return people.filter(unit__path__startswith=f"{viewer.unit.ancestor_ids[0]}/")


def units_of(viewer: Person):
    """The open units of her institution."""
    if viewer.unit is None:
        return Unit.objects.none()
    root = f"{viewer.unit.ancestor_ids[0]}/"
    return Unit.objects.open().filter(path__startswith=root)


def may_recognise(viewer: Person, receiver: Person | Unit) -> bool:
    """A leader recognises her people and the units that she leads."""
    if isinstance(receiver, Person):
        return Person.objects.led_by(viewer).filter(pk=receiver.pk).exists()
    return Unit.objects.subtrees_of(viewer.led_units()).filter(pk=receiver.pk).exists()


def may_thank(viewer: Person, receiver: Person | Unit) -> bool:
    """Everybody thanks a colleague or a unit of her institution."""
    rows = colleagues_of(viewer) if isinstance(receiver, Person) else units_of(viewer)
    return rows.filter(pk=receiver.pk).exists()


def may_withdraw(viewer: Person, thanks: Thanks) -> bool:
    """Its giver, or HR who moderates."""
    if viewer.pk == thanks.giver_id:
        return True
    return Thanks.objects.moderated_by(viewer).filter(pk=thanks.pk).exists()


def may_issue(viewer: Person, unit: Unit) -> bool:
    """HR over the unit, or a leader above it: nobody certifies a team that she heads."""
    if Unit.objects.managed_by(viewer).filter(pk=unit.pk).exists():
        return not viewer.led_units().filter(pk=unit.pk).exists()
    above = [pk for pk in unit.ancestor_ids if pk != unit.pk]
    return viewer.led_units().filter(pk__in=above).exists()


def issuable_units(viewer: Person):
    """The units for which `viewer` may issue."""
    led = viewer.led_units()
    below = Unit.objects.subtrees_of(led)
    kept = Unit.objects.managed_by(viewer)
    rows = Unit.objects.open().filter(pk__in=below.values("pk"))
    rows = rows | Unit.objects.open().filter(pk__in=kept.values("pk"))
    return rows.exclude(pk__in=led.values("pk")).distinct()


def may_withdraw_certificate(viewer: Person, certificate: TeamCertificate) -> bool:
    """Whoever may issue may take back, with a reason."""
    return may_issue(viewer, certificate.unit)


def may_set_criteria(viewer: Person) -> bool:
    """HR of the whole installation drafts and publishes criteria."""
    if viewer.is_superuser:
        return True
    return any(g.role == "hr" and g.unit_id is None for g in viewer.active_grants())


def may_publish(viewer: Person, criterion: Criterion) -> bool:
    """Not who drafted it."""
    return may_set_criteria(viewer) and criterion.drafted_by_id != viewer.pk
