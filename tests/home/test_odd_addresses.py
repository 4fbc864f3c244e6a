"""An address that somebody wrote by hand is answered, whatever stands in it."""

import pytest
from django.urls import reverse

from corpu.people.queues import load_queues

LONG = "9" * 5000  # more digits than Python reads
ODD = ["²", "٣", "²²²²", "0000", "-1", "99999999999999999999999", "x", LONG]
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


NUMBERS = {
    "unit": ["/performance/professionalism/units/", "/performance/development/unit/",
             "/performance/recognition/give/", "/units/hours/", "/units/tree/"],
    "person": ["/performance/recognition/mirror/", "/performance/recognition/give/",
               "/performance/periods/"],
    "year": ["/performance/professionalism/", "/performance/professionalism/units/",
             "/performance/recognition/mirror/", "/performance/careers/talent/",
             "/performance/periods/closings/prepare/", "/performance/plans/mine/",
             "/performance/periods/closings/loose/enrolments/", "/units/hours/",
             "/performance/development/unit/"],
    "post": ["/performance/careers/"],
    "month": ["/learning/", "/units/hours/"],
    "page": ["/learning/", "/people/", "/notices/", "/performance/rehearsals/"],
    "form=e_learning&year": ["/units/hours/"],
    "year=2025&unit": ["/performance/periods/closings/prepare/"],
    "dimension=unit&key": ["/performance/development/unit/lines/"],
}  # fmt: skip


@pytest.mark.parametrize("name", NUMBERS)
def test_odd_numbers_in_new_addresses(name, hr, rates, client_of):
    client = client_of(hr)
    for page in NUMBERS[name]:
        for odd in ("²", "0000", LONG):
            answer = client.get(f"{page}?{name}={odd}")
            assert answer.status_code in (200, 302, 403, 404), (page, odd[:9])


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
    for queue in load_queues():
        for key in ("x", "²", LONG):
            sent = {"act": "accept", "item": f"{queue.code}:{key}"}
            assert client.post(reverse("home:decisions"), sent).status_code == 302
