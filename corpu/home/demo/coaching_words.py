"""What pairs keep to themselves: notes, a dispute, a group, ratings, a log of hours."""

import datetime
import uuid

from django.utils import timezone

from coaching.actions import hours_entries, notes, ratings, signatures, steps, wishes
from coaching.actions.sessions import Entry, log_entry
from coaching.models import Coach, Engagement, Session, Topic
from coaching.permissions import in_one_line
from corpu.home.demo import pairs
from corpu.home.demo.organisation import Ministry
from corpu.lib.clock import JAKARTA
from corpu.lib.refusals import Refused
from corpu.people.models import Person

TOGETHER = [
    "Yang berhasil minggu ini: agenda dikirim sehari sebelumnya, rapat selesai tepat waktu.",
    "Saya masih ragu menegur rekan senior. Bulan depan kita latih kalimat pembukanya.",
    "Disepakati: satu keputusan tertulis untuk setiap rapat, dibagikan hari itu juga.",
]
ALONE = "Tanyakan lagi soal beban kerja. Beri waktu diam lebih lama setelah bertanya."
FORMER = 3


def build(coaches: list[Coach], ministry: Ministry, learner: Person, today) -> str:
    """Tell what the first coach and her people wrote and said."""
    steps.seal_plain()
    first = coaches[0]
    mine = first.engagements.get(coachee=learner)
    former = _former(first, ministry, today)
    at_work = list(first.engagements.active().filter(circle=None).order_by("pk"))
    _notes(at_work)
    _dispute(at_work, mine)
    _group(first, [pair for pair in at_work if pair != mine], today)
    _ratings([*former, *at_work])
    for pair in (mine, *former[:1]):
        hours_entries.let_name(pair, by=pair.coachee, agrees=True)
    for pair in former:
        hours_entries.set_paid(pair, is_paid=True)
    wishes.seal_plain()
    return f"notes, ratings and hours of {len(former) + len(at_work)} pairs"


def _former(coach: Coach, ministry: Ministry, today) -> list[Engagement]:
    """People whom the coach accompanied last year."""
    busy = set(Engagement.objects.values_list("coachee", flat=True))
    staff = (p for p in ministry.people if p.unit.depth == 5 and not p.is_leader)
    found: list[Engagement] = []
    held: list[Session] = []
    topic = Topic.objects.order_by("order").first()
    for person in staff:
        if len(found) == FORMER:
            break
        if person.pk in busy or in_one_line(coach.person, person):
            continue
        began = today - datetime.timedelta(days=300 - 20 * len(found))
        pair = _ended(coach, person, began)
        found.append(pair)
        at = datetime.datetime.combine(
            began + datetime.timedelta(days=10), datetime.time(9), JAKARTA
        )
        held.append(
            Session(
                key=uuid.uuid4(), engagement=pair, started_at=at, minutes=60,
                topic=topic, logged_at=at + datetime.timedelta(hours=2),
            )
        )  # fmt: skip
    pairs.sign(held)
    return found


def _ended(coach: Coach, person: Person, began) -> Engagement:
    asked_at = datetime.datetime.combine(began, datetime.time(9), JAKARTA)
    return Engagement.objects.create(
        coach=coach,
        coachee=person,
        kind_id="coaching",
        form_id="coaching",
        purpose="Memimpin tim untuk pertama kali",
        state=Engagement.State.ENDED,
        end=Engagement.End.COMPLETED,
        asked_at=asked_at,
        answer_by=asked_at + datetime.timedelta(days=7),
        started_on=began,
        ended_on=began + datetime.timedelta(days=60),
    )


def _notes(at_work: list[Engagement]) -> None:
    for number, pair in enumerate(at_work):
        text = TOGETHER[number % len(TOGETHER)]
        notes.write_note(pair, by=pair.coachee, kind="pair", text=text)
        notes.write_note(pair, by=pair.coach.person, kind="private", text=ALONE)


def _dispute(at_work: list[Engagement], mine: Engagement) -> None:
    """One coachee remembers a shorter meeting."""
    waiting = Session.objects.waiting().filter(engagement__in=at_work)
    session = waiting.exclude(engagement=mine).order_by("pk").first()
    if session:
        signatures.dispute(
            session,
            by=session.engagement.coachee,
            reason="Kita mulai terlambat; seingat saya 40 menit.",
            minutes=40,
        )


def _group(coach: Coach, members: list[Engagement], today) -> None:
    """Two people met their coach together; one has confirmed."""
    at = datetime.datetime.combine(
        today - datetime.timedelta(days=1), datetime.time(7), JAKARTA
    )
    if len(members) < 2 or at > timezone.now():
        return
    meeting = Entry(
        uuid.uuid4(), tuple(members[:2]), at, 75, Topic.objects.order_by("order").last()
    )
    try:
        logged = log_entry(meeting, by=coach.person)
    except Refused:
        return  # a drawn meeting at that hour
    signatures.confirm(logged[0], by=logged[0].engagement.coachee)


def _ratings(rated: list[Engagement]) -> None:
    for number, pair in enumerate(rated):
        if pair.sessions.confirmed().exists():
            ratings.rate(pair, by=pair.coachee, stars=(5, 4, 5, 5, 4, 3)[number % 6])
