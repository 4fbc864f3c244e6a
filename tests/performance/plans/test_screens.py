"""The pages of plans: who opens them, what they say, and how many statements they take."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from performance.plans import cards
from performance.plans.actions import assessing, dialogue, monitoring, starting
from performance.plans.models import Appraisal, Objection, Plan, UnitPlan


@pytest.fixture
def line(plan, learner):
    """A line of work in the learner's plan."""
    return dialogue.add_line(
        plan, by=learner, wording="Menyusun 4 standar", expectation=Decimal(4)
    )


@pytest.fixture
def given(agreed, leader) -> Appraisal:
    return assessing.assess(
        agreed, by=leader, quarter=2, result="meets", behaviour="meets", note="Baik."
    )


def test_my_goals_before_and_after_the_start(client_of, standings, learner):
    client = client_of(learner)
    page = client.get(reverse("plans:mine"))
    assert page.templates[0].name == "performance/plans/none.html"
    client.post(reverse("plans:start", args=[learner.pk]), {"year": 2026})
    page = client.get(reverse("plans:mine"))
    assert page.context["plan"].state == "planning"
    assert page.context["has_learning"]
    assert [step["is_current"] for step in page.context["steps"]].index(True) == 0


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("learner", 200),
        ("leader", 200),
        ("upper_leader", 200),
        ("hr", 200),
        ("auditor", 200),
        ("colleague", 404),
        ("coach", 404),
        ("stranger", 404),
    ],
)
def test_who_sees_a_plan(client_of, agreed, given, line, request, who, status):
    viewer = request.getfixturevalue(who)
    for url in (
        agreed.get_absolute_url(),
        reverse("plans:line", args=[line.pk]),
    ):
        assert client_of(viewer).get(url).status_code == status


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_a_stranger_changes_nothing(client_of, agreed, given, line, request, who):
    client = client_of(request.getfixturevalue(who))
    before = list(agreed.entries.values_list("pk", flat=True))
    for name, pk in [
        ("sign", agreed.pk),
        ("comment", agreed.pk),
        ("propose", agreed.pk),
        ("feedback", agreed.pk),
        ("line_strike", line.pk),
        ("report", line.pk),
        ("acknowledge", given.pk),
        ("object", given.pk),
        ("agree_action", given.pk),
    ]:
        url = reverse(f"plans:{name}", args=[pk])
        assert client.post(url, {"text": "Halo"}).status_code == 404, name
    assert client.get(reverse("plans:line_new", args=[agreed.pk])).status_code == 404
    url = reverse("plans:assess", args=[agreed.pk, "2"])
    assert client.get(url).status_code == 404
    assert list(agreed.entries.values_list("pk", flat=True)) == before


@pytest.mark.parametrize("who", ["hr", "auditor", "upper_leader"])
def test_onlookers_read_and_do_not_write(client_of, agreed, request, who):
    client = client_of(request.getfixturevalue(who))
    page = client.get(agreed.get_absolute_url()).content.decode()
    assert reverse("plans:line_new", args=[agreed.pk]) not in page
    for name in ("sign", "comment", "feedback"):
        data = {
            "text": "Halo",
            "feedback-text": "Halo",
            "feedback-given_on": "2026-06-30",
        }
        url = reverse(f"plans:{name}", args=[agreed.pk])
        assert client.post(url, data).status_code == 403, name
    assert client.get(reverse("plans:line_new", args=[agreed.pk])).status_code == 403
    url = reverse("plans:assess", args=[agreed.pk, "2"])
    assert client.get(url).status_code == 403


def test_a_year_on_the_screen(client_of, plan, learner, leader, rates):
    """Line, comment, two signatures, report, feedback, assessment, answer, action."""
    hers, leads = client_of(learner), client_of(leader)
    url = reverse("plans:line_new", args=[plan.pk])
    data = {"kind": "result", "measure": "reported", "wording": ""}
    refusal = hers.post(url, data)
    assert (refusal.status_code, "wording" in refusal.context["form"].errors) == (
        422,
        True,
    )
    data |= {
        "wording": "Menyusun 4 standar",
        "expectation": "4",
        "unit_of_measure": "naskah",
    }
    assert hers.post(url, data).status_code == 302
    row = plan.lines.get(wording="Menyusun 4 standar")
    edit = reverse("plans:line_edit", args=[row.pk])
    assert leads.get(edit).status_code == 200
    assert leads.post(edit, {**data, "expectation": "5"}).status_code == 302
    leads.post(reverse("plans:comment", args=[plan.pk]), {"text": "Lima, bukan empat."})
    page = hers.get(plan.get_absolute_url()).content.decode()
    assert "Lima, bukan empat." in page
    for client in (hers, leads):
        client.post(reverse("plans:sign", args=[plan.pk]))
    plan.refresh_from_db()
    assert plan.state == "running"

    report = {f"line{row.pk}-value": "2", f"line{row.pk}-note": "Naskah 1 dan 2"}
    assert hers.post(reverse("plans:report", args=[row.pk]), {}).status_code == 422
    assert hers.post(reverse("plans:report", args=[row.pk]), report).status_code == 302
    said = row.reports.get()
    assert "Naskah 1 dan 2" in leads.get(plan.get_absolute_url()).content.decode()
    leads.post(reverse("plans:decide_report", args=[said.pk]), {"accept": "yes"})
    said.refresh_from_db()
    assert said.accepted
    feedback = {"feedback-text": "Rapi.", "feedback-given_on": "2026-06-30"}
    leads.post(reverse("plans:feedback", args=[plan.pk]), feedback)
    assert plan.feedback.get().quarter == 2

    assess = reverse("plans:assess", args=[plan.pk, "2"])
    assert leads.get(assess).status_code == 200
    assert leads.post(assess, {}).status_code == 422
    ratings = {"result": "above", "behaviour": "meets", "note": "Baik."}
    ratings |= {"rating_competent": "above", "note_competent": "Rajin"}
    assert leads.post(assess, ratings).status_code == 302
    given = Appraisal.objects.get()
    assert (given.predicate, given.behaviours.get().value) == ("good", "competent")
    action = {
        "action-text": "Mentoring",
        "action-owner": "leader",
        "action-due_on": "2026-08-01",
    }
    leads.post(reverse("plans:agree_action", args=[given.pk]), action)
    leads.post(reverse("plans:finish_action", args=[given.follow_ups.get().pk]))
    assert given.follow_ups.get().done_at
    hers.post(reverse("plans:acknowledge", args=[given.pk]))
    given.refresh_from_db()
    assert given.is_final
    assert hers.get(plan.get_absolute_url()).status_code == 200


def test_an_objection_on_the_screen(client_of, given, learner, upper_leader, leader):
    client = client_of(learner)
    url = reverse("plans:object", args=[given.pk])
    assert client.post(url, {}).status_code == 422
    page = client.get(given.plan.get_absolute_url())
    (row,) = page.context["assessments"]
    assert row.objection_form.initial == {"result": "meets", "behaviour": "meets"}
    data = {
        "objection-reason": "Hasil saya lebih.",
        "objection-result": "above",
        "objection-behaviour": "above",
    }
    assert client.post(url, data).status_code == 302
    row = Objection.objects.get()
    page = reverse("plans:objection", args=[row.pk])
    for person, status in [(upper_leader, 200), (leader, 404), (learner, 404)]:
        assert client_of(person).get(page).status_code == status
    assert client_of(upper_leader).get(reverse("home:decisions")).status_code == 200
    client_of(upper_leader).post(page, {"accept": "yes"})
    given.refresh_from_db()
    assert given.predicate == "very_good"


def test_the_leader_starts_and_signs_in_bulk(
    client_of, standings, leader, learner, colleague, stranger
):
    client = client_of(leader)
    page = client.get(reverse("plans:team"))
    assert (page.status_code, page.context["unbegun"]) == (200, 2)
    client.post(reverse("plans:team_start"), {"year": 2026})
    plans = Plan.objects.filter(person__in=[learner, colleague])
    assert set(plans.values_list("state", flat=True)) == {"planning"}
    dialogue.sign(Plan.objects.get(person=learner), by=learner)
    page = client.get(reverse("plans:team"), {"waits": "me"})
    assert [row.person for row in page.context["page"]] == [learner]
    everything = [plan.pk for plan in plans]
    client.post(reverse("plans:team_sign"), {"year": 2026, "plan": everything})
    assert Plan.objects.get(person=learner).state == "running"
    for name in ("plans:team", "plans:office"):
        assert client_of(learner).get(reverse(name)).status_code == 404
        assert client_of(stranger).get(reverse(name)).status_code == 404


def test_the_team_page_takes_a_fixed_number_of_statements(
    client_of, cycle, leader, person_factory, ministry, django_assert_max_num_queries
):
    for number in range(25):
        person = person_factory(f"Pegawai {number}", unit=ministry.section, leader=leader)
        starting.start(person, datetime.date.today().year, by=leader)
    client = client_of(leader)
    client.get(reverse("plans:team"))
    with django_assert_max_num_queries(45):
        client.get(reverse("plans:team"))


def test_a_plan_takes_a_fixed_number_of_statements(
    client_of, agreed, learner, leader, django_assert_max_num_queries
):
    client = client_of(learner)
    for number in range(12):
        dialogue.comment(agreed, by=leader, text=f"Catatan {number}")
        monitoring.give_feedback(agreed, by=leader, text=f"Umpan balik {number}")
    client.get(agreed.get_absolute_url())
    with django_assert_max_num_queries(50):
        client.get(agreed.get_absolute_url())


def test_hr_sees_stages_and_takes_the_file(
    client_of, hr, auditor, given, learner, leader
):
    page = client_of(hr).get(reverse("plans:office"), {"stage": "running"})
    numbers = {key: number for key, _name, number in page.context["counts"]}
    assert numbers["running"] == 1
    assert [person.pk for person in page.context["page"]] == [learner.pk]
    assert client_of(auditor).get(reverse("plans:office")).status_code == 200
    for stage in ("none", "proposed", "planning", "closed", "incomplete"):
        url = reverse("plans:office")
        listed = client_of(hr).get(url, {"stage": stage}).context["page"]
        assert listed.paginator.count == numbers[stage]
    url = reverse("plans:export", args=["csv"])
    text = client_of(hr).get(url, {"quarter": "2"}).content.decode("utf-8-sig")
    assert learner.nip not in text
    assessing.acknowledge(given, by=learner)
    text = client_of(hr).get(url, {"quarter": "2"}).content.decode("utf-8-sig")
    header, row = (part.split(",") for part in text.strip().splitlines())
    said = dict(zip(header, row, strict=True))
    assert said["nip"] == learner.nip
    assert (said["bulanMulaiPenilaian"], said["bulanSelesaiPenilaian"]) == ("4", "6")
    codes = ("hasilKinerjaNilai", "perilakuKerjaNilai", "kuadranKinerjaNilai")
    assert [said[code] for code in codes] == ["2", "2", "2"]
    assert (said["penilaiNipNrp"], said["statusPenilai"]) == (leader.nip, "ASN")
    assert client_of(leader).get(url).status_code == 404


def test_a_unit_plan_without_learning_is_incomplete_until_one_button(
    client_of, standings, hr, leader, learner, colleague, stranger, ministry
):
    client = client_of(leader)
    begin = reverse("plans:unit_begin", args=[ministry.section.pk])
    assert client_of(learner).post(begin).status_code == 403
    client.post(begin, {"year": 2026})
    plan = UnitPlan.objects.get()
    page = client.get(plan.get_absolute_url())
    assert not page.context["has_learning"]
    listed = client_of(hr).get(reverse("plans:office")).context["units"]
    assert ministry.section in list(listed)
    on_the_unit = client.get(reverse("home:unit"), {"unit": ministry.section.pk})
    assert reverse("plans:units") in on_the_unit.content.decode()
    client.post(reverse("plans:unit_propose", args=[plan.pk]))
    page = client.get(plan.get_absolute_url())
    assert page.context["has_learning"]
    listed = client_of(hr).get(reverse("plans:office")).context["units"]
    assert ministry.section not in list(listed)
    for person, status in [(learner, 200), (stranger, 404)]:
        assert client_of(person).get(plan.get_absolute_url()).status_code == status


def test_a_goal_of_the_unit_is_shared_to_people(
    client_of, standings, leader, learner, colleague, ministry, stranger
):
    client = client_of(leader)
    client.post(reverse("plans:unit_begin", args=[ministry.section.pk]), {"year": 2026})
    plan = UnitPlan.objects.get()
    goal = {
        "measure": "reported",
        "wording": "Standar layanan selesai",
        "expectation": "10",
    }
    client.post(reverse("plans:goal_new", args=[plan.pk]), goal)
    row = plan.goals.get()
    share = reverse("plans:goal_share", args=[row.pk])
    assert client.get(share).status_code == 200
    assert client_of(learner).get(share).status_code == 403
    assert client_of(stranger).get(share).status_code == 404
    people = {"people": [learner.pk, colleague.pk]}
    client.post(share, people)
    client.post(share, people)  # once is enough
    lines = list(row.lines.order_by("plan__person__name"))
    assert [line.plan.person for line in lines] == [colleague, learner]
    for number, line in enumerate(lines, 1):
        said = monitoring.report(
            line, by=line.plan.person, value=Decimal(number), note="Selesai"
        )
        monitoring.decide_report(said, by=leader, accept=True)
    page = client.get(plan.get_absolute_url())
    assert page.context["goals"][0].value == 3
    facts = client.get(reverse("plans:goal", args=[row.pk]))
    assert facts.context["total"] == 3
    remove = reverse("plans:goal_remove", args=[row.pk])
    client.post(remove)
    assert plan.goals.exists()


def test_a_report_waits_for_the_leader_until_she_answers(
    client_of, line, learner, leader
):
    for person in (learner, leader):
        dialogue.sign(line.plan, by=person)
    monitoring.report(line, by=learner, value=Decimal(1), note="Satu")
    said = monitoring.report(line, by=learner, value=Decimal(2), note="Dua")

    def waits() -> tuple:
        page = client_of(leader).get(reverse("plans:team"), {"year": 2026})
        (row,) = [row for row in page.context["page"] if row.person == learner]
        return row.reports, row.waits_for, bool(cards.team(leader))

    assert waits() == (1, "me", True)
    monitoring.decide_report(said, by=leader, accept=True)
    assert waits()[0::2] == (0, False)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_speaks(client_of, agreed, given, line, leader, learner, hr, language):
    for person in (leader, learner, hr):
        person.language = language
        person.save(update_fields=["language"])
    for person, urls in {
        learner: ["plans:mine", "plans:rules", "plans:units", "home:me"],
        leader: ["plans:team", "plans:units", "home:team", "home:me"],
        hr: ["plans:office", "plans:rules"],
    }.items():
        for name in urls:
            assert client_of(person).get(reverse(name)).status_code == 200, name
