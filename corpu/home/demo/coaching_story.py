"""Around the pairs: agreements, goals, times, a group, a programme, an application."""

import datetime

from django.utils import timezone

from coaching.actions.agreements import add_goal, mark_goal
from coaching.actions.coaches import apply_as_coach
from coaching.actions.engagements import ask_for_coaching, join_circle, place
from coaching.actions.meetings import book, offer_slots
from coaching.models import (
    Agreement,
    Circle,
    Coach,
    Credential,
    Engagement,
    Fit,
    GoalMark,
    Programme,
)
from coaching.permissions import in_one_line
from corpu.home.demo.organisation import Ministry
from corpu.lib.refusals import Refused
from corpu.people.models import Person
from corpu.skills.models import Competence

GOALS = [
    "Rapat tim selesai dalam 45 menit dengan keputusan tertulis",
    "Memberi umpan balik setiap minggu kepada satu rekan",
]


def build(
    ministry: Ministry, coaches: list[Coach], hr: Person, learner: Person, today
) -> str:
    """Tell the story of the first coach in full, and a little of the others."""
    _agreements()
    first, mine = coaches[0], coaches[0].engagements.get(coachee=learner)
    _goals(mine, today)
    _times(first, mine, today)
    _credentials(coaches, hr, today)
    free = _free_people(ministry, coaches)
    _request(first, free)
    _circle(first, free, today)
    _programme(ministry, coaches, hr, today)
    _application(free, today)
    return f"{len(coaches)} coaches with times, goals, a group and a programme"


def _agreements() -> None:
    """Every pair at work has signed."""
    pairs = Engagement.objects.active().select_related(
        "kind", "programme", "coach__person", "coachee"
    )
    now = timezone.now()
    Agreement.objects.bulk_create(
        Agreement(
            engagement=pair,
            meetings=pair.kind.meetings,
            starts_on=pair.started_on,
            ends_on=pair.started_on + datetime.timedelta(days=30 * pair.kind.months),
            means=pair.coach.means,
            coach_signed_at=now,
            coachee_signed_at=now,
            in_force_since=now,
        )
        for pair in pairs.order_by("pk")
    )
    # Who has worked together for long has said how it fits; the others are asked.
    since = now.date() - datetime.timedelta(days=60)
    Fit.objects.bulk_create(
        Fit(engagement=pair, person=person, answer=Fit.Answer.YES)
        for pair in pairs.filter(started_on__lt=since).order_by("pk")
        for person in (pair.coach.person, pair.coachee)
    )


def _goals(pair: Engagement, today) -> None:
    competence = Competence.objects.order_by("pk").first()
    goals = [
        add_goal(pair, by=pair.coachee, text=text, competence=competence)
        for text in GOALS
    ]
    marks = [(20, 3), (12, 4), (5, 6)]
    GoalMark.objects.bulk_create(
        GoalMark(goal=goals[0], mark=mark, marked_on=today - datetime.timedelta(days))
        for days, mark in marks
    )
    mark_goal(goals[1], mark=4)


def _times(coach: Coach, pair: Engagement, today) -> None:
    """Two mornings a week for a fortnight; the next meeting is booked."""
    day = today + datetime.timedelta(days=7 - today.weekday())  # next Monday
    for offset in (1, 3):
        on = day + datetime.timedelta(days=offset)
        start = datetime.time(9)
        offer_slots(
            coach, day=on, start=start, minutes=60, count=3, weeks=2, place="Ruang 2.07"
        )
    for slot in coach.slots.free()[:4]:
        try:
            book(pair, slot, by=pair.coachee)
        except Refused:
            continue  # a class or leave at that time: the next one
        return


def _credentials(coaches: list[Coach], hr: Person, today) -> None:
    rows = []
    for number, coach in enumerate(coaches[:6]):
        issued_on = today - datetime.timedelta(days=365 * 2 + 40 * number)
        rows.append(
            Credential(
                coach=coach,
                name="Sertifikat coach tingkat dasar",
                issuer="Lembaga Sertifikasi Coach Contoh",
                number=f"LSC-{2000 + number}",
                issued_on=issued_on,
                expires_on=issued_on + datetime.timedelta(days=365 * 3),
                state=Credential.State.CHECKED if number else Credential.State.WAITING,
                checked_by=hr if number else None,
                checked_at=timezone.now() if number else None,
            )
        )
    Credential.objects.bulk_create(rows)


def _free_people(ministry: Ministry, coaches: list[Coach]) -> list[Person]:
    """Staff who take part in nothing yet."""
    busy = set(Engagement.objects.values_list("coachee", flat=True))
    busy |= {coach.person_id for coach in coaches}
    staff = [p for p in ministry.people if p.unit.depth == 5 and not p.is_leader]
    return [person for person in staff if person.pk not in busy][-50:]


def _request(coach: Coach, free: list[Person]) -> None:
    person = next(p for p in free if not in_one_line(coach.person, p))
    free.remove(person)
    ask_for_coaching(
        coach,
        coachee=person,
        kind="coaching",
        purpose="Memimpin rapat lintas unit dengan tenang",
        passes_on=True,
    )


def _circle(coach: Coach, free: list[Person], today) -> None:
    circle = Circle.objects.create(
        coach=coach,
        kind_id="group_coaching",
        name="Lingkar ketua tim baru",
        about="Enam pertemuan tentang memimpin untuk pertama kali.",
        places=8,
        starts_on=today,
        ends_on=today + datetime.timedelta(days=150),
    )
    joined = 0
    for person in list(free):
        if joined == 3:
            return
        if not in_one_line(coach.person, person):
            join_circle(circle, coachee=person, purpose="Belajar dari sesama ketua tim")
            free.remove(person)
            joined += 1


def _programme(ministry: Ministry, coaches: list[Coach], hr: Person, today) -> None:
    """People new in their unit, placed with the last coaches of the register."""
    programme = Programme.objects.create(
        name="Pendampingan 100 hari pertama",
        unit=ministry.root,
        kind_id="coaching",
        purpose="Mengenal tugas, unit, dan rekan kerja",
        meetings=4,
        starts_on=today,
        ends_on=today + datetime.timedelta(days=100),
        made_by=hr,
    )
    placed = 0
    for person in _free_people(ministry, coaches)[20:]:
        if placed == 2:
            return
        coach = coaches[-1 - placed]
        if not in_one_line(coach.person, person):
            place(programme, coachee=person, coach=coach, by=hr)
            placed += 1


def _application(free: list[Person], today) -> None:
    apply_as_coach(
        free[-1],
        kinds=["mentoring"],
        about="Sepuluh tahun menyusun standar layanan; senang berbagi cara kerja.",
        years=4,
        capacity=2,
        languages=",id,",
        city="Bandung",
    )
