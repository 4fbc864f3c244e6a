"""The overview of HR and auditors: who is in which stage, and what is incomplete."""

import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person, Unit
from performance.plans import rules
from performance.plans.models import Appraisal, Plan, UnitPlan

STAGES = {
    "none": _("No plan"),
    rules.PROPOSED: _("Not started"),
    rules.PLANNING: _("Planning"),
    rules.RUNNING: _("Monitoring"),
    rules.CLOSED: _("Closed"),
    "incomplete": _("No learning line"),
    "ours": _("Agreed by HR"),
}


def people_of(viewer: Person) -> QuerySet[Person]:
    """People in service in the scope of HR or of an auditor."""
    people = Person.objects.managed_by(viewer, "hr", "auditor")
    return people.employees()


def counts(viewer: Person, year: int) -> dict[str, int]:
    """People by stage; every person is in exactly one. The incomplete are counted too,
    and those above whom nobody stands: their plans HR agrees and assesses."""
    people = people_of(viewer).order_by()
    plans = Plan.objects.filter(year=year, person__in=people.values("pk"))
    rows = plans.order_by().values_list("state").annotate(number=Count("pk"))
    found = {**dict.fromkeys(STAGES, 0), **dict(rows)}
    found["none"] = people.count() - sum(found[state] for state in rules.STATES)
    found["incomplete"] = _begun(plans).incomplete().count()
    found["ours"] = plans.agreed_by_hr().count()
    return found


def _begun(plans):
    return plans.exclude(state=rules.PROPOSED)


def listed(viewer: Person, year: int, stage: str) -> QuerySet[Person]:
    """The people behind one of the counts, with `plan_id`."""
    people = people_of(viewer).with_place().order_by("name", "pk")
    plans = Plan.objects.filter(year=year, person=OuterRef("pk"))
    people = people.annotate(plan_id=plans.values("pk")[:1])
    if stage == "none":
        return people.filter(~Exists(plans))
    if stage == "incomplete":
        return people.filter(Exists(_begun(plans).incomplete()))
    if stage == "ours":
        return people.filter(Exists(plans.agreed_by_hr()))
    return people.filter(Exists(plans.filter(state=stage)))


def units_of(viewer: Person) -> QuerySet[Unit]:
    """Open units in the scope that have people."""
    units = Unit.objects.managed_by(viewer, "hr", "auditor").open()
    people = Person.objects.employees().filter(unit=OuterRef("pk"))
    return units.filter(Exists(people)).order_by("path")


def incomplete_units(viewer: Person, year: int) -> QuerySet[Unit]:
    """Units without a plan, or whose plan has no learning goal; with `unit_plan`."""
    plans = UnitPlan.objects.filter(unit=OuterRef("pk"), year=year)
    complete = plans.with_learning().filter(has_learning=True)
    units = units_of(viewer).filter(~Exists(complete))
    return units.annotate(unit_plan=plans.values("pk")[:1])


HEADER = [
    "nip",
    "nama",
    "bulanMulaiPenilaian",
    "tahunMulaiPenilaian",
    "bulanSelesaiPenilaian",
    "tahunSelesaiPenilaian",
    "periodikId",
    "hasilKinerjaNilai",
    "perilakuKerjaNilai",
    "kuadranKinerjaNilai",
    "penilaiNipNrp",
    "penilaiNama",
    "penilaiJabatanNm",
    "penilaiUnorNm",
    "statusPenilai",
]
# SIASN: 1 monthly, 2 quarterly; the year has no code of its own among these.
QUARTERLY = 2


def export_rows(viewer: Person, year: int, quarter: int | None):
    """Final assessments with the fields of SIASN's periodic performance (FACTS 3)."""
    people = people_of(viewer).order_by()
    rows = Appraisal.objects.final().filter(
        person__in=people.values("pk"), year=year, quarter=quarter
    )
    rows = rows.select_related("person", "assessor__post", "assessor__unit")
    for row in rows.order_by("person__name", "pk").iterator(chunk_size=2000):
        yield _export_row(row)


def _export_row(row: Appraisal) -> list:
    first, last = row.span
    codes, assessor = row.siasn, row.assessor
    return [
        row.person.nip or "",
        row.person.full_name,
        *_month(first),
        *_month(last),
        QUARTERLY if row.quarter else "",
        codes["result"],
        codes["behaviour"],
        codes["predicate"],
        (assessor.nip or "") if assessor else "",
        assessor.full_name if assessor else "",
        str(assessor.post or "") if assessor else "",
        str(assessor.unit or "") if assessor else "",
        ("ASN" if assessor.nip else "NON ASN") if assessor else "",
    ]


def _month(day: datetime.date) -> tuple[int, int]:
    return day.month, day.year
