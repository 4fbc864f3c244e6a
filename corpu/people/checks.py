"""What must be right in settings before anything starts."""

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

PATHS = ("DECISION_QUEUES", "GRANT_FOLLOWERS", "PERSON_MERGERS")


@register()
def dotted_paths_can_be_loaded(app_configs, **kwargs):
    """Queues and followers are named by dotted paths."""
    named = [(name, path) for name in PATHS for path in getattr(settings, name)]
    errors = []
    for name, path in named:
        try:
            import_string(path)
        except ImportError as error:
            errors.append(
                Error(f"{name}: {path} cannot be loaded ({error})", id="people.E001")
            )
    return errors
