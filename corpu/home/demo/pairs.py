"""Twelve coaches, their people, and the sessions of the last months."""

import datetime
import random
import uuid
from itertools import islice

from django.utils import timezone

from coaching.actions.coaches import refresh_openings, register_coach
from coaching.models import Coach, Engagement, NextStep, Session, Topic
from coaching.permissions import in_one_line
from corpu.home.demo.organisation import Ministry
from corpu.ledger.actions.records import record_many
from corpu.lib.clock import JAKARTA
from corpu.people.models import Person
from corpu.skills.models import Competence

COACHES = 12
KINDS = [
    ["coaching", "mentoring", "group_coaching"],
    ["coaching", "on_the_job"],
    ["coaching", "mentoring", "job_shadowing", "community"],
]
CITIES = [
    ("Jakarta", "Asia/Jakarta"),
    ("Bandung", "Asia/Jakarta"),
    ("Makassar", "Asia/Makassar"),
    ("Jayapura", "Asia/Jayapura"),
]
ABOUT = [
    "Dua belas tahun memimpin tim layanan. Senang bertanya lebih dulu daripada menjawab.",
    "Pernah membangun layanan satu pintu dari nol. Membantu menyusun langkah kecil.",
    "Widyaiswara bidang kepemimpinan. Terbiasa mendampingi ketua tim baru.",
    "Pranata komputer; mendampingi rekan yang baru mulai bekerja dengan data.",
]
PURPOSES = [
    "Memimpin rapat tim yang singkat dan menghasilkan keputusan",
    "Berani memberi umpan balik kepada rekan yang lebih senior",
    "Menyusun prioritas ketika semua dianggap mendesak",
    "Mempersiapkan diri untuk jabatan berikutnya",
]
STEPS = ["Menyiapkan agenda rapat satu halaman", "Berbicara dengan atasan soal prioritas"]


def build(
    ministry: Ministry, hr: Person, learner: Person, today: datetime.date
) -> list[Coach]:
    """Register the coaches and let them work; the first accompanies `learner`."""
    draw = random.Random(12)
    coaches = _register(ministry, hr, draw)
    teams = [p for p in ministry.people if p.unit.depth == 5 and not p.is_leader]
    taken: set[int] = {coach.person_id for coach in coaches}
    sessions: list[Session] = []
    for number, coach in enumerate(coaches):
        people = [p for p in teams if p.pk not in taken][:40]
        if number == 0:
            people = [learner, *(p for p in people if p != learner)]
        fitting = islice((p for p in people if not in_one_line(coach.person, p)), 3)
        for place, person in enumerate(fitting):
            taken.add(person.pk)
            form = "mentoring" if place == 2 and _mentors(coach) else "coaching"
            # The person of the story has only begun.
            days = 24 if person == learner else draw.randint(80, 200)
            pair = _pair(coach, person, form, draw, today - datetime.timedelta(days))
            sessions += _sessions(pair, draw, today, silent=number == 5)
    sign(sessions)
    for coach in coaches:
        refresh_openings(coach)
    return coaches


def _mentors(coach: Coach) -> bool:
    return coach.offers.filter(kind="mentoring").exists()


def _register(ministry: Ministry, hr: Person, draw) -> list[Coach]:
    heads = [p for p in ministry.heads.values() if p.unit.depth in (3, 4) and p != hr]
    competences = list(Competence.objects.all())
    return [
        register_coach(
            person,
            by=hr,
            about=draw.choice(ABOUT),
            capacity=4,
            kinds=KINDS[number % 3],
            city=CITIES[number % len(CITIES)][0],
            time_zone=CITIES[number % len(CITIES)][1],
            years=3 + number % 9,
            languages=",id,en," if number % 4 == 0 else ",id,",
            competences=draw.sample(competences, 2),
        )
        for number, person in enumerate(heads[2 : 2 + COACHES])
    ]


def _pair(coach: Coach, person: Person, form: str, draw, started_on) -> Engagement:
    asked_at = datetime.datetime.combine(started_on, datetime.time(9), JAKARTA)
    pair = Engagement.objects.create(
        coach=coach,
        coachee=person,
        kind_id=form,
        form_id=form,
        purpose=draw.choice(PURPOSES),
        state=Engagement.State.ACTIVE,
        asked_at=asked_at,
        answer_by=asked_at + datetime.timedelta(days=7),
        started_on=started_on,
    )
    NextStep.objects.create(engagement=pair, text=draw.choice(STEPS), agreed_at=asked_at)
    return pair


def _sessions(pair: Engagement, draw, today, *, silent: bool) -> list[Session]:
    """Some two meetings a month; a silent coach stopped two months ago."""
    topics = list(Topic.objects.all())
    day = pair.started_on + datetime.timedelta(days=4)
    last = today - datetime.timedelta(days=70 if silent else 2)
    found = []
    while day <= last:
        started_at = datetime.datetime.combine(
            day, datetime.time(draw.randint(9, 15)), JAKARTA
        )
        found.append(
            Session(
                key=uuid.uuid4(),
                engagement=pair,
                started_at=started_at,
                minutes=draw.choice([45, 60, 60, 90]),
                topic=draw.choice(topics),
                logged_at=started_at + datetime.timedelta(hours=2),
            )
        )
        day += datetime.timedelta(days=draw.randint(9, 18))
    return found


def sign(sessions: list[Session]) -> None:
    """The coachees have confirmed all but the meetings of the last week."""
    week = timezone.now() - datetime.timedelta(days=7)
    old = [session for session in sessions if session.started_at < week]
    facts = [_fact(session) for session in old]
    order = sorted(range(len(old)), key=lambda n: facts[n]["ended_on"])
    records = record_many([facts[n] for n in order])
    for n, record in zip(order, records, strict=True):
        old[n].state = Session.State.CONFIRMED
        old[n].record = record
        old[n].answered_at = old[n].logged_at + datetime.timedelta(hours=20)
    Session.objects.bulk_create(sessions)


def _fact(session: Session) -> dict:
    pair = session.engagement
    return {
        "person": pair.coachee,
        "form": pair.form_id,
        "title": f"{pair.form.name_id} · {pair.coach.person.name}",
        "provider_name": pair.coach.person.name,
        "started_on": session.day,
        "ended_on": session.day,
        "sessions": 1,
        "minutes": session.minutes,
        "source": f"session:{session.public_id}:learner:0",
    }
