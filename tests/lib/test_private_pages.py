"""What browsers and proxies may keep."""

from django.urls import reverse


def kept(client, name, **data) -> str:
    return client.get(reverse(name), data).get("Cache-Control", "")


def test_pages_are_asked_for_again_and_files_are_not_kept(leader, learner, client_of):
    client = client_of(leader)
    assert kept(client, "home:me") == "private, no-cache"
    assert client.get("/team/table.csv")["Cache-Control"] == "private, no-store"
    assert kept(client, "agenda:calendar") == "private, no-store"


def test_what_anybody_reads_may_be_kept(client, db):
    assert "private" not in kept(client, "home:start")


def test_answers_to_other_systems_are_not_kept(client, db):
    answer = client.get("/api/v1/people", headers={"authorization": "Bearer none"})
    assert answer.status_code == 401
    assert answer["Cache-Control"] == "private, no-store"
