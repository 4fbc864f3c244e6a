"""Which acts are allowed: predicates, answered with 403 where false."""

from corpu.people.models.access import PROVIDER_ROLES, Role


def may_decide(viewer, enrolment) -> bool:
    """The decider of the request, who stands in for her, or HR where none is named."""
    from learning.models import Enrolment

    waiting = Enrolment.objects.filter(pk=enrolment.pk)
    if enrolment.state != Enrolment.State.REQUESTED:
        return viewer.pk == enrolment.decider_id
    return waiting.waiting_for(viewer).exists()


def may_assign(viewer, person) -> bool:
    """Who leads the person, or is HR over her; nobody assigns to herself."""
    from corpu.people.models import Person

    if viewer.pk == person.pk:
        return False
    if Person.objects.led_by(viewer).filter(pk=person.pk).exists():
        return True
    return Person.objects.managed_by(viewer, Role.HR).filter(pk=person.pk).exists()


def may_invite(viewer, person, course) -> bool:
    """Who runs the courses of the agency, or leads the person, or is HR over her."""
    if viewer.pk == person.pk:
        return False
    runs = works_at(viewer, course.provider, Role.MANAGER, Role.INSTRUCTOR)
    return runs or may_assign(viewer, person)


def may_withdraw(viewer, enrolment) -> bool:
    """Nobody withdraws another."""
    return viewer.pk == enrolment.person_id


def works_at(viewer, provider, *roles: str) -> bool:
    """True if `viewer` holds one of `roles` (any, if none is named) there today."""
    wanted = roles or PROVIDER_ROLES
    return any(
        grant.provider_id == provider.pk and grant.role in wanted
        for grant in viewer.active_grants()
    )


def may_take_demand(viewer, provider) -> bool:
    """Who answers demand for the agency: its managers, authors and instructors."""
    return works_at(viewer, provider, Role.MANAGER, Role.AUTHOR, Role.INSTRUCTOR)


def may_see_participants(viewer, course) -> bool:
    """Staff of the course's agency who run it; authors only write."""
    return works_at(viewer, course.provider, Role.MANAGER, Role.REVIEWER, Role.INSTRUCTOR)


def may_withdraw_course(viewer, course) -> bool:
    """Who takes a course out of the catalogue."""
    return works_at(viewer, course.provider, Role.MANAGER, Role.REVIEWER)


def may_void_evidence(viewer, evidence) -> bool:
    """HR over the person, never for herself."""
    from learning.models.evidence import overseen_by

    if evidence.person_id == viewer.pk:
        return False
    return overseen_by(viewer, Role.HR).filter(pk=evidence.person_id).exists()


def may_decide_evidence(viewer, evidence) -> bool:
    """Whoever it waits for today; never its owner."""
    from learning.models import Evidence

    return Evidence.objects.waiting_for(viewer).filter(pk=evidence.pk).exists()
