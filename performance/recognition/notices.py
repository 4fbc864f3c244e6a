"""What thanks and recognition tell people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

register(
    "recognition.thanked",
    group="performance",
    title=_("%(name)s thanks you"),
    body=_("%(reason)s"),
    mail=False,
)
register(
    "recognition.recognised",
    group="performance",
    title=_("%(name)s recognises what you did"),
    body=_("%(reason)s"),
)
register(
    "recognition.moderated",
    group="performance",
    title=_("HR withdrew what you wrote"),
    body=_("Reason: %(reason)s"),
)
register(
    "recognition.team_certified",
    group="performance",
    title=_("Your team received a certificate: %(title)s"),
    body=_("%(unit)s. Anyone can check it with its QR code."),
    mail=False,
)
register(
    "recognition.team_withdrawn",
    group="performance",
    title=_("A team certificate was withdrawn: %(unit)s"),
    body=_("%(reason)s"),
)
