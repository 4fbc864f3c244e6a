"""The secret address under which a calendar program reads an agenda."""

import datetime

from django.urls import reverse
from django.utils import timezone

from corpu.agenda import actions
from corpu.agenda.models import Feed


def address_of(client) -> str:
    page = client.post(reverse("agenda:make_feed"))
    return page.context["address"].partition("/agenda/")[2].join(["/agenda/", ""])


def test_the_address_shows_the_agenda_to_whoever_has_it(
    learner, rates, client, client_of
):
    from corpu.ledger.models import LearningForm

    now = timezone.now() + datetime.timedelta(days=3)
    actions.commit(
        "x:1", person=learner, title="Kelas Mutu", form=LearningForm.objects.first(),
        starts_at=now, ends_at=now + datetime.timedelta(hours=2),
    )  # fmt: skip
    own = client_of(learner)
    address = address_of(own)
    response = client.get(address)
    assert response["Content-Type"].startswith("text/calendar")
    assert "Kelas Mutu" in response.content.decode()
    assert address.split("/")[-1][:-4] not in Feed.objects.get().digest
    fresh = address_of(own)
    assert client.get(address).status_code == 404
    assert client.get(fresh).status_code == 200
    own.post(reverse("agenda:end_feed"))
    assert client.get(fresh).status_code == 404 and not Feed.objects.exists()


def test_who_has_left_shows_nothing(learner, client):
    secret = actions.make_feed(learner)
    learner.is_active = False
    learner.save(update_fields=["is_active"])
    assert client.get(reverse("agenda:feed", args=[secret])).status_code == 404
    assert client.get(reverse("agenda:feed", args=["guess"])).status_code == 404
