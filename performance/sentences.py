"""The rule behind a figure, in words for the person whom it is about."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.templatetags.components import jp_number
from performance.models import Measure, Standing, Status


def forecast_sum(standing: Standing) -> str:
    """The forecast as a sum: what is counted, booked, and still comes at her pace."""
    text = _(
        "Forecast: %(counted)s counted + %(booked)s booked + %(pace)s at your pace "
        "= %(forecast)s of %(required)s JP by %(day)s."
    )
    return _in_its_unit(text % _figures(standing), standing)


def headline(standing: Standing) -> str:
    """One sentence that says where the person stands and what is missing."""
    return _in_its_unit(str(_sentence(standing)) % _figures(standing), standing)


def _in_its_unit(text: str, standing: Standing) -> str:
    """The sentence of a target that counts sessions, courses or a programme: "JP" is one
    word in both languages, and stands in these sentences for what is counted alone."""
    if standing.target.measure == Measure.JP:
        return text
    return text.replace("JP", standing.target.unit_word)


def _sentence(standing: Standing) -> str:
    ended = standing.ends_on < today()
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
    text = _(
        "Pace: what ended in the last 365 days × %(days)s days left ÷ 365 = %(pace)s JP."
    )
    left = max((standing.ends_on - max(today(), _day_before(standing))).days, 0)
    return _in_its_unit(text % {"days": left, "pace": jp_number(standing.pace)}, standing)


def _day_before(standing: Standing) -> datetime.date:
    """From which day on the days of the period are left."""
    return standing.starts_on - datetime.timedelta(days=1)


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
        "day": date_format(standing.ends_on, "j F"),
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
    if turn.status != standing.status and more > 0:
        text = _("Since %(day)s: from %(before)s to %(now)s, %(jp)s JP more.") % data
    elif turn.status != standing.status and more < 0:
        text = _("Since %(day)s: from %(before)s to %(now)s, %(jp)s JP less.") % data
    elif turn.status != standing.status:
        return _("Since %(day)s: from %(before)s to %(now)s.") % data
    elif more > 0:
        text = _("Since %(day)s: %(jp)s JP more.") % data
    elif more < 0:
        text = _("Since %(day)s: %(jp)s JP less.") % data
    else:
        return _("Nothing has changed since %(day)s.") % data
    return _in_its_unit(text, standing)
