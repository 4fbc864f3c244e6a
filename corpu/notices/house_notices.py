"""What the common ground itself must tell people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

register(
    "decisions.handed_over",
    group="decisions",
    title=_("%(name)s hands you the queue of decisions"),
    body=_("From %(starts_on)s until %(ends_on)s you decide in this person's name."),
)
