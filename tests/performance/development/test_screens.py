"""The screens, for whom they are, and for strangers."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from corpu.lib.clock import today
from performance.development.actions.plans import propose
from performance.development.models import Aspiration, PerformanceGap, Plan, PlanLine
from tests.conftest import grant, make_post

YEAR = today().year


def url(name, *args, **query):
    text = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"development:{name}", args=args) + (f"?{text}" if text else "")


@pytest.fixture
def planned(agree, learner, leader, found):
    """The learner with a gap and an agreed line."""
    found(learner, "komunikasi", 1)
    return agree(learner, leader)


@pytest.mark.parametrize("name", ["person", "assess", "line_new", "gap_new"])
def test_a_persons_pages_are_hidden_from_strangers(
    client_of, planned, learner, leader, hr, stranger, name
):
    page = url(name, learner.pk)
    assert client_of(stranger).get(page).status_code == 404
    assert client_of(learner).get(page).status_code == 200
    assert client_of(leader).get(page).status_code == 200
    expected = 200 if name == "person" else 403  # HR reads, and does not write
    assert client_of(hr).get(page).status_code == expected


def test_acts_are_hidden_from_strangers(client_of, planned, learner, stranger, write):
    write(learner)
    client, line, plan = client_of(stranger), planned.public_id, planned.plan
    gap = PerformanceGap.objects.create(person=learner, year=YEAR, title="x", source="x")
    for page in [
        url("propose", learner.pk),
        url("comment", learner.pk),
        url("line_change", line),
        url("line_remove", line),
        url("line_keep", line),
        url("decide", plan.public_id),
        url("gap_close", gap.pk),
        url("competence", learner.pk, "komunikasi"),
    ]:
        method = client.get if "competences" in page else client.post
        assert method(page).status_code == 404, page
    assert PlanLine.objects.count() == 2


def test_my_page_shows_gap_plan_and_who_signed(client_of, planned, learner, leader):
    page = client_of(learner).get(url("mine")).content.decode()
    assert "Komunikasi" in page.title() and planned.title in page
    assert leader.name in page and "1.500.000" in page


def test_from_a_line_to_both_signatures(client_of, policy, rates, learner, leader):
    me, boss = client_of(learner), client_of(leader)
    data = {
        "title": "Kelas bicara", "competence": policy["komunikasi"].pk, "form": "course",
        "target_level": 3, "jp": "6", "quarter": 3, "cost": 0, "reason": "Kesenjangan",
        "year": YEAR,
    }  # fmt: skip
    response = me.post(url("line_new", learner.pk), data)
    assert response.status_code == 302, response.context["form"].errors
    me.post(url("propose", learner.pk), {"year": YEAR, "text": "Mohon ditinjau"})
    plan = Plan.objects.get()
    assert plan.state == "proposed"
    assert me.post(url("decide", plan.public_id), {"accept": "yes"}).status_code == 404
    page = boss.get(url("person", learner.pk)).content.decode()
    assert url("decide", plan.public_id) in page
    boss.post(url("decide", plan.public_id), {"accept": "yes"})
    plan.refresh_from_db()
    assert plan.state == "agreed" and plan.leader_signed_by == leader
    assert "Mohon ditinjau" in boss.get(url("person", learner.pk)).content.decode()


def test_a_line_without_competence_is_refused_beside_its_field(
    client_of, policy, rates, learner
):
    data = {
        "title": "x",
        "form": "course",
        "jp": 1,
        "quarter": 1,
        "cost": 0,
        "reason": "x",
    }
    response = client_of(learner).post(url("line_new", learner.pk), data)
    assert response.status_code == 422
    assert "competence" in response.context["form"].errors
    assert not PlanLine.objects.exists()


def test_a_new_line_begins_with_its_gap_and_opening(
    client_of, learner, found, policy, offer
):
    from corpu.skills.models import ActivityCompetence

    found(learner, "komunikasi", 1)
    opening = offer("Kelas bicara", 8, days=1)
    competence = policy["komunikasi"]
    ActivityCompetence.objects.create(
        activity=opening.activity, competence=competence, level=3
    )
    page = url("line_new", learner.pk, competence=competence.pk, opening=opening.pk)
    form = client_of(learner).get(page).context["form"]
    assert form.initial["title"] == "Kelas bicara" and form.initial["jp"] == 8
    assert form.initial["target_level"] == 3 and "2" in form.initial["reason"]
    assert "Kelas bicara" in client_of(learner).get(url("mine")).content.decode()


def test_an_agreed_line_is_changed_with_a_reason(client_of, planned, learner):
    client, page = client_of(learner), url("line_change", planned.public_id)
    data = {
        "title": "Kelas lain", "competence": planned.competence_id, "form": "course",
        "jp": "8", "quarter": 2, "cost": 0, "reason": "x",
    }  # fmt: skip
    assert client.post(page, data).status_code == 422
    assert client.post(page, {**data, "change_reason": "Lebih dekat"}).status_code == 302
    planned.refresh_from_db()
    assert planned.title == "Belajar bicara" and planned.replaced_by.title == "Kelas lain"
    assert "Lebih dekat" in client.get(url("mine")).content.decode()


def test_i_assess_myself_and_see_why_a_level_holds(client_of, learner, policy, stranger):
    client, pk = client_of(learner), policy["komunikasi"].pk
    data = {f"level-{pk}": "2", f"note-{pk}": "Memimpin rapat"}
    assert client.post(url("assess", learner.pk), data).status_code == 302
    page = client.get(url("competence", learner.pk, "komunikasi")).content.decode()
    assert "Memimpin rapat" in page and "standar" in page.lower()


def test_i_choose_a_post_and_my_leader_sees_it(client_of, planned, learner, leader):
    post = make_post("structural", code="head", name="Kepala Bagian Mutu")
    client = client_of(learner)
    assert "Kepala Bagian Mutu" in client.get(url("aim", q="bagian")).content.decode()
    client.post(url("aim"), {"post": post.pk})
    assert Aspiration.objects.get(person=learner).post == post
    assert "Kepala Bagian Mutu" in client_of(leader).get(url("team")).content.decode()
    client.post(url("aim"), {})
    assert not Aspiration.objects.exists()


def test_the_team_page_grows_by_no_query(
    client_of, planned, leader, ministry, person_factory, django_assert_max_num_queries
):
    client = client_of(leader)
    client.get(url("team"))
    with django_assert_max_num_queries(45) as few:
        client.get(url("team"))
    for n in range(6):
        person_factory(f"Anak {n}", unit=ministry.section, leader=leader)
    with django_assert_max_num_queries(45) as more:
        page = client.get(url("team"))
    assert len(more) == len(few)
    assert len(page.context["rows"]) == 7


def test_the_team_page_is_for_leaders(client_of, learner, stranger):
    assert client_of(learner).get(url("team")).status_code == 404
    assert client_of(stranger).get(url("team")).status_code == 404


def test_unit_pages_are_for_those_who_oversee(
    client_of, planned, ministry, learner, leader, hr, auditor, stranger
):
    for name in ("unit", "lines"):
        page = url(name, unit=ministry.section.pk, year=YEAR)
        assert client_of(leader).get(page).status_code == 200
        assert client_of(hr).get(page).status_code == 200
        assert client_of(auditor).get(page).status_code == 200
        assert client_of(learner).get(page).status_code == 404
        assert client_of(stranger).get(page).status_code == 404
    above = url("unit", unit=ministry.root.pk)
    assert client_of(leader).get(above).status_code == 404


def test_the_drill_down_equals_the_figure_on_the_page(client_of, many, ministry, hr):
    many(3)
    many(2, unit=ministry.bureau, form="seminar")
    client = client_of(hr)
    page = client.get(url("unit", unit=ministry.root.pk, by="form"))
    for row in page.context["rows"]:
        behind = client.get(url("lines", unit=ministry.root.pk, by="form", key=row.key))
        total = behind.context["total"]
        assert (total.people, total.lines, total.jp, total.cost) == (
            row.people, row.lines, row.jp, row.cost,
        )  # fmt: skip
        assert behind.context["page"].paginator.count == row.lines
        assert len(behind.context["seen"]) == row.people


def test_approving_freezes_and_the_frozen_page_stays(
    client_of, many, ministry, hr, other_hr, leader
):
    many(3)
    mine, other = client_of(hr), client_of(other_hr)
    mine.post(url("propose_agency", ministry.root.pk), {"year": YEAR})
    page = url("unit", unit=ministry.root.pk)
    sheet = mine.get(page).context["waiting"]
    assert url("approve_agency", sheet.pk) not in mine.get(page).content.decode()
    assert client_of(leader).post(url("approve_agency", sheet.pk)).status_code == 404
    other.post(url("approve_agency", sheet.pk))
    PlanLine.objects.update(cost=1)
    frozen = mine.get(f"{page}&year={YEAR}&sheet={sheet.pk}")
    assert frozen.context["total"].cost == 300_000
    assert mine.get(page).context["total"].cost == 3


def test_a_plan_over_its_budget_says_so(client_of, many, ministry, hr):
    many(3)
    client = client_of(hr)
    data = {"ceiling": 250_000, "year": YEAR}
    client.post(url("budget", ministry.section.pk), data)
    page = client.get(url("unit", unit=ministry.section.pk))
    assert page.context["over"] == 50_000 and "50.000" in page.content.decode()


def test_the_plan_goes_out_as_a_table(client_of, many, ministry, hr, learner):
    many(3)
    query = {"unit": ministry.section.pk, "year": YEAR}
    client = client_of(hr)
    response = client.get(url("table", "lines", "xlsx", **query))
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert len(rows) == 4 and sum(row[-1] for row in rows[1:]) == 300_000
    text = client.get(url("table", "totals", "csv", **query)).content.decode("utf-8-sig")
    assert text.splitlines()[-1].endswith("3,3,18.00,300000")
    assert client.get(url("table", "else", "csv", **query)).status_code == 404
    refused = client_of(learner).get(url("table", "lines", "csv", **query))
    assert refused.status_code == 404


def test_demand_is_for_agencies_and_hr_without_names(
    client_of, many, author, manager, hr, learner, leader, stranger
):
    lines = many(5)
    for person in (author, manager, hr):
        page = client_of(person).get(url("demand"))
        assert page.status_code == 200
        assert [cell.people for cell in page.context["cells"]] == [5]
        assert lines[0].plan.person.name not in page.content.decode()
    for person in (learner, leader, stranger):
        assert client_of(person).get(url("demand")).status_code == 404


def test_hr_begins_at_its_institution(client_of, ministry, hr, learner):
    response = client_of(hr).get(url("agency"))
    assert (
        response.status_code == 302 and f"unit={ministry.root.pk}" in response["Location"]
    )
    assert client_of(learner).get(url("agency")).status_code == 404


def test_standards_are_published_by_a_second_person(
    client_of, draft, hr, other_hr, learner, leader
):
    row = draft(post=make_post())
    assert client_of(learner).get(url("standards")).context["drafts"] == []
    client_of(hr).post(url("publish_standards"), {"standard": row.pk})
    row.refresh_from_db()
    assert not row.live
    assert client_of(learner).post(
        url("publish_standards"), {"standard": row.pk}
    ).status_code in (403, 302)
    client_of(other_hr).post(url("publish_standards"), {"standard": row.pk})
    row.refresh_from_db()
    assert row.live
    assert (
        str(row.competence) in client_of(learner).get(url("standards")).content.decode()
    )


def test_standards_are_published_as_they_were_read(client_of, draft, other_hr):
    row = draft(post=make_post())
    client, found = client_of(other_hr), []

    def ticked() -> str:
        shown = client.get(url("standards")).content.decode()
        return re.search(r'name="standard" value="(\d+:\w+)"', shown)[1]

    old = ticked()
    type(row).objects.filter(pk=row.pk).update(level=5)
    for value in (old, ticked()):
        client.post(url("publish_standards"), {"standard": value})
        row.refresh_from_db()
        found.append(row.live)
    assert found == [False, True]


def test_drafts_of_standards_are_dropped_by_the_office(client_of, draft, learner, hr):
    row = draft(post=make_post())
    assert client_of(learner).post(url("drop_standard", row.pk)).status_code == 404
    client_of(hr).post(url("drop_standard", row.pk))
    assert not type(row).objects.exists()


def test_a_source_of_levels_takes_two_persons(client_of, policy, hr, other_hr, learner):
    from performance.development.models import LevelSource

    office = other_hr
    for person in (hr, office):
        grant(person, "hr")
    row = LevelSource.objects.create(
        source="self", priority=4, years=2, legal_basis="SK 1", valid_from=today(),
        drafted_by=hr,
    )  # fmt: skip
    page, act = url("rule", "source", row.pk), url("publish_rule", "source", row.pk)
    assert client_of(learner).get(page).status_code == 404
    assert client_of(hr).get(page).status_code == 200
    client_of(hr).post(act)
    row.refresh_from_db()
    assert not row.live
    client_of(office).post(act)
    row.refresh_from_db()
    assert row.live and LevelSource.on_day(today())["self"].years == 2


def test_the_queue_of_decisions_leads_to_the_plan(client_of, write, learner, leader):
    plan = propose(write(learner).plan, by=learner)
    page = client_of(leader).get(reverse("home:decisions")).content.decode()
    assert plan.get_absolute_url().replace("&", "&amp;") in page


def test_the_editor_asks_for_the_legal_basis(client_of, administrator, policy):
    make_post()
    page = reverse("wagtailsnippets_skills_poststandard:add")
    data = {
        "post": make_post().pk, "competence": policy["komunikasi"].pk, "level": 3,
        "valid_from": "2026-01-01", "legal_basis": "", "is_confirmed": "on",
    }  # fmt: skip
    client = client_of(administrator)
    client.post(page, data)
    from corpu.skills.models import PostStandard

    assert not PostStandard.objects.drafts().exists()
    client.post(page, {**data, "legal_basis": "Keputusan Contoh 1/2026"})
    row = PostStandard.objects.drafts().get()
    assert row.drafted_by == administrator and not row.live


def test_my_own_page_says_what_waits(client_of, write, learner, leader):
    from performance.development.actions.plans import decide
    from performance.development.cards import plan_to_sign

    assert plan_to_sign(learner) is None
    plan = write(learner).plan
    assert "reason" not in plan_to_sign(learner)["text"]
    plan = propose(plan, by=learner)
    assert plan_to_sign(learner) is None
    decide(plan, by=leader, accept=False, reason="Tambah coaching")
    assert "Tambah coaching" in plan_to_sign(learner)["text"]
    assert "Tambah coaching" in client_of(learner).get("/me/").content.decode()


@pytest.mark.parametrize(
    "odd",
    [
        {"month": "99"},
        {"month": "99999"},
        {"target_level": "70000"},
        {"cost": "9" * 30},
        {"jp": "1e30"},
    ],
    ids=str,
)
def test_numbers_that_no_line_takes_stand_beside_their_field(
    client_of, planned, learner, odd
):
    page, lines = url("line_new", learner.pk), PlanLine.objects.count()
    sent = {
        "title": "Komunikasi", "competence": planned.competence_id, "target_level": "2",
        "form": planned.form_id, "jp": "4", "quarter": "2", "month": "", "cost": "0",
        "reason": "Perlu", **odd,
    }  # fmt: skip
    answer = client_of(learner).post(page, sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(odd)
    assert PlanLine.objects.count() == lines
