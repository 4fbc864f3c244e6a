"""Two rows for one person."""

import datetime

import pytest
from django.urls import reverse

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.absences import add_absence
from corpu.people.actions.merging import merge
from corpu.people.models import Decision, Person
from tests.conftest import appoint, grant

called = []


def merger(duplicate, keep, by, reason):
    called.append((duplicate.pk, keep.pk, by.pk, reason))


@pytest.fixture
def double(person_factory, ministry):
    return person_factory("Dewi Cnotoh", unit=ministry.section)


def test_everything_moves_to_the_one_that_stays(
    learner, double, hr, colleague, provider, settings, client_of
):
    settings.PERSON_MERGERS = ["tests.people.test_merging.merger"]
    called.clear()
    client = client_of(double)
    Person.objects.filter(pk=colleague.pk).update(leader=double)
    grant(double, "author", provider=provider)
    add_absence(double, kind="sick", started_on=today(), ended_on=today(), by=hr)
    nip, email = double.nip, learner.email
    merge(double, into=learner, by=hr, reason="typing error")
    learner.refresh_from_db(), double.refresh_from_db(), colleague.refresh_from_db()
    assert learner.former_nips == [nip]
    assert learner.email == email
    assert learner.absences.count() == learner.grants.count() == 1
    assert colleague.leader == learner
    assert (double.nip, double.email, double.is_active) == (None, None, False)
    assert double.merged_into == learner
    assert client.get("/notices/").status_code == 302
    assert called == [(double.pk, learner.pk, hr.pk, "typing error")]
    line = Decision.objects.get(act="person.merged")
    assert line.data["moved"]["people.RoleGrant"] == 1
    assert line.data["before"]["nip"] == nip


def test_her_own_appointments_count_and_gaps_are_filled(learner, double, hr, ministry):
    double.appointments.all().delete()
    appoint(double, ministry.bureau, started_on=datetime.date(2012, 1, 1),
            ended_on=datetime.date(2014, 12, 31))  # fmt: skip
    appoint(double, ministry.bureau, started_on=datetime.date(2021, 1, 1))
    merge(double, into=learner, by=hr, reason="x")
    starts = learner.appointments.order_by("started_on").values_list(
        "started_on", flat=True
    )
    assert [day.year for day in starts] == [2012, 2020]
    assert not double.appointments.exists()
    assert Decision.objects.filter(act="appointment.removed").count() == 1


def test_a_row_without_nip_gets_the_one_of_the_duplicate(author, learner, hr, settings):
    settings.PERSON_MERGERS = []
    nip = learner.nip
    merge(learner, into=author, by=hr, reason="x")
    author.refresh_from_db()
    assert (author.nip, author.username, author.former_nips) == (nip, nip, [])
    assert author.unit is not None


@pytest.mark.parametrize("case", ["same", "own", "twice"])
def test_wrong_merges_are_refused(case, learner, double, hr):
    pairs = {"same": (learner, learner), "own": (double, hr), "twice": (double, learner)}
    one, into = pairs[case]
    if case == "twice":
        merge(double, into=learner, by=hr, reason="x")
        double.refresh_from_db()
    with pytest.raises(Refused) as caught:
        merge(one, into=into, by=hr, reason="x")
    assert caught.value.code in ("merge_same", "merge_self", "person_merged")


def test_two_dates_of_birth_are_asked_about_first(learner, double, hr, client_of):
    Person.objects.filter(pk=learner.pk).update(born_on=datetime.date(1990, 3, 17))
    Person.objects.filter(pk=double.pk).update(born_on=datetime.date(1969, 7, 4))
    url, client = reverse("people:person_merge", args=[learner.pk]), client_of(hr)
    data = {"duplicate": double.nip, "reason": "Baris ganda."}
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert "4 Juli 1969" in answer.content.decode()
    assert 'name="is_same"' in answer.content.decode()
    assert not Person.objects.get(pk=double.pk).merged_into_id
    assert client.post(url, data | {"is_same": "on"}).status_code == 302
    assert Person.objects.get(pk=double.pk).merged_into_id == learner.pk
