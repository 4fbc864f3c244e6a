"""Ordered lists of dotted paths in settings: who is told, inside the transaction.

The one who calls knows only the list, so a lower floor never imports a higher one.
"""

from functools import cache

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

LISTS = (
    "LEDGER_FOLLOWERS",
    "STANDING_FOLLOWERS",
    "AGENDA_FOLLOWERS",
    "PEOPLE_FOLLOWERS",
)


@cache
def _load(paths: tuple[str, ...]) -> tuple:
    return tuple(import_string(path) for path in paths)


def call_followers(list_name: str, person_ids, years) -> None:
    """Call each follower of `settings.<list_name>` as follower(person_ids, years)."""
    ids, years = sorted(set(person_ids)), sorted(set(years))
    if not ids or not years:
        return
    for follower in _load(tuple(getattr(settings, list_name))):
        follower(ids, years)


@register("corpu")
def followers_can_be_loaded(app_configs, **kwargs):
    """A follower that cannot be imported would break the first posting."""
    errors = []
    for name in LISTS:
        for path in getattr(settings, name):
            try:
                import_string(path)
            except ImportError as error:
                errors.append(
                    Error(f"{name}: {path} cannot be loaded ({error})", id="corpu.E002")
                )
    return errors
