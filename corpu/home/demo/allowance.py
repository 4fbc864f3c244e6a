"""Two months of allowance recommendations: one locked, one open with objections."""

import datetime
import random
from decimal import Decimal

from corpu.home.demo.organisation import Ministry
from corpu.people.models import Person
from performance.allowance.actions import formulas, locking, objections, runs, schemes
from performance.allowance.actions.attendance import correct, load_many
from performance.allowance.actions.differences import look_again
from performance.allowance.models import Attendance, Formula, Line, Run

BASIS = "Peraturan Menteri Layanan Nusantara Nomor 7 Tahun 2025 (contoh), pasal 4"
EXAMPLE = "contoh-dengan-pembelajaran"


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """An active example formula and two months; returns a line that tells what."""
    hr, second = cast["hr"], cast["second"]
    this = today.replace(day=1)
    last = (this - datetime.timedelta(days=1)).replace(day=1)
    before = (last - datetime.timedelta(days=1)).replace(day=1)
    _switch_on(ministry, hr, second, before)
    people = list(Person.objects.employees().in_subtree(ministry.root).order_by("pk"))
    load_many([row for month in (before, last) for row in _month(people, month, hr)])
    _count(ministry, before, hr)
    locked = Run.objects.get(month=before)
    Run.objects.filter(pk=locked.pk).update(object_until=today - datetime.timedelta(20))
    locking.propose(Run.objects.get(pk=locked.pk), by=hr)
    locking.lock(locked, by=second)
    _count(ministry, last, hr)
    asked = _object(ministry, cast, last)
    _later_fact(before, hr)
    return f"allowance: 1 month locked, 1 open with {asked} objections"


def _switch_on(ministry: Ministry, hr: Person, second: Person, first) -> None:
    scheme = schemes.scheme_of(ministry.root)
    schemes.propose(scheme, by=hr, legal_basis=BASIS)
    schemes.confirm(scheme, by=second)
    formulas.load_examples()
    example = Formula.objects.get(code=EXAMPLE)
    draft = formulas.copy_formula(
        example, unit=ministry.root, code="kln-tukin", valid_from=first, by=hr
    )
    Formula.objects.filter(pk=draft.pk).update(
        name_id="Tunjangan kinerja KLN", name_en="Performance allowance of the ministry",
        legal_basis=BASIS,
    )  # fmt: skip
    # Who has no final assessment of the year before is not worse off in the demo.
    draft.parts.filter(code="performance").update(when_missing=Decimal(100))
    formulas.publish(draft, by=second)


def _month(people: list[Person], month: datetime.date, hr: Person) -> list[Attendance]:
    draw = random.Random(month.toordinal())
    rows = []
    for person in people:
        counts = {}
        if draw.random() < 0.18:
            counts["late_1"] = str(draw.randint(1, 3))
        if draw.random() < 0.05:
            counts["late_3"] = "1"
        if draw.random() < 0.04:
            counts["absent"] = str(draw.randint(1, 2))
        share = Decimal(100) if draw.random() < 0.6 else Decimal(draw.randint(88, 99))
        rows.append(
            Attendance(
                person=person,
                month=month,
                percent=share,
                counts=counts,
                loaded_by=hr,
                days_present=draw.randint(17, 22),
                source=f"kehadiran-{month:%Y-%m}.xlsx",
            )
        )
    return rows


def _count(ministry: Ministry, month: datetime.date, hr: Person) -> None:
    run = runs.start(ministry.root, month=month, by=hr)
    runs.work_on(run.pk)


def _object(ministry: Ministry, cast: dict[str, Person], month) -> int:
    """Two people think that a day is counted wrongly."""
    lines = Line.objects.filter(month=month, percent__lt=100).order_by("percent")
    learner = lines.filter(person=cast["learner"]).first()
    others = [line for line in lines[:20] if line.person_id != cast["hr"].pk]
    chosen = [line for line in [learner, *others] if line][:3]
    reasons = [
        "Pada tanggal 12 saya mengikuti pelatihan di luar kantor; surat tugas ada.",
        "Mesin presensi di lantai 3 mati pada tanggal 5.",
        "Keterlambatan tanggal 20 karena tugas piket malam.",
    ]
    for line, reason in zip(chosen, reasons, strict=False):
        objections.object_to(line, by=line.person, reason=reason)
    return len(chosen)


def _later_fact(month: datetime.date, hr: Person) -> None:
    """A fact that came after locking: it waits as a difference for the next month."""
    line = Line.objects.filter(month=month, percent__lt=100, is_exception=False)
    found = line.exclude(person=hr).order_by("percent", "pk").first()
    if found:
        correct(
            found.person, month=month, by=hr, percent=Decimal(100), counts={},
            reason="Surat tugas yang terlambat masuk.",
        )  # fmt: skip
        look_again(found.run.unit_id)
