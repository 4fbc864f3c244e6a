"""Lists of candidates and the nine-box: kept rows equal a recount, scope is kept."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from corpu.lib.clock import today
from corpu.people.actions import imports
from corpu.people.models import Education
from performance.careers.actions import candidates, talent
from performance.careers.actions.judging import verdict
from performance.careers.models import Candidate, Potential, TalentPlace
from performance.careers.tasks import count_list


@pytest.fixture
def sheet(gate, senior_post, ministry, hr, learner, leader, colleague, coachee, learn,
          assess, django_capture_on_commit_callbacks):  # fmt: skip
    learn(learner, 20, form="technical")
    assess(learner, 3)
    assess(coachee, 3, is_validated=False)
    with django_capture_on_commit_callbacks(execute=True):
        return candidates.ask_list(post=senior_post, unit=ministry.root, by=hr)


def test_a_list_equals_a_recount_of_each_person(sheet, senior_post, learner):
    rows = list(sheet.candidates.select_related("person"))
    assert {row.person for row in rows} >= {learner}
    for row in rows:
        found = verdict(row.person, senior_post)
        assert row.answer == found.answer
        assert [row.met, row.check_by_hand, row.not_met] == list(found.counts.values())
    assert sheet.candidates.get(person=learner).answer == "met"


def test_a_list_is_counted_in_pieces_and_goes_on_where_it_stopped(
    sheet, monkeypatch, colleague, learner
):
    everybody = set(sheet.candidates.values_list("person", "answer"))
    monkeypatch.setattr(candidates, "PIECE", 2)
    Candidate.objects.filter(person=colleague).delete()
    type(sheet).objects.filter(pk=sheet.pk).update(counted_at=None, reached=0)
    assert candidates.count_piece(sheet.pk)
    assert sheet.pk not in candidates.left_behind()  # a worker is at it
    type(sheet).objects.filter(pk=sheet.pk).update(claimed_at=None)
    assert candidates.left_behind() == [sheet.pk]
    count_list(sheet.pk)
    assert set(sheet.candidates.values_list("person", "answer")) == everybody


def test_who_has_left_is_taken_off_the_list(sheet, colleague, hr, senior_post, ministry,
                                            django_capture_on_commit_callbacks):  # fmt: skip
    colleague.is_active = False
    colleague.save(update_fields=["is_active"])
    with django_capture_on_commit_callbacks(execute=True):
        candidates.ask_list(post=senior_post, unit=ministry.root, by=hr)
    assert not sheet.candidates.filter(person=colleague).exists()


def test_only_hr_of_the_unit_has_a_list_counted(
    gate, senior_post, ministry, leader, auditor
):
    for person in (leader, auditor):
        with pytest.raises(PermissionDenied):
            candidates.ask_list(post=senior_post, unit=ministry.root, by=person)


def test_screens_of_a_list(client_of, sheet, hr, auditor, learner, leader, stranger):
    url = f"/performance/careers/candidates/{sheet.pk}/"
    for person in (hr, auditor):
        page = client_of(person).get(url)
        assert page.status_code == 200
        assert learner.name in page.content.decode()
    for person in (learner, leader, stranger):
        assert client_of(person).get(url).status_code == 404
        assert (
            client_of(person).get("/performance/careers/candidates/").status_code == 403
        )
    rows = client_of(hr).get(f"{url}?answer=met&sort=name").context["page"].object_list
    assert [row.person for row in rows] == [learner]
    table = client_of(hr).get(f"/performance/careers/candidates/{sheet.pk}.csv")
    lines = table.content.decode("utf-8-sig").splitlines()
    # HR herself is not on her own list.
    assert len(lines) == 1 + sheet.candidates.exclude(person=hr).count()


def test_a_page_of_a_list_costs_the_same_for_more_people(
    client_of, sheet, hr, person_factory, ministry, senior_post,
    django_assert_max_num_queries, django_capture_on_commit_callbacks,
):  # fmt: skip
    client = client_of(hr)
    url = f"/performance/careers/candidates/{sheet.pk}/"
    client.get(url)
    with django_assert_max_num_queries(40) as few:
        client.get(url)
    for number in range(12):
        person_factory(f"Orang {number}", unit=ministry.section)
    with django_capture_on_commit_callbacks(execute=True):
        candidates.ask_list(post=senior_post, unit=ministry.root, by=hr)
    with django_assert_max_num_queries(40) as many:
        client.get(url)
    assert len(many) == len(few)


# -- the nine-box ----------------------------------------------------------------------


def potential(person, score, *, is_validated=True, days=10):
    return Potential.objects.create(
        person=person, score=Decimal(score), assessor="Pusat Asesmen",
        assessed_on=today() - datetime.timedelta(days=days), is_validated=is_validated,
    )  # fmt: skip


def test_places_follow_final_predicates_and_validated_potential(
    limits, learner, colleague, coachee, leader, appraise
):
    year = today().year - 1
    for person in (learner, colleague, coachee, leader):
        appraise(person, year, "very_good")
    potential(learner, 90)
    potential(learner, 10, days=400)  # an older finding no longer speaks
    potential(colleague, 90, is_validated=False)
    potential(leader, 90, days=3 * 366 + 5)  # it has expired
    talent.recount([learner.pk, colleague.pk, coachee.pk, leader.pk])
    boxes = dict(TalentPlace.objects.values_list("person", "box"))
    assert boxes == {
        learner.pk: 9, colleague.pk: None, coachee.pk: None, leader.pk: None,
    }  # fmt: skip
    assert TalentPlace.objects.get(person=learner).is_in_pool


def test_without_published_limits_nobody_has_a_place(limits, learner, appraise):
    appraise(learner, today().year - 1, "good")
    potential(learner, 90)
    talent.recount([learner.pk])
    limits.live = False
    limits.save()
    talent.recount([learner.pk])
    assert not TalentPlace.objects.exists()


def test_the_nine_box_screen_counts_and_opens_its_people(
    client_of, limits, hr, auditor, learner, leader, stranger, appraise
):
    appraise(learner, today().year - 1, "good")
    potential(learner, 60)
    talent.recount([learner.pk, leader.pk, hr.pk])
    page = client_of(hr).get("/performance/careers/talent/?show=7")
    counts = {
        b["number"]: b["count"] for row in page.context["grid"] for b in row["boxes"]
    }
    assert counts[7] == 1 and sum(counts.values()) == 1
    assert [row.person for row in page.context["page"]] == [learner]
    assert page.context["total"] == sum(counts.values()) + page.context["without"]
    for person in (learner, leader, stranger):
        assert client_of(person).get("/performance/careers/talent/").status_code == 403
    assert client_of(auditor).get("/performance/careers/talent/").status_code == 200
    table = client_of(hr).get("/performance/careers/talent/table.csv?show=7")
    assert learner.name in table.content.decode("utf-8-sig")


def test_a_person_sees_her_box_only_where_it_is_published(
    client_of, limits, learner, appraise
):
    appraise(learner, today().year - 1, "good")
    potential(learner, 60)
    talent.recount([learner.pk])
    assert client_of(learner).get("/performance/careers/").context["place"] is None
    limits.is_shown = True
    limits.save()
    assert client_of(learner).get("/performance/careers/").context["place"].box == 7


def load(kind: str, text: str, by):
    file = SimpleUploadedFile("berkas.csv", text.encode())
    run = imports.upload(kind=kind, file=file, by=by)
    imports.work_on(run.pk)
    run.refresh_from_db()
    return run


def apply(run):
    imports.confirm(run, by=run.started_by)
    imports.work_on(run.pk)


def test_potential_is_loaded_from_a_file_with_errors_by_row(
    limits, hr, learner, colleague, stranger, appraise
):
    appraise(learner, today().year - 1, "good")
    run = load(
        "potential",
        "nip,nilai,tanggal,penilai,tervalidasi\n"
        f"{learner.nip},85,2026-01-05,Pusat Asesmen,ya\n"
        f"{colleague.nip},101,2026-01-05,Pusat Asesmen,ya\n"
        f"{stranger.nip},80,2026-01-05,Pusat Asesmen,ya\n"
        f"{hr.nip},99,2026-01-05,Pusat Asesmen,ya\n",
        hr,
    )
    codes = [[p["code"] for p in row.problems] for row in run.rows.all()]
    assert codes == [[], ["score_out_of_range"], ["unknown_person"], ["own_row"]]
    apply(run)
    assert Potential.objects.get().score == 85
    assert TalentPlace.objects.get(person=learner).box == 9
    again = load(
        "potential",
        "nip,nilai,tanggal,penilai,tervalidasi\n"
        f"{learner.nip},85,2026-01-05,Pusat Asesmen,ya\n",
        hr,
    )
    assert [row.act for row in again.rows.all()] == ["same"]


def test_education_is_loaded_from_a_file(hr, learner, stranger):
    run = load(
        "education",
        "nip,jenjang,jurusan,tahun lulus,tervalidasi\n"
        f"{learner.nip},S2,Administrasi,2018,ya\n"
        f"{learner.nip},Z9,Administrasi,2018,ya\n"
        f"{stranger.nip},S1,Hukum,2010,ya\n",
        hr,
    )
    codes = [[p["code"] for p in row.problems] for row in run.rows.all()]
    assert codes == [[], ["unknown_level"], ["unknown_person"]]
    apply(run)
    row = Education.objects.get()
    assert (row.person, row.level, row.is_validated) == (learner, 5, True)
