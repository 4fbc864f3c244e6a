"""Sections that one app adds to a page of another, without either knowing the other.

`settings.PAGE_PARTS` maps the name of a page to dotted paths of
`part(subject, viewer) -> dict | None`; a part names its `template`, which sees the rest
of the dictionary.
"""

from functools import cache

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string


@cache
def _load(paths: tuple[str, ...]) -> tuple:
    return tuple(import_string(path) for path in paths)


def parts_of(page: str, subject, viewer) -> list[dict]:
    """What the other apps have to say on this page about `subject`, in order."""
    makers = _load(tuple(settings.PAGE_PARTS.get(page, ())))
    return [part for make in makers if (part := make(subject, viewer))]


@register("corpu")
def parts_can_be_loaded(app_configs, **kwargs):
    """A part that cannot be imported would break its page."""
    errors = []
    for page, paths in settings.PAGE_PARTS.items():
        for path in paths:
            try:
                import_string(path)
            except ImportError as error:
                text = f"PAGE_PARTS[{page!r}]: {path} cannot be loaded ({error})"
                errors.append(Error(text, id="corpu.E022"))
    return errors
