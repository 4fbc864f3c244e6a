"""Roles: given and taken, over a unit or at a provider."""

import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person, RoleGrant
from corpu.people.models.access import PROVIDER_ROLES
from corpu.people.permissions import may_grant


def call_grant_followers(person: Person) -> None:
    """Tell `settings.GRANT_FOLLOWERS` that a person's roles changed."""
    person.__dict__.pop("_grants", None)
    for path in settings.GRANT_FOLLOWERS:
        import_string(path)(person)


def snapshot(grant: RoleGrant) -> dict:
    """A role as the decision log keeps it."""
    return {
        "role": grant.role,
        "unit": grant.unit.code if grant.unit else None,
        "provider": grant.provider.code if grant.provider else None,
        "from": str(grant.started_on),
        "until": str(grant.ended_on) if grant.ended_on else None,
    }


@transaction.atomic
def give_role(
    person: Person, *, role, by, unit=None, provider=None, started_on=None,
    ended_on=None, reason="",
) -> RoleGrant:  # fmt: skip
    """Give a role; the same role at the same place twice is refused."""
    grant = RoleGrant(
        person=person, role=role, unit=unit, provider=provider,
        started_on=started_on or today(), ended_on=ended_on,
    )  # fmt: skip
    _refuse_wrong_place(grant)
    if not may_grant(by, grant):
        if by.pk == person.pk:
            raise Refused(
                "own_role", _("Nobody gives herself a role. Ask another HR officer.")
            )
        raise PermissionDenied
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # one at a time
    known = RoleGrant.objects.active(grant.started_on).filter(
        person=person, role=role, unit=unit, provider=provider
    )
    if known.exists():
        raise Refused("role_held", _("She holds this role there already."), field="role")
    grant.save()
    log_decision(
        "role.given", by=by, person=person, subject=grant, reason=reason,
        after=snapshot(grant),
    )  # fmt: skip
    call_grant_followers(person)
    return grant


def _refuse_wrong_place(grant: RoleGrant) -> None:
    if grant.role in PROVIDER_ROLES:
        if not grant.provider_id or grant.unit_id:
            raise Refused(
                "role_needs_provider",
                _("This role is held at a training agency. Choose one, and no unit."),
                field="provider",
            )
    elif grant.provider_id:
        raise Refused(
            "role_over_unit",
            _("This role is held over a unit, not at a training agency."),
            field="provider",
        )
    if grant.ended_on and grant.ended_on < grant.started_on:
        raise Refused(
            "role_days_reversed",
            _("The last day lies before the first. Exchange them."),
            field="ended_on",
        )


@transaction.atomic
def end_role(grant: RoleGrant, *, by, on=None, reason="") -> None:
    """Take a role; its last day was yesterday, or it is `on`."""
    if not may_grant(by, grant):
        raise PermissionDenied
    last_day = on or today() - datetime.timedelta(days=1)
    before = snapshot(grant)
    if last_day < grant.started_on:
        grant.delete()
    else:
        grant.ended_on = last_day
        grant.save(update_fields=["ended_on"])
    log_decision(
        "role.ended", by=by, person=grant.person, subject=grant, reason=reason,
        before=before, until=str(last_day),
    )  # fmt: skip
    call_grant_followers(grant.person)
