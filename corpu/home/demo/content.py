"""Two agencies, their staff, and courses with lessons and classes, made of
`courses.py` through Wagtail: drafts, revisions, publishing, as authors would."""

import datetime

import typst
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.rich_text import RichText

from corpu.home.demo.courses import AGENCIES, COMPETENCES, COURSES
from corpu.home.demo.organisation import grant
from corpu.home.demo.package import build_package
from corpu.people.models import Person, Provider
from corpu.skills.models import Competence
from learning.actions.providers import set_up_provider, sync_person
from learning.kinds.class_event.pages import ClassEventPage, ClassSitting
from learning.pages import CourseCompetence, CoursePage, ProviderPage

SHEET = """
#set page(paper: "a4", margin: 2.5cm)
#set text(lang: "id", size: 12pt)
= %s
Lembar ini boleh dicetak dan dipakai di unit kerja Anda.
+ Tuliskan keperluan dalam satu kalimat.
+ Tuliskan alasannya dalam satu kalimat.
+ Tuliskan apa yang perlu dilakukan pembaca dan batas waktunya.
"""
STAFF = {
    "balai-nusantara": {
        "author": "Putri Anjani",
        "reviewer": "Rudi Wicaksono",
        "instructor": "Indra Mahardika",
        "manager": "Mira Pradnyani",
    },
    "pusat-digital": {
        "author": "Oka Pratama",
        "reviewer": "Sari Wulandari",
        "instructor": "Bagus Permana",
        "manager": "Tika Rahmawati",
    },
}


def build(cast: dict[str, Person], today: datetime.date) -> int:
    """Make all of it, and put the first agency's staff into the cast; returns courses."""
    for code, name_id, name_en in COMPETENCES:
        values = {"name_id": name_id, "name_en": name_en, "kind": "technical"}
        Competence.objects.get_or_create(code=code, defaults=values)
    shelves = {code: _agency(code, cast) for code in AGENCIES}
    for course in COURSES:
        _course(shelves[course["agency"]], course, today)
    return len(COURSES)


def _agency(code: str, cast: dict[str, Person]) -> ProviderPage:
    name, city, summary = AGENCIES[code]
    provider = Provider.objects.create(code=code, name=name, city=city)
    page = set_up_provider(provider)
    page.summary = summary
    page.save_revision().publish()
    first = not any(role in cast for role in STAFF[code])
    for role, staff_name in STAFF[code].items():
        handle = staff_name.lower().replace(" ", ".")
        person = Person(
            username=handle, name=staff_name, email=f"{handle}@{code}.example.go.id"
        )
        person.set_unusable_password()
        person.save()
        grant(person, role, provider=provider)
        sync_person(person)
        if first:
            cast[role] = person
    return ProviderPage.objects.get(pk=page.pk)


def staff(shelf: ProviderPage, role: str) -> Person:
    return shelf.provider.grants.get(role=role).person


def _course(shelf: ProviderPage, data: dict, today: datetime.date) -> None:
    page = CoursePage(
        title=data["title"],
        slug=data["slug"],
        summary=data["summary"],
        outcomes="\n".join(data["outcomes"]),
        form_id=data["form"],
        scope=data.get("scope", "national"),
        jp=data["jp"],
        minutes=data["minutes"],
        language=data.get("language", "id"),
        access=data.get("access", "open"),
        approvals=data.get("approvals", "leader"),
        lessons=[_lesson(shelf, *lesson) for lesson in data["lessons"]],
        competences=[
            CourseCompetence(
                competence=Competence.objects.get(code=data["competence"]), level=2
            )
        ],
        owner=staff(shelf, "author"),
        live=False,
    )
    shelf.add_child(instance=page)
    submit(page, shelf)
    if data.get("draft"):
        return
    approve(page, shelf)
    for number, (ahead, days, seats) in enumerate(data.get("classes", []), 1):
        _class(page, shelf, number, today + datetime.timedelta(days=ahead), days, seats)


def _class(page, shelf, number: int, first: datetime.date, days: int, seats: int):
    city = shelf.provider.city
    event = ClassEventPage(
        title=f"{page.title} – angkatan {number}",
        slug=f"angkatan-{number}",
        venue=f"Gedung Pelatihan {shelf.provider.name}",
        address="Jalan Contoh 45",
        city=city,
        time_zone="Asia/Makassar" if city == "Makassar" else "Asia/Jakarta",
        seats=seats,
        seats_min=seats // 3,
        notes="Bawa laptop bila ada. Makan siang disediakan.",
        live=False,
        owner=staff(shelf, "author"),
    )
    event.sittings = [
        ClassSitting(day=first + datetime.timedelta(days=n), room="Ruang Cendana")
        for n in range(days)
    ]
    event.instructors = [staff(shelf, "instructor")]
    page.add_child(instance=event)
    submit(event, shelf)
    approve(event, shelf)


def submit(page, shelf: ProviderPage) -> None:
    """The author sends her draft to the agency's reviewers."""
    author = staff(shelf, "author")
    page.save_revision(user=author)
    page.get_workflow().start(page, author)


def approve(page, shelf: ProviderPage) -> None:
    """The reviewer approves it, which publishes it."""
    page.current_workflow_task_state.approve(user=staff(shelf, "reviewer"))


def _lesson(shelf: ProviderPage, kind: str, title: str, content) -> tuple[str, dict]:
    """A lesson as the block of its kind takes it."""
    value = {"title": title, "is_required": True}
    make = {
        "article": _article,
        "quiz": _quiz,
        "scorm": _scorm,
        "file": _file,
        "class_event": _nothing,
    }[kind]
    return kind, {**value, **make(shelf, title, content)}


def _nothing(shelf, title, content) -> dict:
    return {"instructions": "", "percent": 80, "part_from": 50}


def _article(shelf, title, parts) -> dict:
    body = []
    for part in parts:
        if isinstance(part, tuple):
            tone, text = part
            body.append(("callout", {"tone": tone, "text": RichText(text)}))
        else:
            body.append(("text", RichText(part)))
    return {"body": body}


def document(shelf: ProviderPage, title: str, name: str, data: bytes):
    """A file of the agency."""
    document = get_document_model()(
        title=title,
        collection=shelf.collection,
        uploaded_by_user=staff(shelf, "author"),
    )
    document.file.save(name, ContentFile(data), save=False)
    document.save()
    return document


def _scorm(shelf, title, content) -> dict:
    package = document(shelf, title, "melayani-dengan-empati.zip", build_package())
    return {"package": package}


def _file(shelf, title, content: str) -> dict:
    data = typst.compile((SHEET % content).encode(), format="pdf")
    return {
        "file": document(shelf, content, "lembar.pdf", data),
        "introduction": "",
        "minutes": 15,
    }


def _quiz(shelf, title, questions) -> dict:
    asked = []
    for text, right, wrong, feedback in questions:
        choices = [{"text": right, "is_right": True, "feedback": ""}]
        choices += [{"text": one, "is_right": False, "feedback": ""} for one in wrong]
        question = {
            "text": RichText(f"<p>{text}</p>"),
            "weight": 1,
            "feedback": feedback,
            "choices": choices,
        }
        asked.append(("single", question))
    return {"questions": asked, "pass_mark": 60, "shuffle_answers": True}
