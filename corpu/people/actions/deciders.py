"""Who decides about a person's requests, today.

Her direct leader from the HR data; if he has left or is away without a deputy, the head
of the nearest unit above; nobody decides for herself; HR decides for the one at the top.
"""

from corpu.lib.clock import today
from corpu.people.models import Absence, Appointment, Delegation, Person

# Of two heads of one unit, who is asked first: the one who was appointed to it for good.
ORDER = [Appointment.Kind.DEFINITIVE, Appointment.Kind.ACTING, Appointment.Kind.DAILY]


def decider_for(person: Person, on=None) -> Person | None:
    """Who decides about requests of `person` on day `on` (today); None means HR."""
    on = on or today()
    return _first_present(line_above(person, on), person, on)


def next_decider(decider: Person | None, person: Person, on=None) -> Person | None:
    """Who is asked after `decider` kept silent about `person`; None means HR."""
    if decider is None:
        return None
    on = on or today()
    line = line_above(person, on)
    ids = [candidate.pk for candidate in line]
    above = line[ids.index(decider.pk) + 1 :] if decider.pk in ids else line
    return _first_present([p for p in above if p.pk != decider.pk], person, on)


def decides_for(viewer: Person) -> list[int]:
    """Ids of the people whose queue `viewer` may work on today: herself and those who
    handed her theirs. Queues leave out what is about `viewer` herself."""
    return [viewer.pk, *viewer.stands_in_for()]


def line_above(person: Person, on) -> list[Person]:
    """Everyone who may decide about `person`, nearest first, present or not."""
    line = [person.leader] if person.leader_id else []
    line += _heads_above(person, on)
    leader = line[0] if line else None
    while leader and leader.leader_id and len(line) < 20:
        leader = leader.leader
        line.append(leader)
    seen: set[int] = {person.pk}
    return [p for p in line if p.is_active and not (p.pk in seen or seen.add(p.pk))]


def _heads_above(person: Person, on) -> list[Person]:
    """Heads of her unit and of the units above it; a unit that she heads is skipped."""
    if person.unit_id is None:
        return []
    ids = person.unit.ancestor_ids
    heads = Appointment.objects.on(on).filter(unit__in=ids, leads=True)
    heads = list(heads.select_related("person__leader"))
    own = {head.unit_id for head in heads if head.person_id == person.pk}
    depth = {unit: -place for place, unit in enumerate(ids)}
    heads.sort(key=lambda head: (depth[head.unit_id], ORDER.index(head.kind), head.pk))
    return [head.person for head in heads if head.unit_id not in own]


def _first_present(line: list[Person], person: Person, on) -> Person | None:
    """The first of `line` who is at work on day `on`, or has a deputy who is not
    `person` herself."""
    ids = [candidate.pk for candidate in line]
    away = Absence.objects.over(on, on).filter(person__in=ids)
    away = set(away.values_list("person", flat=True))
    if away:
        deputies = Delegation.objects.active(on).filter(person__in=away)
        deputies = deputies.filter(deputy__is_active=True).exclude(deputy=person)
        away -= set(deputies.values_list("person", flat=True))
    return next((candidate for candidate in line if candidate.pk not in away), None)
