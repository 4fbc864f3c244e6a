"""The Corpu office keeps in the editor by which day a year has to be closed."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from performance.dated_editing import LAW_PANELS, register_dated
from performance.periods.models import Deadline


class DeadlineViewSet(SnippetViewSet):
    model = Deadline
    icon = "calendar-alt"
    menu_label = _("Last day of closing")
    list_display = ["__str__", "valid_from", "valid_to", "live"]
    panels = [FieldRowPanel([FieldPanel("day"), FieldPanel("month")]), *LAW_PANELS]


register_dated(DeadlineViewSet)
