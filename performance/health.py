"""What the health page asks of performance."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from corpu.lib.clock import local_day
from corpu.lib.health import Finding
from performance.actions import proving


def standings() -> Finding:
    """Did last night's recount of a sample find the standings as they are kept?"""
    label, check = _("Standings"), proving.latest()
    if check is None:
        return Finding("standings", label, True, _("Not proved yet."))
    ok = not check.differences and not proving.is_late(check)
    detail = _("%(differences)d differences among %(people)d people on %(day)s.") % {
        "differences": check.differences,
        "people": check.people,
        "day": date_format(local_day(check.at), "j F Y"),
    }
    return Finding("standings", label, ok, detail)
