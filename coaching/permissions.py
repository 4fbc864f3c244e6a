"""Who may do what in coaching."""

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
