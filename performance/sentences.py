"""The rule behind a figure, in words for the person whom it is about."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.templatetags.components import jp_number
from performance.models import Standing, Status
from performance.rules import days_left, has_ended, last_day


def forecast_sum(standing: Standing) -> str:
    """The forecast as a sum: what is counted, booked, and still comes at her pace."""
    return _(
        "Forecast: %(counted)s counted + %(booked)s booked + %(pace)s at your pace "
        "= %(forecast)s of %(required)s JP by %(day)s."
    ) % _figures(standing)


def headline(standing: Standing) -> str:
    """One sentence that says where the person stands and what is missing."""
    return str(_sentence(standing)) % _figures(standing)


def _sentence(standing: Standing) -> str:
    ended = has_ended(standing.year, today())
    if standing.status == Status.EXEMPT:
        return _("Exempt in this year by a decision of HR.")
    if standing.target.is_ceiling:
        if standing.is_warning:
            return _("%(excess)s JP more than the ceiling of %(required)s JP.")
        return _("%(counted)s JP so far; the ceiling is %(required)s JP.")
    if standing.status == Status.MET:
        return _("The target is met: %(counted)s of %(required)s JP are counted.")
    if ended:
        return _("The year has ended %(gap)s JP short of the target.")
    if standing.status == Status.ON_TRACK:
        if standing.forecast < standing.required:
            return _(
                "%(gap)s JP to go. The first 60 days without history are not judged."
            )
        return _("%(gap)s JP to go, and your forecast covers them.")
    return _("%(gap)s JP to go; at your pace %(short)s JP will be missing on %(day)s.")


def pace_rule(standing: Standing) -> str:
    """How the pace was reckoned, with the days that are left."""
    return _(
        "Pace: what ended in the last 365 days × %(days)s days left ÷ 365 = %(pace)s JP."
    ) % {
        "days": days_left(standing.year, today()),
        "pace": jp_number(standing.pace),
    }


def _figures(standing: Standing) -> dict[str, str]:
    short = max(standing.required - standing.forecast, 0)
    return {
        "counted": jp_number(standing.counted),
        "booked": jp_number(standing.booked),
        "pace": jp_number(standing.pace),
        "forecast": jp_number(standing.forecast),
        "required": jp_number(standing.required),
        "gap": jp_number(standing.gap),
        "short": jp_number(short),
        "excess": jp_number(standing.excess),
        "day": date_format(last_day(standing.year), "j F"),
    }


def since_month(standing: Standing) -> str:
    """What has changed since the month began, in one sentence; empty where the standing
    was not there yet or its period is over."""
    month = today().replace(day=1)
    turn = standing.at_turn_of(month)
    if turn is None or standing.ends_on < today():
        return ""
    more = standing.counted - turn.counted
    data = {
        "day": date_format(month, "j F"),
        "jp": jp_number(abs(more)),
        "before": Status(turn.status).label,
        "now": standing.get_status_display(),
    }
    if turn.status != standing.status:
        return _("Since %(day)s: from %(before)s to %(now)s.") % data
    if more > 0:
        return _("Since %(day)s: %(jp)s JP more.") % data
    if more < 0:
        return _("Since %(day)s: %(jp)s JP less.") % data
    return _("Nothing has changed since %(day)s.") % data
