"""Pending things on a person's own page, supplied by the domains.

`settings.HOME_CARDS` lists dotted paths of callables `card(viewer) -> dict | None`. A
card is `{"title", "text", "url", "action"}` and may hold `icon` (a name of
`corpu.lib.icons`) and `count`; or `{"template": ...}` and what that template shows, where
something can be done on the card itself.
"""

from functools import cache

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string


@cache
def _load(paths: tuple[str, ...]) -> tuple:
    return tuple(import_string(path) for path in paths)


def cards_for(viewer) -> list[dict]:
    """What waits for the viewer, in the order of the settings."""
    providers = _load(tuple(settings.HOME_CARDS))
    return [card for provider in providers if (card := provider(viewer))]


@register()
def cards_can_be_loaded(app_configs, **kwargs):
    """A card that cannot be imported would break everybody's first page."""
    errors = []
    for path in settings.HOME_CARDS:
        try:
            import_string(path)
        except ImportError as error:
            errors.append(
                Error(f"HOME_CARDS: {path} cannot be loaded ({error})", id="home.E001")
            )
    return errors
