"""Who may do what in coaching."""

from collections import defaultdict

from coaching.models import Coach, Engagement, Session
from corpu.lib.clock import today
from corpu.people.models import Appointment, Delegation, Person


def is_coach(person) -> bool:
    """On the register today."""
    return Coach.objects.active().filter(person=person).exists()


def may_log(viewer, engagement: Engagement) -> bool:
    """Only the coach logs, and only while the engagement is active."""
    active = engagement.state == Engagement.State.ACTIVE
    return active and engagement.coach.person_id == viewer.pk


def may_sign(viewer, session: Session) -> bool:
    """Only the coachee signs or disputes what the coach logged."""
    return session.engagement.coachee_id == viewer.pk


def may_correct(viewer, session: Session) -> bool:
    """Only the coach corrects or withdraws what she logged."""
    return session.engagement.coach.person_id == viewer.pk


def may_keep_register(viewer) -> bool:
    """HR keeps the register of coaches."""
    return viewer.has_role("hr")


def in_one_line(one: Person, other: Person) -> bool:
    """True if either leads the other: directly, up the line, as head or acting head of a
    unit above, or as the deputy of one of these.

    The reporting line is never matched: a coachee must be free to speak.
    """
    return other.pk in line_over(one) or one.pk in line_over(other)


def line_over(person: Person) -> set[int]:
    """Ids of everybody who leads this person today, and of their deputies."""
    above = _leaders(person)
    if person.unit_id:
        heads = Appointment.objects.on(today()).filter(
            unit__in=person.unit.ancestor_ids, leads=True
        )
        above |= set(heads.values_list("person", flat=True))
    above.discard(person.pk)
    deputies = Delegation.objects.active().filter(person__in=above)
    above |= set(deputies.values_list("deputy", flat=True))
    return above - {person.pk}


def _leaders(person: Person, levels: int = 20) -> set[int]:
    """Ids of the leaders above, as the HR data name them."""
    above: set[int] = set()
    current = person.leader_id
    while current and current not in above and len(above) < levels:
        above.add(current)
        parent = Person.objects.filter(pk=current).values_list("leader", flat=True)
        current = parent.first()
    return above


def lines_over(people) -> dict[int, set[int]]:
    """What `line_over` says of each of these people, in a few questions for all of them.
    Their units are joined."""
    people = list(people)
    leaders = _leaders_of_all(people)
    heads = _heads_of(people)
    over = {
        person.pk: _chain(person.pk, leaders) | heads[person.pk] - {person.pk}
        for person in people
    }
    everybody = set().union(*over.values())
    deputies: dict[int, set[int]] = defaultdict(set)
    rows = Delegation.objects.active().filter(person__in=everybody)
    for one, deputy in rows.values_list("person", "deputy"):
        deputies[one].add(deputy)
    return {
        pk: (above | set().union(*(deputies[one] for one in above))) - {pk}
        for pk, above in over.items()
    }


def _leaders_of_all(people, levels: int = 20) -> dict[int, int]:
    """Who leads whom, for these people and everybody above them."""
    known = {person.pk: person.leader_id for person in people}
    for _level in range(levels):
        unknown = {pk for pk in known.values() if pk} - set(known)
        if not unknown:
            break
        known |= dict(Person.objects.filter(pk__in=unknown).values_list("pk", "leader"))
    return known


def _chain(pk: int, leaders: dict[int, int], levels: int = 20) -> set[int]:
    above: set[int] = set()
    current = leaders.get(pk)
    while current and current not in above and len(above) < levels:
        above.add(current)
        current = leaders.get(current)
    return above - {pk}


def _heads_of(people) -> dict[int, set[int]]:
    """Heads and acting heads of the units of each person, and of those above."""
    units = {p.pk: p.unit.ancestor_ids if p.unit_id else [] for p in people}
    heads: dict[int, set[int]] = defaultdict(set)
    rows = Appointment.objects.on(today()).filter(
        unit__in=set().union(*units.values()), leads=True
    )
    for unit, person in rows.values_list("unit", "person"):
        heads[unit].add(person)
    return {pk: set().union(*(heads[unit] for unit in ids)) for pk, ids in units.items()}


def coaches_in_line(person: Person, coaches) -> set[int]:
    """Ids of the people among `coaches` who stand in one line with this person: what
    `in_one_line` says of each, in a few questions for all."""
    ids = {coach.person_id for coach in coaches}
    return (line_over(person) & ids) | _below(person, ids)


def _below(person: Person, ids: set[int]) -> set[int]:
    """Those of `ids` whom she leads, or whose leader's queue she works on."""
    deputyships = Delegation.objects.active().filter(deputy=person)
    heads = {person.pk, *deputyships.values_list("person", flat=True)}
    led = Appointment.objects.on(today()).filter(person__in=heads, leads=True)
    below: set[int] = set()
    for head, path in led.values_list("person", "unit__path"):
        found = Person.objects.filter(pk__in=ids, unit__path__startswith=path)
        below |= set(found.exclude(pk=head).values_list("pk", flat=True))
    if Person.objects.filter(leader__in=heads).exists():
        below |= _with_leader_in(ids, heads)
    return below - {person.pk}


def _with_leader_in(ids: set[int], heads: set[int], levels: int = 20) -> set[int]:
    """Those of `ids` above whom one of `heads` stands, as the HR data name leaders."""
    above = dict(Person.objects.filter(pk__in=ids).values_list("pk", "leader"))
    found: set[int] = set()
    for _level in range(levels):
        found |= {pk for pk, leader in above.items() if leader in heads}
        above = {pk: leader for pk, leader in above.items() if leader and pk not in found}
        if not above:
            break
        rows = Person.objects.filter(pk__in=set(above.values()))
        parents = dict(rows.values_list("pk", "leader"))
        above = {pk: parents.get(leader) for pk, leader in above.items()}
    return found
