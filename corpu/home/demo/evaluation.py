"""What people say of courses that they completed, and which of it is used at work."""

import datetime

from django.utils import timezone

from corpu.home.demo.organisation import Ministry
from corpu.people.models import Person
from learning.actions.enrolments import enrol
from learning.actions.progress import complete_lesson, open_lesson
from learning.evaluation.actions import opinions, uses
from learning.models import Course, Enrolment, LessonProgress

STARS = (5, 4, 5, 3, 4, 5, 4, 5)
SLUG = "naskah-dinas-jelas"
SAID = (
    "Nota dinas saya sekarang selalu dimulai dengan yang diminta; balasan datang pada hari "
    "yang sama.",
    "Format empat kalimat kami pakai untuk semua undangan rapat.",
    "Surat tanggapan pengaduan kini satu halaman.",
    "Saya menyunting konsep surat rekan dengan daftar yang sama.",
)
HURDLES = ("authority", "time")


def build(ministry: Ministry, cast: dict[str, Person], day: datetime.date) -> str:
    """Eight took a course two months ago; some use it, and one asks her leader."""
    course = Course.objects.get(slug=SLUG)
    known = {person.pk for person in cast.values()}
    team = [p for p in ministry.people if p.leader_id == cast["leader"].pk]
    asking = next(p for p in reversed(team) if p.pk not in known)
    others = [p for p in ministry.people[4::23] if p.pk not in known and p != asking]
    through = [_through(person, course) for person in [asking, *others[:7]]]
    for enrolment, stars in zip(through, STARS, strict=False):
        opinions.rate(enrolment, by=enrolment.person, stars=stars)
    for number, enrolment in enumerate(through[:6]):
        _say(enrolment, number)
    return f"{len(through)} people said what they think of a course"


def _through(person: Person, course: Course) -> Enrolment:
    enrolment = enrol(person, course, by=person)
    for lesson in enrolment.version.lessons.all():
        progress = open_lesson(enrolment, lesson)
        LessonProgress.objects.filter(pk=progress.pk).update(seconds=1200)
        complete_lesson(progress)
    enrolment.refresh_from_db()
    then = timezone.now() - datetime.timedelta(days=60)
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=then)
    return enrolment


def _say(enrolment: Enrolment, number: int) -> None:
    """The first waits for her leader; three are confirmed, two could not use it."""
    person = enrolment.person
    if number >= len(SAID):
        hurdle = HURDLES[number - len(SAID)]
        uses.hinder(enrolment, by=person, hurdle=hurdle)
        return
    use = uses.say(enrolment, by=person, text=SAID[number])
    if number and use.decider:
        uses.decide(use, by=use.decider, accept=True)
