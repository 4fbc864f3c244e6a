"""Ratings as sums, topics as totals, hours for a credential."""

import csv
import datetime
import io
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coaching import hours, rules, topic_totals
from coaching.actions import hours_entries, ratings, sessions, signatures
from coaching.actions.sessions import Entry
from coaching.models import RatingSum
from corpu.lib.refusals import Refused
from tests.conftest import _make_person

# -- rules -------------------------------------------------------------------------

CELLS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30), max_size=8)


@given(CELLS)
def test_no_small_cell_is_told_and_none_is_found_by_subtraction(cells):
    told = rules.veil(cells)
    shown = {name: count for name, count in told.items() if count is not None}
    assert all(cells[name] == count for name, count in shown.items())
    assert all(count == 0 or count >= 5 for count in shown.values())
    hidden = {name for name, count in told.items() if count is None and cells[name]}
    if len(hidden) < 2 or sum(cells[name] for name in hidden) < 5:
        # Nothing is left to hide behind: then nothing is told at all.
        assert not hidden or not [name for name in shown if cells[name]]
    if not [name for name in cells if 0 < cells[name] < 5]:
        assert shown == cells


@given(st.lists(st.integers(0, 40), min_size=2, max_size=40))
def test_two_sums_never_differ_by_less_than_five_voices(steps):
    told, voices = 0, 0
    for step in steps:
        voices = max(voices, step)
        if rules.may_sum(voices, told):
            assert voices - told >= 5
            told = voices


def test_a_group_meeting_counts_once_in_the_hours():
    day = datetime.date(2026, 3, 2)
    held = [
        rules.Held("a", "", day, 60),
        rules.Held("a", "g", day, 90),
        rules.Held("b", "g", day, 90),
        rules.Held("a", "", day + datetime.timedelta(7), 30),
    ]
    lines = {line.clients: line for line in rules.hours_log(held)}
    assert lines[("a",)].minutes == 90 and lines[("a",)].sessions == 2
    assert lines[("a", "b")].minutes == 90 and lines[("a", "b")].is_group
    assert sum(line.minutes for line in lines.values()) == 180


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["", "g", "h"])), max_size=12
    )
)
def test_every_meeting_is_in_one_line(rows):
    day = datetime.date(2026, 3, 2)
    held = [rules.Held(client, group, day, 10) for client, group in rows]
    alone = sum(1 for _client, group in rows if not group)
    groups = len({group for _client, group in rows if group})
    assert sum(line.sessions for line in rules.hours_log(held)) == alone + groups


# -- ratings -----------------------------------------------------------------------


@pytest.fixture
def crowd(entry, ministry, start_pair, topic, pair, hr):
    """`crowd(n)`: n more people of the coach, each with a confirmed session."""
    from coaching.models import Coach

    Coach.objects.filter(pk=entry.pk).update(capacity=40)
    entry.refresh_from_db()

    def _crowd(count, day=datetime.date(2026, 1, 20)):
        pairs = []
        for number in range(count):
            person = _make_person(f"Orang {number} Contoh", unit=ministry.section)
            new = start_pair(entry, person)
            at = timezone.make_aware(
                datetime.datetime.combine(day, datetime.time(8))
            ) + datetime.timedelta(days=number % 25, hours=number // 25)
            session = sessions.log_session(
                new, by=entry.person, key=uuid.uuid4(), started_at=at, minutes=45,
                topic=topic,
            )  # fmt: skip
            signatures.confirm(session, by=person)
            pairs.append(new)
        return pairs

    return _crowd


def test_ratings_reach_the_coach_as_a_sum_after_five(crowd, entry, client_of, coach):
    pairs = crowd(10)
    for number, pair in enumerate(pairs[:4]):
        ratings.rate(pair, by=pair.coachee, stars=number % 5 + 1)
        assert not RatingSum.objects.exists()
    ratings.rate(pairs[4], by=pairs[4].coachee, stars=5)
    first = RatingSum.objects.get()
    assert (first.voices, first.stars) == (5, 1 + 2 + 3 + 4 + 5)
    # A sixth voice, or a changed one, moves nothing that she could see.
    ratings.rate(pairs[5], by=pairs[5].coachee, stars=1)
    ratings.rate(pairs[0], by=pairs[0].coachee, stars=5)
    assert RatingSum.objects.get().stars == first.stars
    for pair in pairs[6:10]:
        ratings.rate(pair, by=pair.coachee, stars=4)
    assert RatingSum.objects.get().voices == 10
    text = client_of(coach).get(reverse("coaching:hours")).content.decode()
    assert "3,6" in text  # (5+2+3+4+5 + 1 + 4·4) / 10


def test_only_a_coachee_who_has_met_her_coach_rates(
    client_of, pair, coach, coachee, leader, stranger
):
    url = reverse("coaching:rating", args=[pair.public_id])
    assert client_of(coachee).get(url).status_code == 200
    assert client_of(coach).get(url).status_code == 403
    for person in (leader, stranger):
        assert client_of(person).post(url, {"stars": 1}).status_code == 404
    with pytest.raises(Refused) as refusal:
        ratings.rate(pair, by=coachee, stars=5)
    assert refusal.value.code == "no_session_yet"


# -- topics ------------------------------------------------------------------------


def test_topics_are_told_for_five_people_or_more(
    crowd, client_of, leader, learner, hr, set_today, topic
):
    crowd(4)
    set_today(datetime.date(2026, 5, 15))
    quarter = topic_totals.Quarter(2026, 1)
    assert quarter in topic_totals.quarters()
    units = topic_totals.units_of(leader)
    assert topic_totals.totals_of(units, quarter) is None
    set_today(datetime.date(2026, 3, 16))
    crowd(1, day=datetime.date(2026, 3, 3))
    set_today(datetime.date(2026, 5, 15))
    told = {row.topic.pk: row.people for row in topic_totals.totals_of(units, quarter)}
    assert told[topic.pk] == 5
    url = reverse("coaching:topics") + "?quarter=2026-1"
    for person in (leader, hr):
        assert client_of(person).get(url).status_code == 200
    assert client_of(learner).get(url).status_code == 403


def test_a_small_topic_is_not_told_beside_a_big_one(
    crowd, leader, set_today, topic, odd_topic, pair, log
):
    crowd(9)
    log_at = datetime.date(2026, 3, 1)
    session = sessions.log_session(
        pair, by=pair.coach.person, key=uuid.uuid4(), minutes=45, topic=odd_topic,
        started_at=timezone.make_aware(datetime.datetime.combine(log_at, datetime.time(8))),
    )  # fmt: skip
    signatures.confirm(session, by=pair.coachee)
    set_today(datetime.date(2026, 5, 15))
    rows = topic_totals.totals_of(
        topic_totals.units_of(leader), topic_totals.Quarter(2026, 1)
    )
    assert {row.people for row in rows} == {None}


def test_a_running_quarter_is_never_told(set_today):
    set_today(datetime.date(2026, 4, 20))
    assert topic_totals.quarters()[0] == topic_totals.Quarter(2025, 4)
    set_today(datetime.date(2026, 4, 29))
    assert topic_totals.quarters()[0] == topic_totals.Quarter(2026, 1)
    assert len(topic_totals.quarters()) == 4


# -- hours -------------------------------------------------------------------------


@pytest.fixture
def signed(pair, log, entry, learner, start_pair, topic, coach):
    """One session of an hour alone, and one of 90 minutes in a group of two."""
    signatures.confirm(log(9), by=pair.coachee)
    second = start_pair(entry, learner)
    meeting = Entry(
        key=uuid.uuid4(), engagements=(pair, second), minutes=90, topic=topic,
        started_at=timezone.now() - datetime.timedelta(days=4),
    )  # fmt: skip
    for session in sessions.log_entry(meeting, by=coach):
        signatures.confirm(session, by=session.engagement.coachee)
    return pair


def rows_of(client):
    body = client.get(reverse("coaching:hours_file", args=["csv"])).content
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


def test_the_log_of_hours_has_initials_until_the_coachee_agrees(
    client_of, signed, coach, coachee
):
    desk = client_of(coach)
    rows = rows_of(desk)[1:]
    assert [(row[0], row[3], row[9]) for row in rows] == [
        ("N.C.", "1", "1.00"),
        ("D.C., N.C.", "2", "1.50"),
    ]
    assert coachee.name not in str(rows) and coachee.email not in str(rows)
    url = reverse("coaching:name_me", args=[signed.public_id])
    assert desk.post(url, {"agrees": "yes"}).status_code == 403
    assert client_of(coachee).post(url, {"agrees": "yes"}).status_code == 302
    assert rows_of(desk)[1][:2] == [coachee.full_name, coachee.email]
    client_of(coachee).post(url, {"agrees": "no"})
    assert rows_of(desk)[1][:2] == ["N.C.", ""]


def test_paid_hours_stand_in_their_column(client_of, signed, coach):
    hours_entries.set_paid(signed, is_paid=True)
    rows = rows_of(client_of(coach))[1:]
    # The group is paid only if all of it is.
    assert [(row[8], row[9]) for row in rows] == [("1.00", "0.00"), ("0.00", "1.50")]


def test_the_log_is_a_pdf_too_and_nobody_elses(
    client_of, signed, coach, coachee, leader, hr
):
    url = reverse("coaching:hours_file", args=["pdf"])
    paper = client_of(coach).get(url)
    assert paper.status_code == 200 and paper.content.startswith(b"%PDF")
    assert (
        client_of(coach).get(reverse("coaching:hours") + "?year=2026").status_code == 200
    )
    for person in (coachee, leader, hr):
        assert client_of(person).get(url).status_code == 404


def test_an_unsigned_hour_is_no_hour(pair, log):
    log()
    assert hours.lines_of(pair.coach) == []
