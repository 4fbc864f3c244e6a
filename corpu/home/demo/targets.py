"""Targets at work: a draft and a change that wait for a second person, a transfer, leave,
requests about targets, and one target that cannot be met as set."""

import datetime
from decimal import Decimal

from django.db.models import F

from corpu.home.demo.organisation import Ministry
from corpu.people.actions.absences import add_absence
from corpu.people.actions.appointments import appoint
from corpu.people.models import Person
from corpu.skills.models import Competence
from performance.actions.petitions import ask, decide
from performance.actions.targets import propose
from performance.models import Quota, Standing, Target


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """Leave them where HR, a leader and a civil servant will find them."""
    second = cast["second"]
    _draft(second, today)
    switched = Target.objects.get(code="pppk-agency")
    propose(switched, "switch_on", by=second, reason="Usulan keputusan pejabat pembina")
    team = [p for p in ministry.staff_of(cast["learner"].unit) if p.staff_class == "pns"]
    others = [p for p in team if p != cast["learner"]]
    _move(ministry, others[-1], cast, today)
    late = _late(ministry, cast, today)
    for person in late:
        _keep_away(person, cast, today)
    asked = _requests(cast, late[:1] + others, today)
    return f"1 draft, 1 change, {asked} requests about targets, {len(late)} out of reach"


def _draft(by: Person, today: datetime.date) -> None:
    """24 JP for analysts, 4 of them in public service: drafted, to be published."""
    target = Target.objects.create(
        code="jf-pelayanan",
        name_id="24 JP bagi jabatan fungsional, 4 JP tentang pelayanan publik",
        name_en="24 JP for functional posts, 4 JP of them on public service",
        staff_classes=["pns"],
        post_kinds=["functional"],
        required=Decimal(24),
        carry_over=Decimal(4),
        legal_basis="Rancangan keputusan instansi (contoh)",
        legal_basis_en="Draft decision of the agency (example)",
        valid_from=datetime.date(today.year + 1, 1, 1),
        drafted_by=by,
    )
    quota = Quota.objects.create(
        target=target,
        name_id="Pelayanan publik",
        name_en="Public service",
        required=Decimal(4),
    )
    quota.competences.set(Competence.objects.filter(name_en__icontains="public service"))
    quota.save()


def _move(ministry: Ministry, person: Person, cast, today: datetime.date) -> None:
    """She came to the team next door two months ago."""
    siblings = [u for u in ministry.units if u.parent_id == person.unit.parent_id]
    there = next(u for u in siblings if u != person.unit)
    day = max(today - datetime.timedelta(days=60), datetime.date(today.year, 1, 5))
    appoint(
        person, unit=there, post=person.post, started_on=day, by=cast["hr"],
        reason="Mutasi (contoh)",
    )  # fmt: skip


def _late(ministry: Ministry, cast, today: datetime.date) -> list[Person]:
    """Two people whose target neither facts nor bookings cover."""
    known = {person.pk for person in cast.values()}
    rows = Standing.objects.minimums().filter(
        year=today.year, gap__gt=F("booked"), is_exempt=False
    )
    rows = rows.order_by("person").values_list("person", flat=True)
    ids = [pk for pk in rows if pk not in known][3:9:3]
    return [person for person in ministry.people if person.pk in ids]


def _keep_away(person: Person, cast, today: datetime.date) -> None:
    """On duty elsewhere until the year ends: her target cannot be met as set."""
    last = datetime.date(today.year, 12, 31)
    person.absences.filter(ended_on__gte=today).delete()
    add_absence(
        person, kind="duty", started_on=today, ended_on=last, by=cast["hr"],
        note="Satuan tugas (contoh)",
    )  # fmt: skip


def _requests(cast, others: list[Person], today: datetime.date) -> int:
    """One for the leader, two for HR, and one that was refused with its reason."""
    later = datetime.date(today.year + 1, 3, 31)
    made = 0
    for person, kind, reason, more in [
        (cast["learner"], "extension", "Penugasan lapangan sampai akhir tahun",
         {"wanted_on": later}),
        (others[0], "exemption", "Bertugas di satuan tugas sampai akhir tahun", {}),
        (others[1], "objection", "Cuti besar dua bulan belum tercatat",
         {"wanted": Decimal("16.60")}),
    ]:  # fmt: skip
        row = _standing(person, today.year)
        if row and row.status != "met":
            ask(row, kind, by=person, reason=reason, **more)
            made += 1
    row = _standing(others[2], today.year) if len(others) > 2 else None
    if row and row.required > 10:
        asked = ask(
            row, "objection", by=row.person, reason="Baru pindah jabatan",
            wanted=Decimal(10),
        )  # fmt: skip
        no = "Pindah jabatan tidak mengurangi masa kerja; target tetap."
        decide(asked, by=cast["hr"], accept=False, reason=no)
        made += 1
    return made


def _standing(person: Person, year: int) -> Standing | None:
    rows = Standing.objects.minimums().filter(person=person, year=year)
    return rows.select_related("person__unit", "target").first()
