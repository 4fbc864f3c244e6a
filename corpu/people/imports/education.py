"""Formal education from a file: one row for each degree of each person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.people.imports.cells import CellFault, as_number, as_text, as_yes
from corpu.people.imports.contract import Column
from corpu.people.imports.person_rows import NIP, PersonRows, nip_text
from corpu.people.models import Education, EducationLevel, Person

LEVELS = {
    EducationLevel.BELOW: ("sd", "smp", "sltp"),
    EducationLevel.SECONDARY: ("sma", "smk", "slta", "d1", "d-1", "d2", "d-2"),
    EducationLevel.DIPLOMA: ("d3", "d-3", "diii"),
    EducationLevel.BACHELOR: ("s1", "s-1", "d4", "d-4", "div", "sarjana"),
    EducationLevel.MASTER: ("s2", "s-2", "magister"),
    EducationLevel.DOCTOR: ("s3", "s-3", "doktor"),
}
BY_NAME = {name: level.value for level, names in LEVELS.items() for name in names}
COLUMNS = (
    NIP,
    Column(
        "level", gettext_lazy("Level"),
        ("tingkat", "jenjang", "tkPendidikan", "tkPendidikanTerakhir"), True,
        gettext_lazy("SD, SMP, SMA, D1, D2, D3, D4, S1, S2 or S3."), "S1",
    ),
    Column(
        "field", gettext_lazy("Field of study"), ("jurusan", "pendidikan", "prodi"),
        example="Administrasi Negara",
    ),
    Column("school", gettext_lazy("School"), ("sekolah", "perguruan tinggi", "kampus")),
    Column(
        "graduated_in", gettext_lazy("Year of graduation"), ("tahun lulus", "lulus"),
        example="2012",
    ),
    Column(
        "is_validated", gettext_lazy("Validated"), ("tervalidasi", "valid"), False,
        gettext_lazy("“ya” if the diploma was checked; only then it counts."), "ya",
    ),
)  # fmt: skip


CHANGES = ("school", "graduated_in", "is_validated")


def _level(value) -> int | None:
    key = as_text(value, 20).casefold().replace(" ", "")
    if not key:
        return None
    if key not in BY_NAME:
        message = _("The level is one of SD, SMP, SMA, D1, D2, D3, D4, S1, S2, S3.")
        raise CellFault("unknown_level", message)
    return BY_NAME[key]


def _year(value) -> int | None:
    number = as_number(value)
    if number is not None and not 1900 <= number <= 2200:
        raise CellFault("wrong_year", _("Give a year of four digits."))
    return None if number is None else int(number)


def _name(value) -> str:
    return as_text(value, 150)


def _yes(value) -> bool:
    return bool(as_yes(value))


class EducationImport(PersonRows):
    """Degrees of people in the uploader's care."""

    code = "education"
    title = gettext_lazy("Formal education")
    description = gettext_lazy(
        "One row for each degree. Only validated degrees count where a right depends on "
        "them."
    )
    columns = COLUMNS
    sheet = "pendidikan"
    readers = {
        "nip": nip_text, "level": _level, "field": _name, "school": _name,
        "graduated_in": _year, "is_validated": _yes,
    }  # fmt: skip

    def read_known(self, people: list[Person]) -> None:
        """Their degrees, by level and field."""
        for row in Education.objects.filter(person__in=people):
            self.known[row.person_id, row.level, row.field.casefold()] = row

    def key(self, person: Person, data: dict) -> tuple:
        """A person has one degree of a level in a field."""
        return person.pk, data["level"], data["field"].casefold()

    def label(self, person: Person, data: dict) -> str:
        """The person and the level."""
        return f"{person.name} · {EducationLevel(data['level']).label}"

    def old_values(self, known: Education) -> dict:
        """What a file may change of a degree."""
        return {name: getattr(known, name) for name in CHANGES}

    def keep(self, rows: list[tuple[Person, dict]]) -> None:
        """Add the degrees, or bring them up to date."""
        for person, data in rows:
            known = self.known.get(self.key(person, data))
            fields = {name: data[name] for name in CHANGES}
            Education.objects.update_or_create(
                person=person, level=data["level"],
                field=known.field if known else data["field"], defaults=fields,
            )  # fmt: skip
