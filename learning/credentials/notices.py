"""What certificates must tell people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register


def register_all() -> None:
    """Teach the house the sentences of certificates."""
    register(
        "credentials.issued",
        group="learning",
        title=_("Your certificate is ready: %(title)s"),
        body=_("Number %(number)s. Anyone can check it with its QR code."),
        mail=False,
    )
    register(
        "credentials.withdrawn",
        group="learning",
        title=_("A certificate was withdrawn: %(title)s"),
        body=_("Number %(number)s is no longer valid. Reason: %(reason)s"),
    )
