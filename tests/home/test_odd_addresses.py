"""An address that somebody wrote by hand is answered, whatever stands in it."""

import pytest
from django.urls import reverse

ODD = ["²", "٣", "²²²²", "0000", "-1", "99999999999999999999999", "x"]
PAGES = [
    *("/units/?unit=", "/units/?year=", "/me/?year=", "/people/units/?unit="),
    *("/people/units/new/?parent=", "/performance/plan/?person="),
    *("/performance/plan/?year=", "/records/?year=", "/records/?person="),
]


@pytest.mark.parametrize("address", PAGES)
def test_odd_numbers_in_addresses(address, hr, client_of):
    client = client_of(hr)
    for odd in ODD:
        assert client.get(address + odd).status_code in (200, 302, 404), odd


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/certificates/check/%00/", 404),
        ("/people/suggest/?field=deputy&deputy=abc%00", 400),
        ("/coaching/coaches/?competence=%00", 400),
    ],
)
def test_null_characters_in_addresses(hr, client_of, address, status):
    assert client_of(hr).get(address).status_code == status


def test_null_characters_in_forms(learner, client_of):
    client = client_of(learner)
    sent = {"language": "en", "phone": "08\x00"}
    assert client.post(reverse("people:settings"), sent).status_code == 400
    learner.refresh_from_db()
    assert learner.language == "id"


def test_a_key_that_is_none_decides_nothing(leader, client_of):
    client = client_of(leader)
    for queue in ("evidence", "enrolments"):
        sent = {"act": "accept", "item": f"{queue}:x"}
        assert client.post(reverse("home:decisions"), sent).status_code == 302
