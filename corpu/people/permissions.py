"""Who may do what to people, units and roles. Which rows: see the querysets."""

from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.models import Person, Role, RoleGrant, Unit
from corpu.people.models.access import OFFICE_ROLES


def is_hr(viewer: Person) -> bool:
    """True if `viewer` keeps the data of some people."""
    return viewer.is_superuser or viewer.has_role(Role.HR)


def is_national_hr(viewer: Person) -> bool:
    """True if `viewer` keeps the data of the whole installation."""
    grants = viewer.active_grants()
    national = any(g.role == Role.HR and g.unit_id is None for g in grants)
    return viewer.is_superuser or national


def may_read_log(viewer: Person) -> bool:
    """HR and auditors read the decision log."""
    return viewer.is_superuser or viewer.has_role(Role.HR, Role.AUDITOR)


def may_manage(viewer: Person, person: Person) -> bool:
    """True if `viewer` keeps the data of `person`."""
    return Person.objects.managed_by(viewer).filter(pk=person.pk).exists()


def may_see_leave(viewer: Person, person: Person) -> bool:
    """True if `viewer` may know of what kind the leave of `person` is: herself, her own
    leader (or whoever stands in), and those who keep or audit her data. Whoever leads
    further above sees that she is away, not why."""
    if viewer.pk == person.pk or (
        person.leader_id is not None
        and (viewer.pk == person.leader_id or person.leader_id in viewer.stands_in_for())
    ):
        return True
    kept = Person.objects.managed_by(viewer, *OFFICE_ROLES)
    return kept.filter(pk=person.pk).exists()


def may_place_in(viewer: Person, unit: Unit | None) -> bool:
    """True if `viewer` may put people or units below `unit` (None: the very top)."""
    if unit is None:
        return is_national_hr(viewer)
    return Unit.objects.managed_by(viewer).filter(pk=unit.pk).exists()


def may_grant(viewer: Person, grant: RoleGrant) -> bool:
    """Nobody gives herself a role; an office over a unit comes from above that unit."""
    if viewer.is_superuser:
        return True
    if grant.person_id == viewer.pk or not may_manage(viewer, grant.person):
        return False
    if grant.provider_id is not None:
        return keeps_an_institution(viewer)
    return may_place_in(viewer, grant.unit)


def keeps_an_institution(viewer: Person) -> bool:
    """True for HR of a whole institution: agencies belong to none of its branches."""
    grants = [g for g in viewer.active_grants() if g.role == Role.HR]
    return any(grant.unit_id is None or grant.unit.depth == 1 for grant in grants)


def may_open_account(viewer: Person, person: Person) -> bool:
    """True if `viewer` may change how `person` signs in (address, code, merging).

    Whoever opens an account acts with its roles: the offices of its owner must lie
    within the care of `viewer`.
    """
    if viewer.is_superuser or viewer.pk == person.pk:
        return True
    offices = RoleGrant.objects.filter(person=person, role__in=OFFICE_ROLES)
    offices = offices.exclude(ended_on__lt=today()).select_related("unit")
    return not person.is_superuser and all(
        may_place_in(viewer, office.unit) for office in offices
    )


def account_guard(viewer: Person):
    """`not may_open_account` for many people: asks only about those with an office."""
    offices = RoleGrant.objects.filter(role__in=OFFICE_ROLES)
    holders = set(offices.values_list("person", flat=True))

    def is_guarded(person: Person) -> bool:
        held = person.is_superuser or person.pk in holders
        return held and not may_open_account(viewer, person)

    return is_guarded


def refuse_account_above(viewer: Person | None, person: Person) -> None:
    """Refuse an act on the sign-in of someone whose office reaches further."""
    if viewer and not may_open_account(viewer, person):
        raise Refused(
            "office_above",
            _(
                "%(name)s holds an office beyond your care. Ask the HR office above to do this."
            )
            % {"name": person.full_name},
        )


def may_decide(viewer: Person) -> bool:
    """True for those whose queue holds other people's requests."""
    return viewer.is_leader or is_hr(viewer) or bool(viewer.stands_in_for())
