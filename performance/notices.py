"""What performance tells people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

register(
    "performance.at_risk",
    group="performance",
    title=_("Your learning target is at risk: %(target)s"),
    body=_(
        "At your pace you will have %(forecast_jp)s of %(required_jp)s JP at the end of "
        "the year. Open the page to see what would close the gap of %(gap_jp)s JP."
    ),
    weekly_limit=2,
)
register(
    "performance.exempted",
    group="performance",
    title=_("You are exempt this year: %(target)s"),
    body=_("HR decided it for this reason: %(reason)s"),
)
