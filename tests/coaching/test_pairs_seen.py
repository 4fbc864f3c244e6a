"""Every role on every screen about coaches, pairs, meetings and boards."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from coaching.actions import agreements, coaches, engagements, meetings
from coaching.actions.wishes import keep_purpose
from coaching.models import Circle, Coach, Credential, Engagement, Meeting, Programme
from corpu.people.models import Decision
from tests.lib.test_proof_files import pdf

SECRET = "Maksud rahasia pasangan ini"


@pytest.fixture
def story(pair, hr, coach, coachee):
    """A pair with a purpose, a goal and a meeting; a group; a programme; a credential."""
    keep_purpose(pair, by=coachee, text=SECRET)
    day = timezone.localdate()
    end = day + datetime.timedelta(days=90)
    goal = agreements.add_goal(pair, by=coach, text=SECRET)
    slot, *_more = meetings.offer_slots(
        pair.coach, day=day + datetime.timedelta(days=2), start=datetime.time(9),
        minutes=60, count=2,
    )  # fmt: skip
    return {
        "goal": goal,
        "slot": slot,
        "meeting": meetings.book(pair, slot, by=coachee),
        "circle": Circle.objects.create(
            coach=pair.coach, kind_id="community", name="Lingkar", about="-", places=3,
            starts_on=day, ends_on=end,
        ),
        "programme": Programme.objects.create(
            name="100 hari", unit=hr.unit, kind_id="coaching", purpose="-",
            starts_on=day, ends_on=end, made_by=hr,
        ),
        "credential": Credential.objects.create(
            coach=pair.coach, name="Sertifikat", issuer="Lembaga", issued_on=day,
        ),
    }  # fmt: skip


def url(name, *args) -> str:
    return reverse(f"coaching:{name}", args=args)


def test_pages_of_a_pair_are_for_the_pair_alone(
    client_of, pair, story, coach, coachee, leader, administrator
):
    """Refused in full, as a browser meets it; `test_roles` asks the views for every role."""
    key, meeting = pair.public_id, story["meeting"].public_id
    read = [url(name, key) for name in ("engagement", "agreement", "review", "book")] + [
        url("meeting", meeting),
        url("meeting_file", meeting),
    ]
    for person in (coach, coachee):
        client = client_of(person)
        assert [client.get(page).status_code for page in read] == [200] * len(read)
    acts = [
        url(name, key)
        for name in (
            "answer", "sign", "add_goal", "fit", "confirm_review", "end",
            "withdraw_request", "book", "agreement", "review",
        )
    ] + [
        url("mark_goal", story["goal"].pk),
        url("drop_goal", story["goal"].pk),
        url("move_meeting", meeting),
        url("cancel_meeting", meeting),
    ]  # fmt: skip
    for person in (leader, administrator):
        client = client_of(person)
        assert [client.get(page).status_code for page in read] == [404] * len(read)
        assert [client.post(act).status_code for act in acts] == [404] * len(acts)


def test_office_pages_are_for_hr_and_never_tell_the_purpose(
    client_of, pair, story, coach, coachee, leader, hr, auditor, stranger, learner
):
    pages = [
        url("register"), url("entry_new"), url("board"), url("programmes"),
        url("programme", story["programme"].public_id),
        url("entry", pair.coach.public_id),
    ]  # fmt: skip
    for person in (coach, coachee, leader, auditor, stranger, learner):
        client = client_of(person)
        for page in pages:
            assert client.get(page).status_code == 403, (person, page)
    office = client_of(hr)
    for page in pages:
        answer = office.get(page)
        assert answer.status_code == 200, page
        assert SECRET not in answer.content.decode(), page


def test_hr_names_people_and_gives_them_coaches(
    client_of, story, entry, hr, ministry, stranger
):
    from tests.conftest import _make_person

    person = _make_person("Baru Contoh", unit=hr.unit)
    page = url("programme", story["programme"].public_id)
    office = client_of(hr)
    named = office.post(page, {"people": f"{person.nip}\n"})
    ((who, proposals),) = named.context["rows"]
    assert (who, [one.coach for one in proposals]) == (person, [entry])
    unknown = office.post(page, {"people": "123"})
    assert "123" in unknown.content.decode() and not unknown.context["rows"]
    act = url("place", story["programme"].public_id)
    office.post(act, {"person": person.pk, "coach": entry.pk})
    assert person.engagements.get().way == Engagement.Way.PLACED
    assert client_of(stranger).post(page, {"people": person.nip}).status_code == 403


def test_a_leader_sees_numbers_and_no_words(
    client_of, pair, story, log, leader, coachee, stranger, odd_topic
):
    from coaching.actions import signatures

    signatures.confirm(log(topic=odd_topic), by=coachee)
    answer = client_of(leader).get(url("unit"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["board"].coached == 1
    assert answer.context["board"].minutes == 60
    assert SECRET not in page and odd_topic.name_id not in page
    assert client_of(stranger).get(url("unit")).status_code == 404


def test_few_requests_are_not_counted_out(client_of, entry, coachee, leader):
    engagements.ask_for_coaching(entry, coachee=coachee, kind="coaching", purpose="-")
    page = client_of(leader).get(url("unit"))
    assert page.context["requests"] in ("fewer than 5", "kurang dari 5")


def test_goals_of_fewer_than_five_people_are_not_told(client_of, story, hr):
    board = client_of(hr).get(url("board")).context["board"]
    assert (board.goals, board.goals_people) == ([], 1)


def test_everybody_finds_the_directory_and_nobody_another_coachs_desk(
    client_of, pair, story, coach, stranger, learner
):
    for person in (coach, stranger, learner):
        client = client_of(person)
        for page in (
            url("coaches"), url("fitting"), url("coach", pair.coach.public_id),
            url("circle", story["circle"].public_id), url("application"), url("mine"),
        ):  # fmt: skip
            assert client.get(page).status_code == 200, page
    for page in (url("slots"), url("circles")):
        assert client_of(coach).get(page).status_code == 200
        assert client_of(learner).get(page).status_code == 404
    withdraw = url("withdraw_slot", story["slot"].pk)
    assert client_of(learner).post(withdraw).status_code == 404
    close = url("close_circle", story["circle"].public_id)
    assert client_of(learner).post(close).status_code == 404


FORM = {
    "about": "Berpengalaman.", "capacity": 2, "kinds": ["coaching"],
    "languages": ["id", "en"], "means": "online", "time_zone": "Asia/Makassar",
}  # fmt: skip


def test_who_applies_is_approved_by_hr_and_found_in_the_directory(
    client_of, learner, hr, rates
):
    assert client_of(learner).post(url("application"), FORM).status_code == 302
    entry = Coach.objects.get(person=learner)
    assert entry.state == Coach.State.APPLIED
    assert client_of(hr).get(url("coach", entry.public_id)).status_code == 404
    office = client_of(hr)
    assert learner.name in office.get("/decisions/").content.decode()
    office.post(url("decide", entry.public_id), {"state": "returned"})
    entry.refresh_from_db()
    assert entry.state == Coach.State.APPLIED  # no reason was given
    office.post(url("decide", entry.public_id), {"state": "on"})
    entry.refresh_from_db()
    assert entry.state == Coach.State.ON
    assert Decision.objects.filter(act="coach.application.on", person=learner).exists()
    found = office.get(url("coaches"), {"language": "en", "means": "online"})
    assert learner.name in found.content.decode()


def test_an_approved_coach_changes_her_words_but_not_what_was_approved(
    client_of, entry, coach
):
    data = {**FORM, "kinds": ["job_shadowing"], "capacity": 7}
    assert client_of(coach).post(url("application"), data).status_code == 302
    entry.refresh_from_db()
    assert entry.capacity == 7
    assert {kind.pk for kind in entry.kinds.all()} == {"coaching", "mentoring"}


def test_a_credential_needs_proof_and_another_officer(client_of, entry, coach, hr):
    day = timezone.localdate()
    data = {
        "name": "Sertifikat", "issuer": "Lembaga", "issued_on": day.isoformat(),
        "file": SimpleUploadedFile("s.pdf", pdf(), "application/pdf"),
    }  # fmt: skip
    assert client_of(coach).post(url("add_credential"), data).status_code == 302
    row = Credential.objects.get()
    check = url("check_credential", row.public_id)
    assert client_of(coach).post(check, {"answer": "accept"}).status_code == 403
    client_of(hr).post(check, {"answer": "accept"})
    row.refresh_from_db()
    assert (row.state, row.checked_by) == (Credential.State.CHECKED, hr)
    proof = url("credential_file", row.public_id)
    assert client_of(hr).get(proof).status_code == 200


def test_a_program_is_no_proof(client_of, entry, coach):
    data = {
        "name": "X", "issuer": "Y", "issued_on": "2026-01-01",
        "file": SimpleUploadedFile("s.pdf", b"MZ not a pdf", "application/pdf"),
    }  # fmt: skip
    assert client_of(coach).post(url("add_credential"), data).status_code == 422
    assert not Credential.objects.exists()


def test_the_proof_of_a_credential_is_not_for_strangers(
    client_of, story, stranger, leader, auditor
):
    proof = url("credential_file", story["credential"].public_id)
    for person in (stranger, leader, auditor):
        assert client_of(person).get(proof).status_code == 404


def test_a_credential_that_runs_out_is_told_once(story, coach):
    from coaching.actions.credentials import warn_of_expiry

    Credential.objects.update(
        state="checked", expires_on=timezone.localdate() + datetime.timedelta(days=20)
    )
    assert (warn_of_expiry(), warn_of_expiry()) == (1, 0)


def test_nobody_checks_or_decides_about_herself(hr, rates):
    coaches.apply_as_coach(hr, kinds=["coaching"], about="-", capacity=1)
    from corpu.lib.refusals import Refused

    entry = Coach.objects.get(person=hr)
    with pytest.raises(Refused) as refusal:
        coaches.decide_application(entry, by=hr, state="on")
    assert refusal.value.code == "own_entry"


def test_the_journey_from_request_to_closing_on_the_screens(
    client_of, entry, coach, coachee
):
    mine, desk = client_of(coachee), client_of(coach)
    asked = {"kind": "coaching", "purpose": "Memimpin rapat.", "passes_on": "on"}
    assert mine.post(url("coach", entry.public_id), asked).status_code == 302
    pair = Engagement.objects.get()
    page = mine.get(url("engagement", pair.public_id)).content.decode()
    assert coach.name in page
    desk.post(url("answer", pair.public_id), {"answer": "accept"})
    for client in (mine, desk):
        client.post(url("sign", pair.public_id), {"version": 1})
    mine.post(url("add_goal", pair.public_id), {"text": "Rapat 45 menit."})
    goal = pair.goals.get()
    mine.post(url("mark_goal", goal.pk), {"mark": 4})
    assert desk.post(url("mark_goal", goal.pk), {"mark": 9}).status_code == 403
    desk.post(url("review", pair.public_id), {f"goal{goal.pk}": "reached"})
    mine.post(url("confirm_review", pair.public_id))
    pair.refresh_from_db()
    goal.refresh_from_db()
    assert (pair.end, goal.state) == ("completed", "reached")
    assert pair.agreement.is_signed
    assert mine.get(url("engagement", pair.public_id)).status_code == 200
    assert not Meeting.objects.planned().exists()
