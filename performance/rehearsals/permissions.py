"""Who rehearses drafts: those who may publish them."""

from corpu.ledger.models import Rate
from corpu.ledger.permissions import may_publish_rates
from corpu.people.models import Person
from performance.models import Target
from performance.permissions import may_set_targets


def may_rehearse(viewer: Person, draft: Target | Rate) -> bool:
    """HR of the whole installation, for targets and for rates."""
    if isinstance(draft, Target):
        return may_set_targets(viewer)
    return may_publish_rates(viewer)


def may_see_rehearsals(viewer: Person) -> bool:
    """Those who see drafts: HR and auditors."""
    return viewer.is_superuser or viewer.has_role("hr", "auditor")
