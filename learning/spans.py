"""Lengths of time in words."""

from django.utils.translation import ngettext


def span(seconds: int) -> str:
    """ "45 seconds" below two minutes, else "12 minutes", rounded to the nearest."""
    if seconds < 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {
            "count": seconds
        }
    minutes = round(seconds / 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def hold_in_words(hold) -> dict[str, str]:
    """What a hold compares: the person's own time, the others', and the limit."""
    return {
        "own": span(hold.seconds),
        "median": span(hold.median),
        "limit": span(hold.limit),
    }
