"""What careers stand on: education, assessments, gates, potential, a list, a request."""

import datetime
import random
from decimal import Decimal

from corpu.home.demo.organisation import Ministry
from corpu.people.models import Education, Person, Post
from corpu.skills.models import Assessment, Competence
from performance.careers.actions import aims, candidates, hand_checks, talent
from performance.careers.actions.judging import verdict
from performance.careers.models import Gate, Potential, Requirement
from performance.development.actions.aspirations import aim_at
from performance.plans.models import Appraisal, Predicate

LAW = "PP 11/2017 Pasal 204; Keputusan Menteri Layanan Nusantara tentang syarat jabatan"
LAW_EN = "PP 11/2017 article 204; decree of the ministry on requirements of posts"
# kind, level -> names, competence, level of it, form, JP, degree, years, level before
GATES = [
    ("functional", "ahli muda", "Ahli Muda", "analisis-data", 2, "technical", 4, 4, 3,
     "ahli pertama"),
    ("functional", "ahli madya", "Ahli Madya", "analisis-data", 2, "technical", 8, 4,
     4, "ahli muda"),
    ("functional", "mahir", "Mahir", "arsip", 2, "technical", 4, 3, 4, "terampil"),
    ("structural", "pengawas", "Pengawas", "keamanan-informasi", 2, "managerial", 4, 4, 3,
     ""),
    ("structural", "administrator", "Administrator", "analisis-data", 2, "managerial",
     6, 4, 3, "pengawas"),
]  # fmt: skip
NOTES = {
    "learning": "Saya mengikuti pelatihan ini pada tahun 2024 di instansi lama; sertifikat "
    "aslinya saya bawa.",
    "experience": "Masa kerja saya di instansi lama belum tercatat; surat keputusan "
    "jabatannya saya bawa.",
    "education": "Ijazah terbaru saya belum tercatat; legalisirnya saya bawa.",
    "predicate": "Penilaian kinerja saya di instansi lama belum dimuat; salinannya saya "
    "bawa.",
}


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """Lay it down; returns a line that tells what."""
    draw = random.Random(38)
    people = [person for person in ministry.people if person.nip]
    _educate(people, draw)
    _assess(people, draw, today)
    _appraise(people, draw, today.year)
    gates = [_gate(row, ministry, cast["hr"]) for row in GATES]
    _potential(people, draw, today)
    talent.recount([person.pk for person in people])
    _requests(ministry, cast)
    post = Post.objects.filter(level="ahli muda").order_by("name").first()
    sheet = candidates.ask_list(post=post, unit=ministry.root, by=cast["hr"])
    while candidates.count_piece(sheet.pk):
        pass
    return f"{len(gates)} career gates, {len(people)} candidates for one post"


def _educate(people: list[Person], draw) -> None:
    rows = []
    for person in people:
        rows.append(
            Education(
                person=person, level=_level_of(person, draw), field="Administrasi Publik",
                graduated_in=person.appointed_on.year - 1,
                is_validated=draw.random() < 0.9,
            )
        )  # fmt: skip
    Education.objects.bulk_create(rows, ignore_conflicts=True)


def _level_of(person: Person, draw) -> int:
    """What her title says: S-2 of a master, S-1 of a bachelor, D-3 or school of none."""
    if person.title_after.startswith("M."):
        return 5
    return 4 if person.title_after else draw.choice([2, 3])


def _assess(people: list[Person], draw, today) -> None:
    codes = ("analisis-data", "manajemen-risiko", "arsip", "keamanan-informasi")
    found = list(Competence.objects.filter(code__in=codes).order_by("code"))
    rows = [
        Assessment(
            person=person, competence=competence, level=draw.randint(1, 4),
            source=Assessment.Source.CENTRE,
            assessed_on=today - datetime.timedelta(days=draw.randint(40, 700)),
            is_validated=draw.random() < 0.8, note="Asesmen kompetensi berkala",
        )
        for person in people
        for competence in found
        if draw.random() < 0.5
    ]  # fmt: skip
    Assessment.objects.bulk_create(rows, batch_size=500)


def _appraise(people: list[Person], draw, year: int) -> None:
    """Final assessments of the two years before, where nobody has given any."""
    known = set(Appraisal.objects.filter(quarter=None).values_list("person", "year"))
    axes = {
        Predicate.VERY_GOOD: ("above", "above"),
        Predicate.GOOD: ("meets", "meets"),
        Predicate.NEEDS_IMPROVEMENT: ("below", "meets"),
        Predicate.POOR: ("meets", "below"),
    }
    rows = []
    for person in people:
        for one in (year - 2, year - 1):
            predicate = draw.choices(list(axes), [3, 14, 2, 1])[0]
            served = person.appointed_on.year <= one and draw.random() < 0.95
            if (person.pk, one) in known or not served:
                continue
            result, behaviour = axes[predicate]
            rows.append(
                Appraisal(
                    person=person, year=one, result=result, behaviour=behaviour,
                    predicate=predicate, is_final=True,
                )
            )  # fmt: skip
    Appraisal.objects.bulk_create(rows, batch_size=500)


def _gate(row: tuple, ministry: Ministry, hr: Person) -> Gate:
    kind, level, name, competence, depth, form, jp, degree, years, before = row
    drafter = next(p for p in ministry.heads.values() if p != hr)
    gate = Gate.objects.create(
        name_id=f"Syarat jabatan {name}", name_en=f"Requirements of {name} posts",
        post_kind=kind, post_level=level, legal_basis=LAW, legal_basis_en=LAW_EN,
        valid_from=datetime.date(2026, 1, 2), live=True, drafted_by=drafter,
        published_by=hr,
    )  # fmt: skip
    make = Requirement.objects.create
    make(gate=gate, kind="learning", form_id=form, jp=Decimal(jp), years=3)
    make(
        gate=gate, kind="competence", level=depth,
        competence=Competence.objects.get(code=competence),
    )  # fmt: skip
    make(gate=gate, kind="predicate", predicate=Predicate.GOOD, years=2)
    make(gate=gate, kind="education", education=degree)
    if before:
        make(
            gate=gate, kind="experience", years=years, served_kind=kind,
            served_level=before,
        )  # fmt: skip
    return gate


def _potential(people: list[Person], draw, today) -> None:
    rows = [
        Potential(
            person=person, score=Decimal(round(draw.gauss(70, 14))).max(20).min(100),
            assessed_on=today - datetime.timedelta(days=draw.randint(30, 900)),
            assessor="Pusat Asesmen ASN Nusantara", is_validated=draw.random() < 0.93,
        )
        for person in people
        if draw.random() < 0.85
    ]  # fmt: skip
    Potential.objects.bulk_create(rows, batch_size=500)


def _requests(ministry: Ministry, cast: dict[str, Person]) -> None:
    """One request of the learner waits; a colleague's has been decided."""
    learner = cast["learner"]
    _aim_and_ask(learner)
    for person in ministry.people:
        if person.unit.parent_id != learner.unit.parent_id or person == learner:
            continue
        if asked := _aim_and_ask(person):
            reason = "Dokumen asli telah diperiksa dan sesuai."
            hand_checks.decide(asked, by=cast["hr"], accept=True, reason=reason)
            return


def _aim_and_ask(person: Person):
    post, _chosen = aims.aimed_at(person)
    if post is None:
        return None
    aim_at(person, post)
    return _ask(person, post)


def _ask(person: Person, post: Post):
    for line in verdict(person, post).lines:
        note = NOTES.get(line.asked.rule.kind)
        if note and line.answer != "met":
            return hand_checks.ask(person, post=post, key=line.asked.rule.key, note=note)
    return None
