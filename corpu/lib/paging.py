"""Pages of long lists whose rows are wide."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class NarrowPaginator(Paginator):
    """Sorts the numbers of the rows alone, and fetches the rows of one page by number.

    Two small statements instead of one that sorts everything that the rows, and what
    they are joined with, hold: at the size of a nation that is most of a page's time.
    """

    object_list: QuerySet

    def page(self, number):
        """One page, in the order of the list."""
        number = self.validate_number(number)
        chosen = list(self.keys((number - 1) * self.per_page))
        rows = self.object_list.order_by().filter(pk__in=chosen) if chosen else []
        found = {row.pk: row for row in rows}
        return Page([found[key] for key in chosen if key in found], number, self)

    def keys(self, first: int) -> QuerySet:
        """The numbers of the rows of one page, from the row at place `first` on."""
        keys = self.object_list.values_list("pk", flat=True)
        return keys[first : first + self.per_page]
