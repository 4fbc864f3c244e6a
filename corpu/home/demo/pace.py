"""A course with a date, a gate and a package of several parts, that many have taken at
their own pace; one person was far faster, and three questions wait for her."""

import datetime
import random

from wagtail.rich_text import RichText

from corpu.home.demo.content import approve, document, staff, submit
from corpu.home.demo.organisation import Ministry
from corpu.home.demo.parts_package import build_parts_package
from corpu.people.models import Person
from corpu.skills.models import Competence
from learning.actions.enrolments import enrol
from learning.actions.progress import complete_lesson, open_lesson
from learning.models import Course, LessonProgress
from learning.pages import CourseCompetence, CoursePage, ProviderPage

TAKEN_BY = 26
READING = "Mengapa data warga dijaga"
ARTICLE = [
    "<p>Setiap berkas di meja layanan adalah kepercayaan. Warga menyerahkan nomor "
    "identitas, alamat, bahkan riwayat kesehatannya karena ia memerlukan layanan, bukan "
    "karena ia ingin dikenal. Undang-Undang Pelindungan Data Pribadi meminta kita "
    "memegang tiga hal: tujuan yang jelas, data seperlunya, dan waktu simpan yang "
    "dibatasi.</p><h2>Tujuan yang jelas</h2><p>Sebelum meminta sebuah data, katakan untuk "
    "apa data itu dipakai. Bila petugas sendiri tidak dapat menjelaskannya dalam satu "
    "kalimat, data itu sebaiknya tidak diminta.</p><h2>Seperlunya</h2><p>Fotokopi kartu "
    "keluarga untuk urusan yang hanya memerlukan nama adalah kebiasaan lama. Lihat, "
    "cocokkan, kembalikan. Yang tidak disimpan tidak dapat bocor.</p><h2>Waktu simpan</h2>"
    "<p>Tentukan kapan berkas dimusnahkan pada saat berkas itu diterima. Jadwal retensi "
    "arsip sudah menyebutkannya; yang sering lupa adalah melaksanakannya.</p>",
    "<h2>Ketika terjadi kebocoran</h2><p>Laporkan pada hari yang sama, juga bila belum "
    "pasti. Pemilik data berhak tahu apa yang bocor, apa akibatnya, dan apa yang sudah "
    "dilakukan. Laporan yang cepat melindungi warga dan melindungi petugas.</p>",
]
STATEMENTS = [
    ("Data yang tidak disimpan tidak dapat bocor.", True),
    ("Tujuan pemakaian data disampaikan setelah layanan selesai.", False),
    ("Kebocoran dilaporkan pada hari yang sama, juga bila belum pasti.", True),
    ("Fotokopi kartu keluarga selalu diminta, untuk berjaga-jaga.", False),
    ("Waktu simpan berkas ditentukan pada saat berkas diterima.", True),
]
CASE = (
    "<p>Buka kembali satu berkas dari minggu lalu. Data apa yang Anda minta, untuk apa, "
    "dan kapan dimusnahkan? Tulis jawabannya untuk diri sendiri, lalu bandingkan dengan "
    "jadwal retensi unit Anda.</p>"
)


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """The course, those who took its first lesson, and the one who was far faster."""
    shelf = ProviderPage.objects.get(provider__code="balai-nusantara")
    course = Course.objects.get(page_id=_page(shelf).pk)
    first = course.current.lessons.first()
    known = {person.pk for person in cast.values()}
    people = [p for p in ministry.people[3::9] if p.pk not in known][:TAKEN_BY]
    dice = random.Random(11)
    for person in people:
        progress = open_lesson(enrol(person, course, by=person), first)
        seconds = round(480 * dice.lognormvariate(0, 0.35))
        LessonProgress.objects.filter(pk=progress.pk).update(seconds=seconds)
        progress.refresh_from_db()
        complete_lesson(progress)
    quick = cast["pppk"]
    progress = open_lesson(enrol(quick, course, by=quick), first)
    LessonProgress.objects.filter(pk=progress.pk).update(seconds=24)
    complete_lesson(LessonProgress.objects.get(pk=progress.pk))
    return f"a course at the pace of {len(people)} people, and one who was far faster"


def _page(shelf: ProviderPage) -> CoursePage:
    page = CoursePage(
        title="Data Pribadi di Meja Layanan",
        slug="data-pribadi",
        summary="Meminta seperlunya, menyimpan sebentar, melaporkan segera.",
        outcomes="Menjelaskan tujuan setiap data yang diminta\n"
        "Menentukan waktu simpan sebuah berkas\nMelaporkan kebocoran pada hari yang sama",
        form_id="e_learning",
        jp=3,
        minutes=135,
        language="id",
        access="open",
        lessons=_lessons(shelf),
        competences=[
            CourseCompetence(
                competence=Competence.objects.get(code="keamanan-informasi"), level=1
            )
        ],
        owner=staff(shelf, "author"),
        live=False,
    )
    shelf.add_child(instance=page)
    submit(page, shelf)
    approve(page, shelf)
    return page


def _lessons(shelf: ProviderPage) -> list[tuple[str, dict]]:
    zipped = document(shelf, "Data pribadi", "data-pribadi.zip", build_parts_package())
    quiz = {
        "questions": [("true_false", _statement(*row)) for row in STATEMENTS],
        "pass_mark": 60,
        "shuffle_answers": True,
    }
    return [
        _lesson("article", READING, body=[("text", RichText(part)) for part in ARTICLE]),
        _lesson("scorm", "Tiga bagian di meja layanan", package=zipped, minutes=20),
        _lesson("quiz", "Uji pemahaman", {"is_gate": True}, **quiz),
        _lesson(
            "article",
            "Seminggu kemudian: satu berkas Anda",
            {"opens_after_days": 7},
            body=[("text", RichText(CASE))],
        ),
    ]


def _lesson(kind: str, title: str, conditions=None, **fields) -> tuple[str, dict]:
    value = {"title": title, "is_required": True, **fields}
    return kind, {**value, **({"conditions": conditions} if conditions else {})}


def _statement(text: str, is_true: bool) -> dict:
    return {
        "text": RichText(f"<p>{text}</p>"),
        "weight": 1,
        "feedback": "",
        "is_true": is_true,
        "feedback_true": "",
        "feedback_false": "",
    }
