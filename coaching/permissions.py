"""Who may do what in coaching."""

from coaching.models import Coach, Engagement, Session
from corpu.people.models import Person


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


def may_keep_register(viewer) -> bool:
    """HR keeps the register of coaches."""
    return viewer.has_role("hr")


def in_one_line(one: Person, other: Person) -> bool:
    """True if either leads the other, directly, up the line or as acting head.

    The reporting line is never matched: a coachee must be free to speak.
    """
    for leader, follower in ((one, other), (other, one)):
        if Person.objects.led_by(leader).filter(pk=follower.pk).exists():
            return True
        if leader.pk in _line_above(follower):
            return True
    return False


def _line_above(person: Person, levels: int = 8) -> set[int]:
    """Ids of the leaders above, over at most so many levels."""
    above: set[int] = set()
    current = person.leader_id
    while current and current not in above and len(above) < levels:
        above.add(current)
        parent = Person.objects.filter(pk=current).values_list("leader", flat=True)
        current = parent.first()
    return above
