"""What allowance recommendations tell people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

register(
    "allowance.recommended",
    group="performance",
    title=_("Your allowance recommendation for %(month)s: %(percent)s per cent"),
    body=_(
        "The page shows each part with its rule and evidence. If something is wrong you "
        "may object until %(until_on)s."
    ),
)
register(
    "allowance.objection_accepted",
    group="decisions",
    title=_("Your objection was accepted: %(month)s is now %(percent)s per cent"),
    body=_("The recommendation was reckoned again. Answer: %(reason)s"),
)
register(
    "allowance.objection_kept",
    group="decisions",
    title=_("Your recommendation for %(month)s stays at %(percent)s per cent"),
    body=_("HR answered your objection: %(reason)s"),
)
