"""What closings tell people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

register(
    "periods.close_the_year",
    group="decisions",
    title=_("The year %(year)s can be closed"),
    body=_(
        "Look through the loose ends, then let two people of HR close it. It should be "
        "closed by %(until_on)s."
    ),
)
register(
    "periods.confirm_closing",
    group="decisions",
    title=_("A closing waits for a second person: %(year)s, %(scope)s"),
    body=_("Read the checklist, then confirm the closing or leave it."),
)
register(
    "periods.confirm_reopening",
    group="decisions",
    title=_("A reopening waits for a second person: %(year)s, %(scope)s"),
    body=_("Read the reason, then confirm the reopening or leave the year closed."),
)
register(
    "periods.closed",
    group="performance",
    title=_("Your year %(year)s is closed"),
    body=_(
        "Your result is frozen on a signed page. What comes later is added below it and "
        "never changes it."
    ),
    mail=False,
)
