"""The bell's list and its settings."""

import pytest
from django.urls import reverse

from corpu.notices import sentences
from corpu.notices.actions import tell
from corpu.notices.models import Notice, NoticeSetting


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setattr(sentences, "_SENTENCES", dict(sentences._SENTENCES))
    sentences.register("test.kind", group="learning", title="Kabar %(n)s")


def test_the_list_shows_unread_first_and_marks_read(learner, client_of):
    first = tell(learner, "test.kind", source="1", n=1, url="/notices/settings/")
    tell(learner, "test.kind", source="2", n=2)
    client = client_of(learner)
    answer = client.post(reverse("notices:open", args=[first.pk]))
    assert answer.url == "/notices/settings/"
    first.refresh_from_db()
    assert first.read_at
    page = client.get(reverse("notices:notices")).context["page"]
    assert [notice.data["n"] for notice in page] == [2, 1]


def test_mark_all_as_read(learner, colleague, client_of):
    tell(learner, "test.kind", source="1", n=1)
    tell(colleague, "test.kind", source="2", n=1)
    client_of(learner).post(reverse("notices:read_all"))
    assert list(Notice.objects.unread().values_list("person", flat=True)) == [
        colleague.pk
    ]


def test_a_link_elsewhere_is_not_followed(learner, client_of):
    notice = tell(learner, "test.kind", source="1", n=1, url="https://example.com/")
    answer = client_of(learner).post(reverse("notices:open", args=[notice.pk]))
    assert answer.url == reverse("notices:notices")


def test_another_persons_notice_is_not_there(learner, stranger, client_of):
    notice = tell(learner, "test.kind", source="1", n=1)
    client = client_of(stranger)
    assert client.post(reverse("notices:open", args=[notice.pk])).status_code == 404
    assert "Kabar" not in client.get(reverse("notices:notices")).content.decode()


def test_settings_by_group(learner, client_of):
    client = client_of(learner)
    assert "learning" in client.get(reverse("notices:settings")).context["form"].fields
    client.post(reverse("notices:settings"), {})
    assert not NoticeSetting.objects.get(person=learner, group="learning").mail


def test_the_anonymous_are_asked_to_sign_in(client, db):
    for name in ("notices:notices", "notices:settings"):
        assert client.get(reverse(name)).status_code == 302


def test_the_list_needs_few_queries(learner, client_of, django_assert_max_num_queries):
    for n in range(30):
        tell(learner, "test.kind", source=str(n), n=n)
    client = client_of(learner)
    with django_assert_max_num_queries(30):
        client.get(reverse("notices:notices"))
