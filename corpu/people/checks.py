"""What must be right in settings before anything starts."""

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

PATHS = (
    "DECISION_QUEUES",
    "DELEGATION_FOLLOWERS",
    "GRANT_FOLLOWERS",
    "PERSON_MERGERS",
)


@register()
def dotted_paths_can_be_loaded(app_configs, **kwargs):
    """Queues, followers and kinds of file are named by dotted paths."""
    named = [(name, path) for name in PATHS for path in getattr(settings, name)]
    named += [("IMPORT_KINDS", path) for path in settings.IMPORT_KINDS.values()]
    errors = []
    for name, path in named:
        try:
            import_string(path)
        except ImportError as error:
            errors.append(
                Error(f"{name}: {path} cannot be loaded ({error})", id="people.E001")
            )
    return errors
