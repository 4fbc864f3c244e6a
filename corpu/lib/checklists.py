"""What should be settled before a year is closed, supplied by the domains.

`settings.CLOSING_CHECKS` lists dotted paths of `Check`; a path that cannot be loaded
stops the start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.checks import Error, register
from django.db.models import QuerySet
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Check:
    """One kind of loose end.

    `rows(people, year)` gives the rows of these people (a queryset) in the calendar year;
    `line(row)` gives `{"person", "text", "url", "at"}` for the list of them. With
    `blocks` the year cannot be closed while there are any.
    """

    code: str
    title: object
    help: object
    rows: Callable[[QuerySet, int], QuerySet]
    line: Callable[[object], dict]
    blocks: bool = False


@cache
def _load(paths: tuple[str, ...]) -> tuple[Check, ...]:
    return tuple(import_string(path) for path in paths)


def closing_checks() -> tuple[Check, ...]:
    """Every check of the settings, in its order."""
    return _load(tuple(settings.CLOSING_CHECKS))


@register("corpu")
def checks_can_be_loaded(app_configs, **kwargs):
    """A check that cannot be imported would keep every year open."""
    errors = []
    for path in settings.CLOSING_CHECKS:
        try:
            import_string(path)
        except ImportError as error:
            text = f"CLOSING_CHECKS: {path} cannot be loaded ({error})"
            errors.append(Error(text, id="corpu.E021"))
    return errors
