"""What development tells people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

register(
    "development.proposed",
    group="decisions",
    title=_("%(name)s proposes a development plan for %(year)s"),
    body=_("Read it with her, agree, or return it with what should change."),
)
register(
    "development.agreed",
    group="performance",
    title=_("Your development plan %(year)s is agreed"),
    body=_("%(name)s signed it. Its lines are realised by your learning records."),
)
register(
    "development.returned",
    group="performance",
    title=_("Your development plan %(year)s was returned"),
    body=_("%(name)s wrote: %(reason)s"),
)
register(
    "development.comment",
    group="performance",
    title=_("%(name)s wrote about the development plan %(year)s"),
    mail=False,
)
