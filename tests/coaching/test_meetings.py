import datetime

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.actions import agreements, engagements, meetings
from coaching.models import Coach, Meeting, Slot
from corpu.agenda.models import Commitment
from corpu.lib.clock import JAKARTA
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Absence

DAY = datetime.date(2026, 3, 18)


@pytest.fixture
def slot(pair):
    """An hour on Wednesday morning; today is Monday, 16 March 2026."""
    offered = meetings.offer_slots(
        pair.coach, day=DAY, start=datetime.time(9), minutes=60, place="Ruang 1"
    )
    return offered[0]


def at(hour: int, day=DAY) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), JAKARTA)


def test_times_are_offered_by_the_clock_of_the_coach(pair):
    Coach.objects.filter(pk=pair.coach_id).update(time_zone="Asia/Jayapura")
    offered = meetings.offer_slots(
        pair.coach, day=DAY, start=datetime.time(9), minutes=60, count=2, weeks=3
    )
    assert len(offered) == 6
    assert offered[0].starts_at == at(7)  # 09.00 WIT is 07.00 WIB


def test_a_time_is_offered_once_and_never_in_the_past(pair, slot):
    again = {"start": datetime.time(9), "minutes": 30}
    for day in (DAY, datetime.date(2026, 3, 2)):
        with pytest.raises(Refused) as refusal:
            meetings.offer_slots(pair.coach, day=day, **again)
        assert refusal.value.code == "no_new_slot"


def test_a_booked_time_stands_in_both_agendas_and_is_gone(pair, slot, coachee, coach):
    meeting = meetings.book(pair, slot, by=coachee)
    assert not Slot.objects.free().exists()
    mine = Commitment.objects.get(source=f"meeting:{meeting.pk}:learner")
    hers = Commitment.objects.get(source=f"meeting:{meeting.pk}:coach")
    assert (mine.person, mine.sessions, hers.person, hers.jp) == (coachee, 1, coach, 0)
    with pytest.raises(Refused) as refusal:
        meetings.book(pair, slot, by=coachee)
    assert refusal.value.code == "slot_taken"
    with pytest.raises(Refused) as refusal:
        meetings.withdraw_slot(slot)
    assert refusal.value.code == "slot_booked"


@pytest.mark.parametrize("who", ["coach", "coachee"])
def test_classes_and_leave_of_both_stand_in_the_way(pair, slot, coachee, coach, who):
    busy = coach if who == "coach" else coachee
    Commitment.objects.create(
        source="class:1", person=busy, title="Kelas rahasia", form_id="seminar",
        starts_at=at(8), ends_at=at(10),
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        meetings.book(pair, slot, by=coachee)
    assert refusal.value.code == "clash_commitment"
    # What the other one does at that time is not told.
    assert ("Kelas rahasia" in str(refusal.value.message)) == (who == "coachee")
    Commitment.objects.all().delete()
    Absence.objects.create(person=busy, kind="annual", started_on=DAY, ended_on=DAY)
    with pytest.raises(Refused) as refusal:
        meetings.book(pair, slot, by=coachee)
    assert refusal.value.code == "clash_absence"


def test_a_meeting_is_moved_and_cancelled_with_a_reason(pair, slot, coachee, coach):
    meeting = meetings.book(pair, slot, by=coachee)
    with pytest.raises(Refused) as refusal:
        meetings.move(meeting, by=coachee, reason="", starts_at=at(14))
    assert refusal.value.code == "reason_missing"
    meetings.move(meeting, by=coachee, reason="Rapat mendadak", starts_at=at(14))
    assert Slot.objects.free().get() == slot
    mine = Commitment.objects.get(source=f"meeting:{meeting.pk}:learner")
    assert (mine.starts_at, mine.ends_at) == (at(14), at(15))
    meetings.cancel(meeting, by=coach, reason="Sakit")
    assert not Commitment.objects.ahead().filter(source__startswith="meeting:").exists()
    kinds = Notice.objects.filter(person=coach).values_list("kind", flat=True)
    assert {"coaching.meeting", "coaching.moved"} <= set(kinds)
    with pytest.raises(Refused) as refusal:
        meetings.cancel(meeting, by=coach, reason="Lagi")
    assert refusal.value.code == "meeting_over"


def test_a_meeting_can_move_by_half_an_hour_over_itself(pair, slot, coachee):
    meeting = meetings.book(pair, slot, by=coachee)
    half = at(9) + datetime.timedelta(minutes=30)
    moved = meetings.move(meeting, by=coachee, reason="Terlambat", starts_at=half)
    assert moved.starts_at == half


def test_a_logged_session_keeps_the_promise(pair, log, coachee):
    soon = timezone.now() + datetime.timedelta(hours=1)
    meeting = meetings.arrange(pair, by=coachee, starts_at=soon)
    assert Commitment.objects.ahead().get(person=coachee).sessions == 1
    log(days_ago=0)
    assert not Commitment.objects.ahead().filter(person=coachee).exists()
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.HELD


def test_the_leader_is_invited_to_a_three_way_meeting_and_to_nothing_else(
    pair, coachee, leader, client_of
):
    meeting = meetings.arrange(pair, by=coachee, starts_at=at(10), occasion="start")
    assert meeting.guest == leader
    assert Commitment.objects.get(person=leader).jp == 0
    assert Commitment.objects.get(person=coachee).jp == 0
    guest = client_of(leader)
    url = reverse("coaching:meeting", args=[meeting.public_id])
    page = guest.get(url)
    assert page.status_code == 200
    assert "Memimpin rapat." not in page.content.decode()
    for name in ("move_meeting", "cancel_meeting"):
        act = reverse(f"coaching:{name}", args=[meeting.public_id])
        assert guest.post(act, {"reason": "x"}).status_code == 403
    pair_page = reverse("coaching:engagement", args=[pair.public_id])
    assert guest.get(pair_page).status_code == 404


def test_everybody_is_reminded_once_a_day_before(pair, slot, coachee, set_today):
    meetings.book(pair, slot, by=coachee)
    assert meetings.remind(timezone.now()) == 0
    now = set_today(datetime.date(2026, 3, 17))
    assert meetings.remind(now) == 1
    assert meetings.remind(now) == 0
    assert Notice.objects.filter(kind="coaching.meeting_soon").count() == 2


def test_the_end_of_a_pair_takes_its_meetings_along(pair, slot, coachee):
    meetings.book(pair, slot, by=coachee)
    engagements.end(pair, by=coachee)
    assert not Commitment.objects.ahead().filter(source__startswith="meeting:").exists()
    assert Slot.objects.free().get() == slot


def test_the_calendar_file_carries_the_coachs_clock_and_no_purpose(
    pair, slot, coachee, client_of, stranger
):
    meeting = meetings.book(pair, slot, by=coachee)
    url = reverse("coaching:meeting_file", args=[meeting.public_id])
    data = client_of(coachee).get(url).content
    event = icalendar.Calendar.from_ical(data).walk("VEVENT")[0]
    assert event.decoded("dtstart") == at(9)
    assert b"Memimpin rapat." not in data
    assert client_of(stranger).get(url).status_code == 404


def test_booking_on_the_screen_shows_the_chosen_clock(pair, slot, coachee, client_of):
    client = client_of(coachee)
    url = reverse("coaching:book", args=[pair.public_id])
    assert "11:00" in client.get(f"{url}?clock=WIT").content.decode()
    answer = client.post(url, {"slot": slot.pk})
    assert answer.status_code == 302
    assert Meeting.objects.planned().get().booked_by == coachee


def test_a_three_way_meeting_is_offered_once_it_is_agreed(
    pair, coach, coachee, client_of
):
    url = reverse("coaching:book", args=[pair.public_id])
    page = client_of(coachee).get(url)
    assert page.context["occasions"] == []
    terms = {n: getattr(pair.agreement, n) for n in agreements.TERMS}
    terms["leader_at_start"] = True
    agreements.change_terms(pair, by=coach, purpose="-", version=1, **terms)
    page = client_of(coachee).get(url)
    assert page.context["occasions"] == [Meeting.Occasion.START]


def test_days_that_no_calendar_has_are_refused(pair, slot, coach, coachee, client_of):
    sent = {"start": "09:00", "minutes": "60", "count": "1", "weeks": "12"}
    for day in ("9999-12-31", "0001-01-01"):
        answer = client_of(coach).post(reverse("coaching:slots"), {**sent, "day": day})
        assert answer.status_code == 422, day
        url = reverse("coaching:book", args=[pair.public_id])
        sent_at = {"starts_at": f"{day}T23:59", "minutes": "60"}
        assert client_of(coachee).post(url, sent_at).status_code == 422, day
    meeting = meetings.book(pair, slot, by=coachee)
    url = reverse("coaching:move_meeting", args=[meeting.public_id])
    sent_at = {"starts_at": "9999-12-31T23:59", "reason": "Sakit"}
    assert client_of(coachee).post(url, sent_at).status_code == 302
    meeting.refresh_from_db()
    assert not meeting.moves


def test_a_key_that_is_none_books_nothing(pair, slot, coachee, client_of):
    client = client_of(coachee)
    meeting = meetings.book(pair, slot, by=coachee)
    book = reverse("coaching:book", args=[pair.public_id])
    move = reverse("coaching:move_meeting", args=[meeting.public_id])
    for odd in ("x", "²", "9" * 5000):
        assert client.post(book, {"slot": odd}).status_code == 404
        assert client.post(move, {"slot": odd, "reason": "Sakit"}).status_code == 404
    assert Meeting.objects.count() == 1
