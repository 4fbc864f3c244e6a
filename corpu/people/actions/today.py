"""Today's reading of the appointments: the only writer of a person's unit, post and
class after she was added, and of her leader where the HR file names none."""

import datetime

from django.db import transaction
from django.db.models import Q

from corpu.lib.clock import today
from corpu.lib.followers import call_followers
from corpu.people.models import Appointment, Person, Unit

WINDOW = datetime.timedelta(days=31)
FIELDS = ["unit", "post", "staff_class", "leader"]


@transaction.atomic
def refresh_today(person_ids, *, on=None, tell=True) -> list[int]:
    """Bring unit, post, class and leader in step; returns the ids of those changed.

    `tell` False leaves it to the caller to tell the followers.
    """
    on = on or today()
    people = {p.pk: p for p in Person.objects.filter(pk__in=person_ids)}
    places = _places(people, on)
    heads = _heads({a.unit_id for a in places.values()}, on)
    in_service = set(
        Person.objects.filter(
            is_active=True, pk__in=[p.leader_id for p in people.values()]
        ).values_list("pk", flat=True)
    )
    changed = []
    for person in people.values():
        before = [getattr(person, f"{f}_id", None) for f in FIELDS] + [person.staff_class]
        place = places.get(person.pk)
        if place:
            person.unit_id, person.post_id = place.unit_id, place.post_id
            person.staff_class = place.staff_class
        if person.leader_id not in in_service and place:
            person.leader_id = _head_above(place.unit, heads, person.pk)
        after = [getattr(person, f"{f}_id", None) for f in FIELDS] + [person.staff_class]
        if before != after:
            changed.append(person)
    Person.objects.bulk_update(changed, FIELDS, batch_size=200)
    ids = [person.pk for person in changed]
    if tell:
        call_followers("PEOPLE_FOLLOWERS", ids, [on.year])
    return ids


def _places(people, on) -> dict[int, Appointment]:
    """The latest definitive appointment that has begun, by person."""
    begun = Appointment.objects.filter(
        person__in=people, kind=Appointment.Kind.DEFINITIVE, started_on__lte=on
    )
    begun = begun.select_related("unit").order_by("started_on", "pk")
    return {appointment.person_id: appointment for appointment in begun}


def _heads(unit_ids, on) -> dict[int, list[int]]:
    """Definitive heads in service by unit, over the given units and all above them."""
    paths = Unit.objects.filter(pk__in=unit_ids).values_list("path", flat=True)
    above = {int(part) for path in paths for part in path.split("/") if part}
    heads = Appointment.objects.on(on).filter(
        unit__in=above,
        leads=True,
        kind=Appointment.Kind.DEFINITIVE,
        person__is_active=True,
    )
    found: dict[int, list[int]] = {}
    for unit, person in heads.order_by("pk").values_list("unit", "person"):
        found.setdefault(unit, []).append(person)
    return found


def _head_above(unit: Unit, heads, person_id: int) -> int | None:
    for unit_id in reversed(unit.ancestor_ids):
        at_head = heads.get(unit_id, [])
        if at_head and person_id not in at_head:
            return at_head[0]
    return None


def refresh_recent(*, on=None) -> int:
    """Everyone whose appointments began or ended lately, and those whose last day has
    passed; returns how many changed."""
    from corpu.people.actions.persons import close_account

    on = on or today()
    recent = Appointment.objects.filter(
        Q(started_on__range=(on - WINDOW, on)) | Q(ended_on__range=(on - WINDOW, on))
    )
    ids = list(recent.values_list("person", flat=True).distinct())
    changed = 0
    for start in range(0, len(ids), 500):
        changed += len(refresh_today(ids[start : start + 500], on=on))
    for person in Person.objects.filter(is_active=True, left_on__lte=on):
        close_account(person)
        changed += 1
    return changed
