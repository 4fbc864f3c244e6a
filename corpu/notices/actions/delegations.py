"""A deputy hears that a queue was handed to her."""

from django.urls import reverse

from corpu.notices.actions.telling import tell


def tell_deputy(delegation) -> None:
    """Follower of delegations: called when one was given."""
    tell(
        delegation.deputy,
        "decisions.handed_over",
        source=f"delegation:{delegation.pk}",
        url=reverse("people:delegation"),
        name=delegation.person.full_name,
        starts_on=delegation.started_on,
        ends_on=delegation.ended_on,
    )
