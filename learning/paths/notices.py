"""What a path must tell people."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.notices.actions import tell
from corpu.notices.sentences import register


def register_all() -> None:
    """Teach the house the sentences of paths."""
    register(
        "paths.joined",
        group="learning",
        title=_("You are on the way: %(title)s"),
        body=_("The path shows the next step, and keeps your place."),
    )
    register(
        "paths.handed_in",
        group="decisions",
        title=_("%(name)s has reached a milestone"),
        body=_("%(title)s. Confirm it, or send it back with a reason."),
    )
    register(
        "paths.decided",
        group="learning",
        title=_("Your milestone was read: %(title)s"),
        body=_("%(answer)s"),
    )
    register(
        "paths.completed",
        group="learning",
        title=_("Completed: %(title)s"),
        body=_("Every required step is done. Your certificate is here."),
    )


def _page(membership) -> str:
    return reverse("paths:member", args=[membership.public_id])


def tell_joined(membership) -> None:
    """To the member: where to go on."""
    tell(
        membership.person,
        "paths.joined",
        source=f"path:{membership.public_id}:joined",
        url=_page(membership),
        title=membership.version.title,
    )


def tell_handed_in(done, person) -> None:
    """To whoever confirms: a milestone waits."""
    member = done.membership
    tell(
        person,
        "paths.handed_in",
        source=f"milestone:{done.pk}:{done.handed_in_at:%Y%m%d%H%M%S}:{person.pk}",
        url=_page(member),
        name=member.person.full_name,
        title=done.step.title,
    )


def tell_decided(done) -> None:
    """To the member: confirmed, or sent back with a reason."""
    tell(
        done.membership.person,
        "paths.decided",
        source=f"milestone:{done.pk}:{done.decided_at:%Y%m%d%H%M%S}:decided",
        url=_page(done.membership),
        title=done.step.title,
        answer=done.reason or "✓",
    )


def tell_completed(membership) -> None:
    """To the member: she is through."""
    tell(
        membership.person,
        "paths.completed",
        source=f"path:{membership.public_id}:completed:{membership.completed_at:%Y%m%d}",
        url=_page(membership),
        title=membership.version.title,
    )
