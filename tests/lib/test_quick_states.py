"""The past is told faster, and told the same."""

import copy

from django.apps import apps
from django.db import models
from django.db.migrations import CreateModel
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from corpu.lib.quick_states import (
    _add_field_nearby,
    _add_model_alone,
    _find_nearby,
    quick_states,
)


def table(name: str, **fields) -> CreateModel:
    return CreateModel(
        name, [("id", models.AutoField(primary_key=True)), *fields.items()]
    )


def apply(state: ProjectState, operation: CreateModel) -> ProjectState:
    """The state after one more operation, as a migration makes it."""
    after = state.clone()
    operation.state_forwards("past", after)
    return after


def test_a_field_put_together_again_is_the_same_field():
    field = models.CharField(max_length=9, choices=[("a", "A")], default="a")
    slow = field.clone().deconstruct()[1:]
    with quick_states():
        assert field.clone().deconstruct()[1:] == slow
        changed = copy.copy(field)
        changed.default = "b"
        assert changed.clone().default == "b"
        assert field.clone().default == "a"


def test_a_new_table_is_known_to_those_it_points_at(monkeypatch):
    state = ProjectState()
    state = apply(state, table("Place"))
    assert state.apps  # from here on the models are made
    monkeypatch.setattr(ProjectState, "add_model", _add_model_alone)
    with quick_states():
        to_place = models.ForeignKey("past.Place", models.CASCADE)
        state = apply(state, table("Visit", place=to_place))
        to_visit = models.ForeignKey("past.Visit", models.CASCADE)
        state = apply(state, table("Note", visit=to_visit))
    place, visit, note = (
        state.apps.get_model("past", name) for name in ("Place", "Visit", "Note")
    )
    assert visit._meta.get_field("place").related_model is place
    assert note._meta.get_field("visit").related_model is visit
    assert [r.related_model for r in place._meta.related_objects] == [visit]
    assert [r.related_model for r in visit._meta.related_objects] == [note]
    # What is changed later is made anew together with all that is joined to it.
    state.add_field("past", "place", "name", models.TextField(default=""), True)
    joined = state.apps.get_model("past", "Visit")._meta.get_field("place").related_model
    assert "name" in {field.name for field in joined._meta.get_fields()}


def test_a_new_column_is_known_to_those_that_point_at_its_table(monkeypatch):
    state = apply(ProjectState(), table("Place"))
    to_place = models.ForeignKey("past.Place", models.CASCADE)
    state = apply(state, table("Visit", place=to_place))
    to_visit = models.ForeignKey("past.Visit", models.CASCADE)
    state = apply(state, table("Note", visit=to_visit))
    place = state.apps.get_model("past", "Place")
    monkeypatch.setattr(ProjectState, "add_field", _add_field_nearby)
    monkeypatch.setattr(ProjectState, "_find_reload_model", _find_nearby)
    to_other = models.ForeignKey("past.Place", models.CASCADE, related_name="+")
    state.add_field("past", "visit", "other", to_other, True)
    state.add_field("past", "visit", "text", models.TextField(default=""), True)
    visit, note = (state.apps.get_model("past", name) for name in ("Visit", "Note"))
    assert {"other", "text"} <= {field.name for field in visit._meta.get_fields()}
    assert note._meta.get_field("visit").related_model is visit
    assert visit._meta.get_field("other").related_model is place
    assert state.apps.get_model("past", "Place") is place  # made once
    assert [r.related_model for r in place._meta.related_objects] == [visit]
    assert state.is_delayed  # Python code of a migration gets all of it anew


def test_nothing_is_left_behind():
    before = (
        models.Field.clone,
        ProjectState.add_model,
        MigrationExecutor._migrate_all_forwards,
        apps.get_swappable_settings_name("people.person"),
    )
    with quick_states():
        assert apps.get_swappable_settings_name("people.person") == before[-1]
    assert before == (
        models.Field.clone,
        ProjectState.add_model,
        MigrationExecutor._migrate_all_forwards,
        apps.get_swappable_settings_name("people.person"),
    )
