"""What stands in the way of a closing plan, as sentences for the person."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.lib.templatetags.components import jp_number

# Why openings cannot be taken -> sentence for so many of them.
SENTENCES = {
    "known": lambda n: (
        ngettext(
            "%(n)d opening is of something that you have learnt or booked in this period.",
            "%(n)d openings are of what you have learnt or booked in this period.",
            n,
        )
        % {"n": n}
    ),
    "line": lambda n: (
        ngettext(
            "%(n)d coach stands in your line of report.",
            "%(n)d coaches stand in your line of report.",
            n,
        )
        % {"n": n}
    ),
    "full": lambda n: (
        ngettext(
            "%(n)d opening has no free place.", "%(n)d openings have no free place.", n
        )
        % {"n": n}
    ),
    "late": lambda n: (
        ngettext(
            "%(n)d opening ends after the period, or can no longer be taken.",
            "%(n)d openings end after the period, or can no longer be taken.",
            n,
        )
        % {"n": n}
    ),
    "clash": lambda n: (
        ngettext(
            "%(n)d opening falls on days on which you are away or booked.",
            "%(n)d openings fall on days on which you are away or booked.",
            n,
        )
        % {"n": n}
    ),
}


def beyond_caps(nominal, brings) -> str:
    """The caps of the forms cut what the openings would bring by themselves."""
    text = _(
        "The caps of the forms: what is open would be %(nominal)s, and %(brings)s "
        "of it count."
    )
    return text % {"nominal": jp_number(nominal), "brings": jp_number(brings)}


def too_little(brings, gap) -> str:
    """There is simply not enough."""
    text = _("All that fits together brings %(brings)s of the %(gap)s that are missing.")
    return text % {"brings": jp_number(brings), "gap": jp_number(gap)}


def part_short(name: str, missing, brings) -> str:
    """A part inside the target lacks what nothing open brings."""
    text = _(
        "The part “%(part)s” still misses %(missing)s, and what is open brings "
        "%(brings)s of it."
    )
    numbers = {"missing": jp_number(missing), "brings": jp_number(brings)}
    return text % {"part": name, **numbers}


def part_full(name: str) -> str:
    """More of this part counts nothing."""
    return _("Of “%(part)s” no more counts toward the whole.") % {"part": name}
