"""What career gates tell people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

register(
    "careers.check_accepted",
    group="decisions",
    title=_("A requirement was accepted after a check: %(post)s"),
    body=_("HR decided: %(reason)s It holds until %(valid_until_on)s."),
)
register(
    "careers.check_refused",
    group="decisions",
    title=_("A requirement was not accepted after a check: %(post)s"),
    body=_("HR decided: %(reason)s You may ask again with other proof."),
)
