"""Pages of long lists whose rows are wide."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def rows_of(rows: QuerySet, keys: list) -> list:
    """The rows with these numbers, in their order."""
    found = {row.pk: row for row in rows.order_by().filter(pk__in=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def first_rows(rows: QuerySet, number: int) -> list:
    """The first rows of a list, found by number before they are fetched."""
    return rows_of(rows, list(rows.values_list("pk", flat=True)[:number]))


class NarrowPaginator(Paginator):
    """Sorts the numbers of the rows alone, and fetches the rows of one page by number.

    Two small statements instead of one that sorts everything that the rows, and what
    they are joined with, hold: at the size of a nation that is most of a page's time.
    """

    object_list: QuerySet

    def page(self, number):
        """One page, in the order of the list."""
        number = self.validate_number(number)
        keys = list(self.keys((number - 1) * self.per_page))
        return Page(rows_of(self.object_list, keys), number, self)

    def keys(self, first: int) -> QuerySet:
        """The numbers of the rows of one page, from the row at place `first` on."""
        keys = self.object_list.values_list("pk", flat=True)
        return keys[first : first + self.per_page]
