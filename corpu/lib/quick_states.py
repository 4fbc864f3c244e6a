"""Migrations in half the time: the models of the past are made with less repetition.

Django makes every model anew that is joined, by however many steps, to what a migration
changes. Here nearly everything is joined to a person, so each new table costs the making
of some hundred models that did not change. Three savings, none of which changes what is
done to the database:

- which models can be swapped is known once the settings are loaded;
- a field of the past is taken to pieces once and put together as often as needed;
- on the way forward a new table leaves the models it points at as they are, and so does
  a column: only the models that point at the changed one are made anew with it.
"""

import contextlib
import inspect
from typing import Any
from unittest import mock

from django.apps.registry import Apps
from django.apps.registry import apps as current
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.db.models import Field

PIECES = "_corpu_pieces"

_swappable: Any = inspect.unwrap(Apps.get_swappable_settings_name)
_clone = Field.clone
_add_model = ProjectState.add_model
_add_field = ProjectState.add_field
_find_reload: Any = vars(ProjectState)["_find_reload_model"]
_forwards: Any = vars(MigrationExecutor)["_migrate_all_forwards"]


@contextlib.contextmanager
def quick_states():
    """Within this, migrations are fast."""
    with contextlib.ExitStack() as stack:
        for owner, name, quick in (
            (Apps, "get_swappable_settings_name", _remembered()),
            (Field, "clone", _clone_of_pieces),
            (MigrationExecutor, "_migrate_all_forwards", _quick_forwards),
        ):
            stack.enter_context(mock.patch.object(owner, name, quick))
        yield


def _remembered():
    known: dict[str, str | None] = {}

    def get_swappable_settings_name(self, to_string):
        if self is not current or not self.ready:
            return _swappable(self, to_string)
        if to_string not in known:
            known[to_string] = _swappable(self, to_string)
        return known[to_string]

    # The registry empties the caches of its methods.
    vars(get_swappable_settings_name)["cache_clear"] = known.clear
    return get_swappable_settings_name


def _clone_of_pieces(field):
    """A field that belongs to no model is never changed: its pieces stay the same."""
    if hasattr(field, "model"):
        return _clone(field)
    owner, args, kwargs = field.__dict__.get(PIECES, (None, None, None))
    if owner != id(field):  # also a copy of the field, which brought the pieces along
        _name, _path, args, kwargs = field.deconstruct()
        field.__dict__[PIECES] = (id(field), args, kwargs)
    return field.__class__(*args, **kwargs)


def _quick_forwards(self, *args, **kwargs):
    """Only on the way forward: backwards, the states of before are used once more."""
    with (
        mock.patch.object(ProjectState, "add_model", _add_model_alone),
        mock.patch.object(ProjectState, "add_field", _add_field_nearby),
        mock.patch.object(ProjectState, "_find_reload_model", _find_nearby),
    ):
        return _forwards(self, *args, **kwargs)


def _add_field_nearby(self, app_label, model_name, name, field, preserve_default):
    """A new column changes nothing in what it points at."""
    reload = self.reload_model

    def reload_near(*key, delay):
        reload(*key, delay=True)

    with mock.patch.object(self, "reload_model", reload_near):
        _add_field(self, app_label, model_name, name, field, preserve_default)


def _find_nearby(self, app_label, model_name, delay=False):
    """The model and those that point at it, where Django would put the rest off, too.

    A state that was put off is made anew before Python code of a migration sees it.
    """
    if not delay:
        return _find_reload(self, app_label, model_name)
    self.is_delayed = True
    key = app_label, model_name.lower()
    try:
        model = self.apps.get_model(*key)
    except LookupError:
        return {key}
    pointing = {
        field.related_model
        for field in model._meta.get_fields(include_parents=True, include_hidden=True)
        if field.auto_created and not field.concrete and field.is_relation
    }
    near = [
        *pointing,
        *(kind for kind in model.__subclasses__() if hasattr(kind, "_meta")),
    ]
    return {key, *((one._meta.app_label, one._meta.model_name) for one in near)}


def _add_model_alone(self, model_state):
    """Make the new model only, and let those it points at know of it."""
    rendered = self.__dict__.pop("apps", None)
    _add_model(self, model_state)
    if rendered is None:
        return
    self.apps = rendered
    rendered.render_multiple([model_state])
    for model in rendered.get_models(include_auto_created=True, include_swapped=True):
        model._meta.apps = rendered
    rendered.clear_cache()
