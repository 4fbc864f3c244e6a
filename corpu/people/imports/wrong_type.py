"""A file that is no table, whatever its name says."""

from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused


def wrong_type() -> Refused:
    """The refusal of such a file, with the remedy."""
    return Refused(
        "wrong_type",
        _("This file is neither XLSX nor CSV. Save the table as one of these."),
    )
