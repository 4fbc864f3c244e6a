import datetime
import json

import pytest

from corpu.ledger.models import Record
from corpu.people.models import Decision


@pytest.fixture
def hr_token(token_of, rates):
    return token_of("hr")


def faults(response):
    return {(error["field"], error["code"]) for error in response.json()["errors"]}


def test_a_record_comes_back_with_its_credit(call, hr_token, fact, learner):
    response = call(hr_token, "/records", fact(jp_stated="8.00"))
    assert response.status_code == 201, response.content
    body = response.json()
    assert body["nip"] == learner.nip
    assert body["credit"]["jp_claimed"] == "8.00"
    assert body["credit"]["jp_recognised"] == "4.00"
    assert body["credit"]["reason"] == "full"
    rate = body["credit"]["rate"]
    assert (rate["form"], rate["scope"], rate["basis"]) == (
        "seminar", "national", "per_day",
    )  # fmt: skip
    assert "10/2018" in rate["legal_basis"]
    assert "not seen" in rate["legal_basis"]
    assert rate["valid_from"] == "2018-01-01"
    assert body["credits"][0]["year"] == 2025


def test_the_same_source_again_changes_nothing(call, hr_token, fact):
    body = fact()
    first = call(hr_token, "/records", body)
    again = call(hr_token, "/records", {**body, "role": "learner"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Record.objects.count() == 1


def test_the_same_source_with_other_content_is_a_conflict(call, hr_token, fact):
    body = fact()
    call(hr_token, "/records", body)
    response = call(hr_token, "/records", {**body, "title": "Lain"})
    assert response.status_code == 409
    assert faults(response) == {("source", "source_conflict")}
    assert Record.objects.count() == 1


def test_a_source_belongs_to_its_token(call, hr_token, token_of, fact):
    body = fact()
    assert call(hr_token, "/records", body).status_code == 201
    assert call(token_of("hr"), "/records", body).status_code == 201


def test_all_faults_are_told_at_once(call, hr_token, fact):
    response = call(
        hr_token,
        "/records",
        fact(nip="1", form="nonsense", started_on="2125-01-02", ended_on="2125-01-01"),
    )
    assert response.status_code == 422
    assert faults(response) == {
        ("nip", "unknown_person"),
        ("form", "unknown_form"),
        ("started_on", "in_future"),
        ("ended_on", "in_future"),
    }


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"ended_on": "2025-03-09"}, {("ended_on", "reversed")}),
        ({"form": "technical"}, {("jp_stated", "quantity_missing"),
                                 ("minutes", "quantity_missing")}),
        ({"form": "e_learning"}, {("jp_stated", "quantity_missing"),
                                  ("minutes", "quantity_missing")}),
        ({"form": "coaching"}, {("sessions", "quantity_missing")}),
        ({"form": "degree_study"}, {("semesters", "quantity_missing")}),
        ({"days": 2}, {("days", "more_days_than_range")}),
        (
            {"form": "coaching", "sessions": 2, "started_on": "2025-02-28"},
            {("sessions", "sessions_over_month")},
        ),
        ({"jp_stated": "-1"}, {("jp_stated", "out_of_range")}),
        ({"jp_stated": "1.234"}, {("jp_stated", "too_precise")}),
        ({"minutes": 0}, {("minutes", "out_of_range")}),
        ({"title": " "}, {("title", "required")}),
        ({"title": "a\x00b"}, {("title", "bad_characters")}),
        ({"source": "x" * 151}, {("source", "too_long")}),
        ({"started_on": "10-03-2025"}, {("started_on", "value_error")}),
        ({"started_on": 17}, {("started_on", "value_error")}),
        ({"scope": "galactic"}, {("scope", "literal_error")}),
    ],
)  # fmt: skip
def test_bad_input_names_its_fields(call, hr_token, fact, more, expected):
    response = call(hr_token, "/records", fact(**more))
    assert response.status_code == 422
    assert faults(response) == expected
    assert not Record.objects.exists()


def test_learning_that_ended_today_counts(call, hr_token, fact, set_today):
    set_today(datetime.date(2026, 5, 4))
    today = {"started_on": "2026-05-04", "ended_on": "2026-05-04"}
    assert call(hr_token, "/records", fact(**today)).status_code == 201
    tomorrow = {"started_on": "2026-05-04", "ended_on": "2026-05-05"}
    assert call(hr_token, "/records", fact(**tomorrow)).status_code == 422


def test_voiding(call, hr_token, fact):
    body = fact()
    record = call(hr_token, "/records", body).json()
    path = f"/records/{record['id']}/void"
    assert faults(call(hr_token, path, {"reason": " "})) == {("reason", "required")}
    response = call(hr_token, path, {"reason": "Orang yang salah"})
    assert response.status_code == 201
    assert response.json()["voided"] is True
    assert response.json()["credit"]["jp_recognised"] == "0.00"
    assert response.json()["credit"]["reason"] == "voided"
    assert call(hr_token, path, {"reason": "Lagi"}).status_code == 409
    replay = call(hr_token, "/records", body)
    assert replay.status_code == 200
    assert replay.json()["voided"] is True
    assert Decision.objects.get(act="record.voided").data["token"] == hr_token.name


def test_only_the_poster_or_hr_voids(call, hr_token, token_of, fact, provider):
    mine = token_of("provider", provider=provider)
    other = token_of("provider", provider=provider)
    path = f"/records/{call(mine, '/records', fact()).json()['id']}/void"
    assert call(other, path, {"reason": "x"}).status_code == 403
    assert call(token_of("auditor"), path, {"reason": "x"}).status_code == 403
    assert call(token_of("provider"), path, {"reason": "x"}).status_code == 404
    assert call(mine, path, {"reason": "x"}).status_code == 201
    path = f"/records/{call(mine, '/records', fact()).json()['id']}/void"
    assert call(hr_token, path, {"reason": "x"}).status_code == 201
    unknown = "/records/11111111-1111-4111-8111-111111111111/void"
    assert call(hr_token, unknown, {"reason": "x"}).status_code == 404
    assert call(hr_token, "/records/nonsense/void", {"reason": "x"}).status_code == 404


def test_out_of_scope_answers_like_unknown(
    call, token_of, rates, fact, ministry, stranger
):
    token = token_of("hr", unit=ministry.root)
    response = call(token, "/records", fact(nip=stranger.nip))
    assert response.status_code == 422
    assert faults(response) == {("nip", "unknown_person")}
    hidden = call(token, f"/people/{stranger.nip}/records")
    unknown = call(token, "/people/199001012015051001/records")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()


def test_an_auditor_reads_only(call, hr_token, token_of, fact, learner):
    auditor = token_of("auditor")
    assert call(auditor, "/records", fact()).status_code == 403
    call(hr_token, "/records", fact())
    assert call(auditor, f"/people/{learner.nip}/records").json()["total"] == 1


def test_an_agency_token_names_its_agency(call, token_of, rates, fact, provider, learner):
    token = token_of("provider", provider=provider)
    body = call(token, "/records", fact(provider="")).json()
    assert body["provider_code"] == provider.code
    assert body["provider"] == provider.name
    call(token_of("hr"), "/records", fact(started_on="2025-01-01", ended_on="2025-01-01"))
    assert call(token, f"/people/{learner.nip}/records").json()["total"] == 1
    assert call(token, "/people").json()["total"] == 1
    assert call(token, f"/people/{learner.nip}/standings").status_code == 403


def test_records_are_listed_oldest_first_by_year(call, hr_token, fact, learner):
    days = [("2025-12-30", "2026-01-02"), ("2025-02-01", "2025-02-01")]
    for start, end in days:
        body = fact(form="e_learning", jp_stated="30", started_on=start, ended_on=end)
        assert call(hr_token, "/records", body).status_code == 201
    everything = call(hr_token, f"/people/{learner.nip}/records").json()
    assert [item["ended_on"] for item in everything["items"]] == [
        "2025-02-01", "2026-01-02",
    ]  # fmt: skip
    assert everything["items"][1]["credit"]["jp_recognised"] == "12.00"
    last = call(hr_token, f"/people/{learner.nip}/records?year=2026").json()
    assert last["total"] == 1
    assert last["items"][0]["credit"]["jp_recognised"] == "6.00"
    assert (last["page"], last["pages"]) == (1, 1)
    assert call(hr_token, f"/people/{learner.nip}/records?page=9").json()["items"] == []


def test_programmes_that_overlap_are_flagged(call, hr_token, fact):
    body = {"form": "technical", "jp_stated": "10"}
    assert call(hr_token, "/records", fact(**body)).json()["flags"] == []
    again = call(hr_token, "/records", fact(**body)).json()
    assert again["flags"] == ["overlap"]
    assert again["credit"]["jp_recognised"] == "10.00"


def test_people_and_standings(call, hr_token, fact, learner, ministry, token_of):
    call(hr_token, "/records", fact())
    people = call(hr_token, f"/people?unit={ministry.section.code}&q=dewi").json()
    assert people["items"] == [
        {
            "nip": learner.nip,
            "name": learner.full_name,
            "unit": ministry.section.code,
            "staff_class": "pns",
            "appointed_on": "2012-03-01",
        }
    ]
    assert call(hr_token, "/people?unit=NONSENSE").json()["total"] == 0
    standings = call(hr_token, f"/people/{learner.nip}/standings?year=2025")
    assert standings.status_code == 200
    unit = call(hr_token, f"/units/{ministry.root.code}/standings?year=2025")
    assert set(unit.json()["counts"]) == {
        "met", "on_track", "at_risk", "unmet", "exempt",
    }  # fmt: skip
    assert call(hr_token, "/units/NONSENSE/standings").status_code == 404
    inner = token_of("hr", unit=ministry.section)
    assert call(inner, f"/units/{ministry.root.code}/standings").status_code == 404


def test_every_failure_has_the_same_shape(call, hr_token):
    for response, status in [
        (call(None, "/people"), 401),
        (call(hr_token, "/nothing"), 404),
        (call(hr_token, "/people", {}), 405),
        (call(hr_token, "/people?page=0"), 422),
        (call(hr_token, "/people?page=x"), 422),
    ]:
        assert response.status_code == status
        assert set(response.json()["errors"][0]) == {"field", "code", "message"}


def test_a_body_that_is_no_json(hr_token, client):
    response = client.post(
        "/api/v1/records", "{", content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {hr_token.secret}",
    )  # fmt: skip
    assert response.status_code == 400
    assert response.json()["errors"][0]["code"] == "bad_request"


def test_a_revoked_token_is_unknown(call, hr_token):
    from django.utils import timezone

    hr_token.revoked_at = timezone.now()
    hr_token.save(update_fields=["revoked_at"])
    assert call(hr_token, "/people").status_code == 401


def test_the_list_asks_few_questions(
    call, hr_token, fact, learner, django_assert_max_num_queries
):
    for day in range(1, 9):
        when = f"2025-04-0{day}"
        call(hr_token, "/records", fact(started_on=when, ended_on=when))
    with django_assert_max_num_queries(7):
        call(hr_token, f"/people/{learner.nip}/records")


@pytest.mark.parametrize("name", ["title", "source", "provider", "nip", "form"])
def test_half_a_character_is_refused_with_its_field(name, token_of, call, fact, rates):
    body = json.dumps(fact(**{name: "\ud800"}))
    answer = call(token_of("hr"), "/records", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == name
