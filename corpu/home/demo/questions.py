"""A bank of questions, and a course with every kind of lesson that asks something back:
a quiz that draws from the bank, an assignment, a survey and a link."""

import datetime
import random
from decimal import Decimal

from wagtail.rich_text import RichText

from corpu.home.demo.content import approve, staff, submit
from corpu.home.demo.organisation import Ministry
from corpu.people.models import Person
from corpu.skills.models import Competence
from learning.actions.enrolments import enrol
from learning.actions.progress import complete_lesson, open_lesson
from learning.kinds.assignment.actions import submissions
from learning.kinds.quiz.actions import attempts
from learning.kinds.survey.actions.sheets import hand_in
from learning.models import Course
from learning.pages import CourseCompetence, CoursePage, ProviderPage
from learning.questions.actions import imports
from learning.questions.actions.categories import category_named
from learning.questions.actions.figures import recount_changed

BANK = """
::Kalimat inti:: Di mana kalimat inti laporan sebaiknya berada? {
=Di paragraf pertama#Pimpinan membaca bagian ini lebih dahulu.
~Di tengah uraian#Pembaca harus mencarinya.
~Di lampiran#Lampiran dibaca terakhir, bila dibaca.
~%25%Di akhir#Lebih baik daripada di tengah, tetapi pembaca harus menunggu.}

::Unsur ringkasan:: Apa saja yang harus ada dalam ringkasan satu halaman? {
~%50%Simpulan ~%50%Tindakan yang diminta ~%-50%Semua data mentah ~%-50%Daftar rapat}

::Laporan singkat:: Laporan yang panjang selalu lebih meyakinkan. {FALSE#Panjang bukan mutu.}

::Judul:: Judul laporan memuat simpulan, bukan hanya pokok bahasan. {TRUE}

::Menit membaca:: Rata-rata orang membaca 180 kata per menit. Berapa menit untuk 900 kata? {
#=5:0#Tepat =%50%5:1#Hampir}

::Kata hubung:: Satu kata yang menghubungkan sebab dengan akibat: hujan deras, ... jalan
tergenang. {=sehingga =akibatnya =%50%maka#Lebih tepat "sehingga".}

::Urutan pembaca:: Jodohkan pembaca dengan yang dicarinya. {
=Pimpinan -> Keputusan yang diminta
=Rekan teknis -> Cara menghitung
=Masyarakat -> Manfaat bagi warga}

::Kalimat aktif:: Kalimat mana yang paling jelas? {
~Telah dilakukan perbaikan terhadap data oleh tim.
=Tim memperbaiki data.
~Perbaikan data adalah hal yang sudah terlaksana.}

::Angka:: Angka 1.250.000 dalam laporan sebaiknya dibulatkan menjadi ... juta. {#1.25:0.05}
"""
ESSAY = (
    "::Esai:: Tuliskan satu kalimat inti untuk laporan terakhir Anda, dan alasannya. {}"
)
TITLE = "Menulis laporan yang dibaca"
RUBRIC = [
    ("Kalimat inti di awal", 40, "Pimpinan tahu permintaan Anda dalam sepuluh detik."),
    ("Alasan dan data", 40, "Setiap pernyataan punya angka atau sumber."),
    ("Bahasa", 20, "Kalimat pendek dan aktif, tanpa singkatan yang asing."),
]


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """The bank, the course, and people in it; returns what was made."""
    shelf = ProviderPage.objects.get(provider__code="balai-nusantara")
    author = staff(shelf, "author")
    skill = Competence.objects.get(code="komunikasi")
    category = category_named(shelf.provider, "Menulis laporan")
    taken = _take(BANK, category, author, skill)
    taken += _take(ESSAY, category_named(shelf.provider, "Esai"), author, skill)
    page = _page(shelf, category, skill)
    course = Course.objects.get(page_id=page.pk)
    _people(course, ministry, cast, shelf)
    recount_changed()
    return f"{taken} questions in a bank, and a course that asks them"


def _take(text: str, category, author, skill) -> int:
    batch = imports.read_file(
        category=category,
        format="gift",
        data=text.encode(),
        by=author,
        file_name="soal-laporan.txt",
        competence=skill,
    )
    return imports.take(batch, by=author)


def _page(shelf: ProviderPage, category, skill) -> CoursePage:
    page = CoursePage(
        title=TITLE,
        slug="menulis-laporan",
        summary="Laporan satu halaman yang membuat pimpinan dapat memutuskan.",
        outcomes="Menulis kalimat inti\nMemilih data yang menentukan\nMenyunting sendiri",
        form_id="e_learning",
        jp=3,
        minutes=135,
        language="id",
        access="open",
        lessons=_lessons(category),
        competences=[CourseCompetence(competence=skill, level=2)],
        owner=staff(shelf, "author"),
        live=False,
    )
    shelf.add_child(instance=page)
    submit(page, shelf)
    approve(page, shelf)
    return page


def _lessons(category) -> list[tuple[str, dict]]:
    link = {
        "title": "Pedoman tata naskah",
        "is_required": False,
        "url": "https://jdih.example.go.id/tata-naskah",
        "introduction": "Baca bagian tentang nota dinas dan laporan.",
        "minutes": 15,
    }
    quiz = {
        "title": "Uji pemahaman",
        "is_required": True,
        "questions": [],
        "draws": [{"category": category, "competence": None, "count": 5}],
        "pass_mark": 60,
        "attempts": 3,
        "minutes": 20,
        "shuffle_answers": True,
        "review": "passed",
    }
    work = {
        "title": "Laporan satu halaman",
        "is_required": True,
        "task": RichText(
            "<p>Ubah laporan terakhir unit Anda menjadi <b>satu halaman</b>: kalimat inti, "
            "tiga alasan, dan tindakan yang diminta.</p>"
        ),
        "takes": "both",
        "criteria": [
            {"name": name, "points": points, "guide": guide}
            for name, points, guide in RUBRIC
        ],
        "pass_mark": 70,
        "tries": 3,
        "minutes": 90,
    }
    survey = {
        "title": "Pendapat Anda",
        "is_required": False,
        "introduction": "Dua menit; membantu kami memperbaiki kursus ini.",
        "questions": [
            ("rating", _ask("Seberapa berguna untuk pekerjaan Anda?", True)),
            ("pick", {**_ask("Bagian mana yang paling membantu?", True),
                      "options": ["Uji pemahaman", "Tugas", "Catatan pengajar"]}),
            ("words", _ask("Apa yang sebaiknya kami ubah?", False)),
        ],
    }  # fmt: skip
    return [
        ("external_link", link),
        ("quiz", quiz),
        ("assignment", work),
        ("survey", survey),
    ]


def _ask(text: str, is_needed: bool) -> dict:
    return {"text": text, "is_needed": is_needed}


def _people(course: Course, ministry: Ministry, cast: dict, shelf: ProviderPage) -> None:
    """Two dozen have taken the quiz; some have handed in, and one waits for the marks."""
    dice = random.Random(4)
    known = {person.pk for person in cast.values()}
    people = [p for p in ministry.people[::11] if p.pk not in known][:24]
    lessons = {row.kind: row for row in course.current.lessons.all()}
    for number, person in enumerate(people):
        enrolment = enrol(person, course, by=person)
        progress = open_lesson(enrolment, lessons["quiz"])
        _answer(progress, dice, skill=0.35 + 0.028 * number)
        if 6 <= number <= 12:
            _ask_opinion(enrolment, lessons["survey"], dice, number)
        if 8 <= number <= 11:
            _hand_in(enrolment, lessons["assignment"], shelf, number)
    link = open_lesson(enrol(people[0], course, by=people[0]), lessons["external_link"])
    complete_lesson(link)


def _answer(progress, dice: random.Random, skill: float) -> None:
    attempt = attempts.begin(progress)
    known = {q["key"]: q for q in progress.lesson.content["questions"]}
    said = {
        row["key"]: _said(known[row["key"]], dice.random() < skill)
        for row in attempt.drawn
    }
    attempts.submit(attempt, said)


def _said(question: dict, is_right: bool):
    """A right or a wrong answer to any question of the bank."""
    kind = question["kind"]
    if kind == "single":
        return next(
            n for n, c in enumerate(question["choices"]) if c["is_right"] == is_right
        )
    if kind == "multiple":
        return [n for n, c in enumerate(question["choices"]) if c["is_right"] == is_right]
    if kind == "true_false":
        return question["is_true"] == is_right
    if kind == "matching":
        count = len(question["pairs"])
        return {str(n): n if is_right else (n + 1) % count for n in range(count)}
    if kind == "numeric":
        return question["answer"] if is_right else "99"
    return question["accepted"][0] if is_right else "tidak tahu"


def _ask_opinion(enrolment, lesson, dice: random.Random, number: int) -> None:
    first, second, third = (q["key"] for q in lesson.content["questions"])
    words = ["", "Contoh dari daerah lebih banyak.", "Waktu tugas terlalu singkat."]
    said = {first: str(dice.choice([3, 4, 5, 5])), second: str(number % 3)}
    hand_in(open_lesson(enrolment, lesson), {**said, third: words[number % 3]})


def _hand_in(enrolment, lesson, shelf: ProviderPage, number: int) -> None:
    """The last one waits; one comes back, the others are accepted."""
    text = (
        "Kami meminta persetujuan menambah dua loket pada hari Senin.\n\n"
        "Antrean Senin rata-rata 64 orang, hari lain 31. Dua loket tambahan memotong "
        "waktu tunggu dari 55 menjadi 25 menit, dengan petugas yang sudah ada."
    )
    work = submissions.hand_in(open_lesson(enrolment, lesson), text=text)
    if number == 11:
        return
    keys = [criterion["key"] for criterion in lesson.content["criteria"]]
    given = (15, 20, 15) if number == 8 else (35, 32, 18)
    note = (
        "Permintaannya jelas, tetapi dari mana angka 64? Sebutkan sumbernya."
        if number == 8
        else "Jelas sejak kalimat pertama. Simpan contoh ini untuk rekan Anda."
    )
    points = dict(zip(keys, map(Decimal, given), strict=True))
    submissions.mark(work, points=points, note=note, by=staff(shelf, "instructor"))
