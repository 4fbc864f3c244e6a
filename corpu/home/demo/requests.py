"""What waits when the visitor arrives: enrolments under way, requests, evidence."""

import datetime

import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from corpu.home.demo.organisation import Ministry
from corpu.ledger.models import LearningForm
from corpu.lib.clock import JAKARTA
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Person
from learning.actions import evidence
from learning.actions.enrolments import enrol
from learning.actions.progress import add_time, complete_lesson, open_lesson
from learning.kinds.class_event.actions.bookings import book
from learning.kinds.class_event.actions.events import publish_event
from learning.kinds.class_event.models import ClassEvent
from learning.kinds.class_event.pages import ClassEventPage
from learning.models import Course

FROM, UNTIL = datetime.time(8), datetime.time(12)
WORKSHOP = "lokakarya-standar-pelayanan"
CERTIFICATE = """
#set page(paper: "a4", flipped: true, margin: 2.5cm)
#set text(lang: "id", size: 14pt)
#align(center + horizon)[
  #text(30pt)[SERTIFIKAT]

  Nomor: %s

  diberikan kepada

  #text(22pt)[%s]

  sebagai peserta *%s* \\
  %s
]
"""


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """Leave things on people's desks; returns a line that tells what."""
    learner = cast["learner"]
    colleagues = [p for p in ministry.staff_of(learner.unit) if p != learner][:4]
    _begin(learner, "keamanan-informasi")
    enrolled = _spread(ministry, learner)
    led = [p for p in ministry.people if p.leader_id == cast["acting_leader"].pk]
    asked = [_ask(person) for person in [*colleagues, *led[-3:]]]
    claims = [
        _claim(person, number, today)
        for number, person in enumerate([learner, *colleagues[:2], *led[:2]])
    ]
    booked = _book(ministry, learner)
    _let_a_class_begin(today)
    return (
        f"{enrolled} enrolments, {sum(asked)} requests, {len(claims)} claims of evidence, "
        f"{booked} bookings"
    )


def _begin(learner: Person, slug: str) -> None:
    """The learner has read the first lesson and stopped."""
    course = Course.objects.get(slug=slug)
    enrolment = enrol(learner, course, by=learner)
    progress = open_lesson(enrolment, enrolment.version.lessons.first())
    add_time(progress, 300)
    complete_lesson(progress)


def _spread(ministry: Ministry, learner: Person) -> int:
    """Some of the open courses, taken here and there."""
    courses = list(Course.objects.published().filter(access=Course.Access.OPEN))
    people = [p for p in ministry.people if p != learner]
    for number, person in enumerate(people[::7]):
        enrol(person, courses[number % len(courses)], by=person)
    return len(people[::7]) + 1


def _ask(person: Person) -> bool:
    course = Course.objects.get(slug="pengelolaan-arsip")
    return enrol(person, course, by=person).state == "requested"


def _claim(person: Person, number: int, today: datetime.date):
    """Evidence of a seminar outside, sent to the leader."""
    day = today - datetime.timedelta(days=20 + number)
    certificate = f"WBN/{day.year}/{person.pk:05d}"
    title = "Webinar Nasional Tata Kelola Pemerintahan"
    claim = evidence.save_draft(
        person=person,
        title=title,
        provider_name="Forum Tata Kelola Contoh",
        form=LearningForm.objects.get(pk="seminar"),
        scope="national",
        started_on=day,
        ended_on=day,
        days=1,
        certificate_number=certificate,
    )
    page = CERTIFICATE % (certificate, person.name, title, day.strftime("%d-%m-%Y"))
    pdf = typst.compile(page.encode(), format="pdf")
    upload = SimpleUploadedFile("sertifikat.pdf", pdf, "application/pdf")
    claim = evidence.attach_file(claim, upload=upload)
    return evidence.submit(claim, by=person)


def _book(ministry: Ministry, learner: Person) -> int:
    """Seats in the coming classes; the second workshop is all but full."""
    booked = 0
    events = ClassEvent.objects.filter(
        starts_at__gt=timezone.now(), course__access=Course.Access.OPEN
    )
    people = [p for p in ministry.people if p != learner][3::11]
    for event in events:
        for person in people[: min(event.seats - 1, 9)]:
            try:
                book(person, event, by=person)
            except Refused:
                continue
            booked += 1
    return booked


def _let_a_class_begin(today: datetime.date) -> None:
    """The last workshop meets on two days and has begun: its instructor marks who came."""
    event = ClassEvent.objects.filter(course__slug=WORKSHOP).latest("starts_at")
    page = ClassEventPage.objects.get(pk=event.page_id)
    has_met = timezone.now().astimezone(JAKARTA).time() >= FROM
    last = today if has_met else today - datetime.timedelta(days=1)
    for number, sitting in enumerate(page.sittings.all()):
        sitting.day = last - datetime.timedelta(days=1 - number)
        sitting.begins, sitting.ends = FROM, UNTIL
        sitting.save()
    publish_event(page)
    Notice.objects.filter(kind__startswith="class_event.moved").delete()
