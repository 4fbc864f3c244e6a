"""My page, my team, a unit: the same number everywhere, for those who may see it."""

import datetime
import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import tasks
from performance.models import Standing
from performance.plans.tasks import propose_lines

JULY = datetime.date(2026, 7, 1)


@pytest.fixture(autouse=True)
def in_july(set_today, targets, rates):
    set_today(JULY)


def queries(client, url) -> int:
    client.get(url)  # the first look also notes the session
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


# -- my page -------------------------------------------------------------------------


def test_my_page_shows_the_new_number_after_a_record(client_of, learner, learn):
    client = client_of(learner)
    learn(learner, "7.5")
    page = client.get(reverse("home:me"))
    assert page.context["main"]["row"].counted == 7.5
    assert "7,5" in text_of(page)
    learn(learner, "12.5")
    page = client.get(reverse("home:me"))
    assert page.context["main"]["row"].status == "met"
    assert page.context["learnt_jp"] == 20


def test_my_page_says_what_would_close_the_gap(client_of, learner, learn, promise, offer):
    learn(learner, 5)
    promise(learner, 4, title="Kelas pelayanan")
    offer("Terlalu kecil", 2)
    offer("Pas", 11, days=9)
    offer("Bentrok", 11)  # meets while the class that she has booked does
    offer("Penuh", 11, places_free=0)
    page = client_of(learner).get(reverse("home:me"))
    plan = page.context["closing"]
    (item,) = plan.items
    assert (item.opening.activity.title, item.value, plan.closes) == ("Pas", 11, True)
    assert "Kelas pelayanan" in text_of(page)


def test_my_page_before_anything_happened(client_of, learner, author):
    assert client_of(learner).get(reverse("home:me")).status_code == 200
    assert client_of(author).get(reverse("home:me")).status_code == 200


def test_another_year(client_of, learner, learn):
    learn(learner, 6, on=datetime.date(2025, 3, 3))
    page = client_of(learner).get(reverse("home:me"), {"year": "2025"})
    assert page.context["main"]["row"].status == "unmet"
    assert page.context["closing"] is None
    assert client_of(learner).get(reverse("home:me"), {"year": "x"}).status_code == 200


def test_my_page_has_a_constant_number_of_queries(
    client_of, learner, learn, promise, offer
):
    client = client_of(learner)
    learn(learner, 1)
    promise(learner, 1)
    offer("Satu", 3)
    tasks.refresh_piece([learner.pk])
    few = queries(client, reverse("home:me"))
    for n in range(6):
        learn(learner, 1, on=JULY - datetime.timedelta(days=n + 1))
        promise(learner, 1)
        offer(f"Kursus {n}", 3)
    assert queries(client, reverse("home:me")) == few


# -- a person's page -----------------------------------------------------------------


def test_a_persons_page_is_for_those_above_her(
    client_of, learner, leader, upper_leader, hr, auditor, colleague, stranger, learn
):
    learn(learner, 3)
    url = reverse("home:person", args=[learner.pk])
    for viewer in (leader, upper_leader, hr, auditor):
        answer = client_of(viewer).get(url)
        assert answer.status_code == 200
        assert reverse("home:person_year", args=[learner.pk]) in answer.content.decode()
    for viewer in (colleague, stranger):
        assert client_of(viewer).get(url).status_code == 404
    assert client_of(learner).get(url).url == reverse("home:me")


# -- my team -------------------------------------------------------------------------


def test_the_team_shows_everybody_unmet_and_at_risk_first(
    client_of, leader, learner, coachee, colleague, learn
):
    learn(learner, 20)
    learn(coachee, 4)
    learn(colleague, 2)
    page = client_of(leader).get(reverse("home:team"))
    rows = [item["row"] for item in page.context["rows"]]
    assert [row.person for row in rows] == [coachee, colleague, learner]
    assert (page.context["tally"].met, page.context["tally"].share) == (1, 50)


def test_the_leaders_plan_line_equals_the_team_page(
    client_of, leader, learner, coachee, learn
):
    learn(learner, 20)
    learn(coachee, 4)
    tasks.refresh_standings()
    propose_lines()
    page = client_of(leader).get(reverse("home:team"))
    (line,) = page.context["own_lines"]
    assert line.value == page.context["tally"].share == 50
    facts = client_of(leader).get(line.url)
    assert facts.context["tally"].counts == page.context["tally"].counts


def test_the_team_filter(client_of, leader, learner, coachee, learn):
    learn(learner, 20)
    learn(coachee, 4)

    def names(**query):
        page = client_of(leader).get(reverse("home:team"), query)
        return [item["row"].person for item in page.context["rows"]]

    assert names(status="flagged") == [coachee]
    assert names(status="met") == [learner]
    assert names(q="dewi") == [learner]
    assert names(sort="name") == [learner, coachee]
    assert names(sort="counted") == [learner, coachee]
    assert names(status="nonsense", unit="x", levels="?") == [coachee, learner]


def test_levels_below_and_roll_up(
    client_of,
    upper_leader,
    acting_leader,
    leader,
    learner,
    person_factory,
    ministry,
    learn,
):
    other = person_factory("Joko Contoh", unit=ministry.other_section)
    learn(learner, 20)
    learn(other, 3)
    client = client_of(upper_leader)
    page = client.get(reverse("home:team"))
    people = {item["row"].person for item in page.context["rows"]}
    assert {learner, other} <= people
    bars = {row["label"]: row["parts"] for row in page.context["unit_rows"]}
    assert bars[ministry.section.name][0]["value"] == 1
    direct = client.get(reverse("home:team"), {"levels": "direct"})
    assert learner not in {item["row"].person for item in direct.context["rows"]}
    acting = client_of(acting_leader).get(reverse("home:team"))
    assert [item["row"].person for item in acting.context["rows"]] == [other]


def test_who_leads_nobody_has_no_team(client_of, learner, stranger, learn):
    for viewer in (learner, stranger):
        assert client_of(viewer).get(reverse("home:team")).status_code == 404


def test_the_team_has_a_constant_number_of_queries(
    client_of, leader, learner, person_factory, ministry, learn, offer, promise
):
    client = client_of(leader)
    offer("Kursus", 5)
    learn(learner, 1)
    promise(learner, 1)
    few = queries(client, reverse("home:team"))
    for n in range(8):
        person = person_factory(f"Orang {n}", unit=ministry.section, leader=leader)
        learn(person, 2)
        promise(person, 1)
        offer(f"Kursus {n}", 5)
    assert queries(client, reverse("home:team")) == few


def test_the_download_holds_the_same_rows(client_of, leader, learner, coachee, learn):
    learn(learner, 20)
    learn(coachee, "4.25")
    client = client_of(leader)
    csv = client.get(reverse("home:team_table", args=["csv"])).content.decode("utf-8-sig")
    assert len(csv.splitlines()) == 3
    assert "4.25" in csv
    body = client.get(reverse("home:team_table", args=["xlsx"]), {"status": "met"})
    sheet = openpyxl.load_workbook(io.BytesIO(body.content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [learner.full_name]
    assert sheet["B2"].value == learner.nip


# -- a unit --------------------------------------------------------------------------


def test_the_dashboard_is_for_hr_auditors_and_heads(
    client_of, hr, auditor, leader, learner, stranger, ministry, learn
):
    learn(learner, 3)
    for viewer in (hr, auditor, leader):
        assert client_of(viewer).get(reverse("home:unit")).status_code == 200
    for viewer in (learner, stranger):
        assert client_of(viewer).get(reverse("home:unit")).status_code == 404
    up = {"unit": ministry.root.pk}
    assert client_of(hr).get(reverse("home:unit"), up).status_code == 200
    assert client_of(leader).get(reverse("home:unit"), up).status_code == 404


def test_figures_of_a_unit_add_up(
    client_of, hr, leader, learner, coachee, colleague, ministry, learn
):
    learn(learner, 20)
    learn(coachee, 4, form="seminar")
    learn(colleague, 25)
    learn(learner, 6, on=datetime.date(2025, 5, 5))
    client = client_of(hr)
    page = client.get(reverse("home:unit"))
    assert page.context["unit"] == ministry.root
    tally = page.context["tally"]
    assert (tally.met, tally.at_risk, tally.judged) == (1, 1, 2)
    parts = [row["parts"] for row in page.context["unit_rows"]]
    assert sum(part["value"] for row in parts for part in row) == tally.total
    assert page.context["jp"] == sum(row["value"] for row in page.context["form_rows"])
    assert page.context["over_ceiling"] == 1
    past = client.get(reverse("home:unit"), {"year": 2025})
    assert past.context["tally"].unmet == 2
    assert {row.person for row in past.context["page"]} == {learner, coachee}
    low = client.get(reverse("home:unit"), {"unit": ministry.bureau.pk})
    assert low.context["tally"].total == 0


def test_the_dashboard_has_a_constant_number_of_queries(
    client_of, hr, learner, person_factory, ministry, learn
):
    client = client_of(hr)
    learn(learner, 1)
    few = queries(client, reverse("home:unit"))
    for n in range(8):
        place = [ministry.section, ministry.bureau, ministry.directorate][n % 3]
        learn(person_factory(f"Orang {n}", unit=place), 2, form="seminar")
    assert queries(client, reverse("home:unit")) == few


@pytest.mark.parametrize("what", ["units", "forms", "people"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_dashboard_can_be_taken_home(
    client_of, hr, stranger, learner, learn, what, kind
):
    learn(learner, 3)
    url = reverse("home:unit_table", args=[what, kind])
    response = client_of(hr).get(url)
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'{what}-2026.{kind}"')
    assert client_of(stranger).get(url).status_code == 404


@pytest.mark.parametrize(
    "name", ["home:me", "home:team", "home:decisions", "home:unit", "home:year"]
)
def test_who_has_not_signed_in_is_asked_to(client, name):
    assert client.get(reverse(name)).status_code == 302


def test_no_page_but_the_last_years_standing_is_written_by_looking(
    client_of, leader, learner, learn
):
    learn(learner, 3)
    before = list(Standing.objects.values())
    for name in ("home:me", "home:team", "home:unit"):
        client_of(leader).get(reverse(name))
    assert list(Standing.objects.values()) == before
