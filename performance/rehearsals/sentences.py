"""Why a result would be another one, in one sentence."""

from django.utils.translation import gettext as _

from corpu.lib.templatetags.components import jp_number
from performance.rehearsals.models import Shift


def why(shift: Shift) -> str:
    """The reason for one difference, with its figures."""
    words = {
        "was": jp_number(shift.before_required),
        "required": jp_number(shift.after_required),
        "before": jp_number(shift.before_counted),
        "counted": jp_number(shift.after_counted),
    }
    text = str(_sentence(shift)) % words
    if _lacks_a_part(shift):
        part = _("What is missing is a part inside the target.")
        text = f"{text} {part}"
    return text


def _lacks_a_part(shift: Shift) -> bool:
    """True if the whole would be reached and the status says that it would not."""
    if shift.after_status != "unmet" or shift.after_counted is None:
        return False
    return shift.after_counted >= shift.after_required


def _sentence(shift: Shift) -> str:
    if not shift.before_status:
        return _(
            "The target would apply: %(counted)s of %(required)s would have been counted."
        )
    if not shift.after_status:
        return _("The target would no longer apply; %(before)s of %(was)s were counted.")
    asked = shift.before_required != shift.after_required
    learnt = shift.before_counted != shift.after_counted
    if asked and learnt:
        return _(
            "%(required)s instead of %(was)s would be asked for, and %(counted)s instead "
            "of %(before)s counted."
        )
    if asked:
        return _(
            "%(required)s instead of %(was)s would be asked for; %(counted)s were counted."
        )
    if learnt:
        return _(
            "%(counted)s instead of %(before)s would be counted; %(required)s are asked "
            "for."
        )
    return _("Asked for and counted stay the same; a part of the target decides.")
