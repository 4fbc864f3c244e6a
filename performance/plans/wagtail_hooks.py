"""The office drafts the matrix and the calendar in the editor; a second person publishes."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.lib.drafting import DraftForm
from performance.dated_editing import LAW_PANELS, register_dated
from performance.plans import rules
from performance.plans.models import (
    CycleCalendar,
    Predicate,
    PredicateMatrix,
    Rating,
)


def _cell_field(key: str) -> forms.ChoiceField:
    result, behaviour = key.split("/")
    label = format_lazy(
        "{}: {} · {}: {}",
        _("Results"),
        Rating(result).label,
        _("Behaviour"),
        Rating(behaviour).label,
    )
    return forms.ChoiceField(label=label, choices=Predicate.choices)


def cell_name(key: str) -> str:
    """The name of the form field of one cell."""
    return f"cell_{key.replace('/', '_')}"


# A form with one choice for each of the nine fields.
CellsForm = type(DraftForm)(
    "CellsForm", (DraftForm,), {cell_name(key): _cell_field(key) for key in rules.CELLS}
)


class MatrixForm(CellsForm):
    """Nine choices instead of a piece of JSON."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key in rules.CELLS:
            self.fields[cell_name(key)].initial = self.instance.cells.get(key)

    def clean(self):
        """A better rating never gives a worse predicate."""
        data = super().clean()
        cells = {key: data.get(cell_name(key)) for key in rules.CELLS}
        for fault in rules.matrix_faults(cells):
            key = fault.partition(":")[2]
            message = _("A better rating must not give a worse predicate.")
            self.add_error(cell_name(key), message)
        self.instance.cells = cells
        return data


class MatrixViewSet(SnippetViewSet):
    model = PredicateMatrix
    icon = "table"
    menu_label = _("Matrix of predicates")
    list_display = ["__str__", "valid_from", "live", "is_confirmed"]
    copy_view_enabled = False
    panels = [
        HelpPanel(content=_("Choose the predicate of each pair of ratings.")),
        *[FieldPanel(cell_name(key)) for key in rules.CELLS],
        *LAW_PANELS,
    ]


class CalendarViewSet(SnippetViewSet):
    model = CycleCalendar
    icon = "date"
    menu_label = _("Calendar of the cycle")
    list_display = ["__str__", "valid_from", "live"]
    copy_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("plan_days"), FieldPanel("feedback_days")]),
        FieldRowPanel([FieldPanel("quarter_days"), FieldPanel("year_days")]),
        FieldRowPanel([FieldPanel("objection_days"), FieldPanel("decision_days")]),
        FieldPanel("escalate_days"),
        *LAW_PANELS,
    ]


register_dated(MatrixViewSet, MatrixForm)
register_dated(CalendarViewSet)
