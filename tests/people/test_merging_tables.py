"""No table that names a person is forgotten when two rows of one person are merged."""

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from corpu.people.actions.merging import (
    LEFT,
    LEFT_APPS,
    LOGS,
    merge,
    movable,
    two_person_acts,
)
from corpu.people.models import Person

# Handled by name: merged people point at each other, groups follow the roles.
BY_NAME = {Person.groups.through, Person.user_permissions.through}


def every_link():
    """(table, field) of every column of ours that holds a person's id."""
    return {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.is_relation
        and field.related_model
        and field.related_model._meta.concrete_model is Person
        and not model._meta.proxy
    }


def test_every_table_is_moved_or_has_a_reason_not_to_be():
    frozen = {apps.get_model(n) for n in [*settings.APPEND_ONLY, *settings.DERIVED]}
    left = {
        (model, name)
        for model, name in every_link() - set(movable())
        if model not in frozen | LEFT | BY_NAME
        and model._meta.app_label not in LEFT_APPS
        and model._meta.label not in LOGS
    }
    assert left == set()


@pytest.fixture
def double(person_factory, ministry):
    return person_factory("Dewi Cnotoh", unit=ministry.section)


def test_links_that_have_no_name_back_move_too(double, learner, colleague, hr, rates):
    """A claim that she decided, a target that names her."""
    from learning.models import Evidence
    from tests.performance.test_impossible import make_target

    claim = Evidence.objects.create(person=colleague, title="Seminar", decided_by=double)
    target = make_target()
    target.people.add(double)
    merge(double, into=learner, by=hr, reason="x")
    claim.refresh_from_db()
    assert claim.decided_by == learner
    assert list(target.people.all()) == [learner]


def test_two_signatures_of_one_act_never_become_one(double, learner, hr, client_of):
    """Whoever proposed and whoever confirmed are two people: the merge says so."""
    from performance.periods.models import Closing

    act = Closing.objects.create(
        year=2025, state="closed", proposed_by=double, confirmed_by=learner
    )
    url = reverse("people:person_merge", args=[learner.pk])
    page = client_of(hr).post(url, {"duplicate": double.nip, "reason": "Baris ganda."})
    assert page.status_code == 422
    assert str(act.year) in str(page.context["form"].errors["duplicate"])
    assert client_of(hr).get(url, {"duplicate": double.nip}).context["signed"]
    Closing.objects.update(confirmed_by=hr)
    merge(double, into=learner, by=hr, reason="x")
    act.refresh_from_db()
    assert act.proposed_by == learner


def test_every_act_of_two_is_known():
    names = {model.__name__ for model in two_person_acts()}
    assert {"Closing", "Run", "Target", "Rate", "Scheme", "RuleChange"} <= names
