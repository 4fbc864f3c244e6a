"""Downloads of a unit's dashboard."""

from django.utils.translation import gettext as _

from corpu.home.dashboard import Dashboard
from performance import rollups
from performance.actions.folding import settle

UNIT_COLUMNS = ["met", "on_track", "at_risk", "unmet", "exempt"]


def unit_table(board: Dashboard) -> tuple[list[str], list[list]]:
    """Header and rows of the download by unit."""
    header = [_("Code"), _("Unit"), _("Year"), _("Met"), _("On track"), _("At risk")]
    header += [_("Unmet"), _("Exempt"), _("Met in per cent")]
    settle()
    rows = [
        [unit.code, unit.name, board.year]
        + [sub.counts[name] for name in UNIT_COLUMNS]
        + [sub.share]
        for unit, sub in rollups.Figures(
            tuple(board.parts()), board.year, board.target
        ).by_unit()
    ]
    return header, rows


def form_table(board: Dashboard) -> tuple[list[str], list[list]]:
    """Header and rows of the download by form of learning."""
    header = [
        _("Form"),
        _("Class of learning"),
        _("Year"),
        _("Recognised JP"),
        _("Facts"),
    ]
    settle()
    rows = [
        [form.name, form.get_learning_class_display(), board.year, jp, facts]
        for form, jp, facts in board.kept().jp().by_form()
    ]
    return header, rows
