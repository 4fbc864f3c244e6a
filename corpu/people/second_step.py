"""Two-step sign-in: offered to all, advised to those who decide, required where
`settings.REQUIRE_MFA_ROLES` says so."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from corpu.people.permissions import may_decide


def is_required(person) -> bool:
    """True if she holds a role that must sign in by two steps, and does not yet."""
    roles = settings.REQUIRE_MFA_ROLES
    if not roles or is_mfa_enabled(person):
        return False
    leads = "leader" in roles and person.is_leader
    return leads or person.has_role(*roles)


def is_advised(person) -> bool:
    """True if she decides about others and signs in by one step alone."""
    return may_decide(person) and not is_mfa_enabled(person)
