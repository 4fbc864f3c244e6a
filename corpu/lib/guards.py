"""What other apps ask before a draft is published, without its own app knowing them.

`settings.PUBLISH_GUARDS` lists dotted paths of `guard(draft, by, reason)`; each may raise
`Refused`, or keep the reason.
"""

from functools import cache

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string


@cache
def _load(paths: tuple[str, ...]) -> tuple:
    return tuple(import_string(path) for path in paths)


def ask_guards(draft, *, by, reason: str) -> None:
    """Call each guard, in the transaction of the publishing."""
    for guard in _load(tuple(settings.PUBLISH_GUARDS)):
        guard(draft, by, reason)


@register("corpu")
def guards_can_be_loaded(app_configs, **kwargs):
    """A guard that cannot be imported would keep every draft from being published."""
    errors = []
    for path in settings.PUBLISH_GUARDS:
        try:
            import_string(path)
        except ImportError as error:
            text = f"PUBLISH_GUARDS: {path} cannot be loaded ({error})"
            errors.append(Error(text, id="corpu.E023"))
    return errors
