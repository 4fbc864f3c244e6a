"""What nudges tell people: at most two a week reach one person, over everything."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

register(
    "performance.nudge",
    group="performance",
    title=_("%(gap_jp)s JP to go for: %(target)s"),
    body=_(
        "This would bring you %(item_jp)s of them before %(ends_on)s: %(item)s. "
        "It can be taken now."
    ),
    is_nudge=True,
)
register(
    "performance.team_week",
    group="performance",
    title=_("This week %(number)s of your people are at risk"),
    body=_("%(names)s. The page shows what would close each gap."),
    is_nudge=True,
)
register(
    "performance.flag_passed_on",
    group="performance",
    title=_("Nothing has moved for %(days)s days: %(name)s"),
    body=_(
        "%(gap_jp)s JP are missing for: %(target)s. Open the closing plan and agree on "
        "it together, or decide about an exemption."
    ),
)
