"""What rehearsals tell people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

register(
    "rehearsals.done",
    group="decisions",
    title=_("The rehearsal is done: %(draft)s, %(year)s"),
    body=_("%(people)s people would change status. Open it to see who and why."),
)
