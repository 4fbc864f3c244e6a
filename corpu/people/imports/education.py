"""Formal education from a file: one row for each degree of each person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.people.imports.cells import CellFault, as_nip, as_number, as_text, as_yes
from corpu.people.imports.contract import (
    ADD,
    CHANGE,
    REFUSE,
    SAME,
    Column,
    ImportKind,
    Preview,
    Problem,
    RawRow,
)
from corpu.people.models import Education, EducationLevel, ImportRow, Person

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
    Column(
        "nip", gettext_lazy("NIP"), ("nip", "nipBaru"), True,
        gettext_lazy("18 digits, as text."), "199001012015031001",
    ),
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


class EducationImport(ImportKind):
    """Degrees of people in the uploader's care."""

    code = "education"
    title = gettext_lazy("Formal education")
    description = gettext_lazy(
        "One row for each degree. Only validated degrees count where a right depends on "
        "them."
    )
    columns = COLUMNS
    sheet = "pendidikan"

    def begin(self, rows: list[RawRow]) -> None:
        """Read the people and what is known of their education, once."""
        nips = {"".join(str(row.values.get("nip") or "").split()) for row in rows}
        self._read_ground(nips)
        self.seen: dict[tuple, int] = {}

    def _read_ground(self, nips) -> None:
        self.people, self.known = {}, {}
        wanted = sorted(filter(None, nips))
        for start in range(0, len(wanted), 500):
            some = Person.objects.managed_by(self.viewer)
            some = some.filter(nip__in=wanted[start : start + 500])
            self.people.update({person.nip: person for person in some})
            for row in Education.objects.filter(person__in=some):
                self.known[row.person_id, row.level, row.field.casefold()] = row

    def preview_row(self, row: RawRow) -> Preview:
        """Read the cells and compare with what is known."""
        data, problems = _read(row)
        person = self.people.get(data.get("nip"))
        problems = [*row.problems, *problems]
        if data.get("nip") and person is None:
            message = _("Nobody in your care has this NIP. Check it, or load her first.")
            problems.append(Problem("unknown_person", message, "nip"))
        if person is not None and person.pk == self.viewer.pk:
            message = _("Nobody validates for herself: ask another HR officer.")
            problems.append(Problem("own_row", message, "nip"))
        if problems:
            return Preview.refused(str(data.get("nip") or ""), problems)
        key = (person.pk, data["level"], data["field"].casefold())
        if key in self.seen:
            text = _("Row %(row)s says the same already. Keep one of the two.")
            message = text % {"row": self.seen[key]}
            return Preview.refused(person.name, [Problem("row_twice", message)])
        self.seen[key] = row.number
        return _compared(person, self.known.get(key), data)

    def apply_rows(self, rows: list[ImportRow]) -> None:
        """Apply a piece; what has become impossible since the preview is refused."""
        self._read_ground({row.data["nip"] for row in rows})
        super().apply_rows(rows)

    def apply_row(self, row: ImportRow) -> None:
        """Add the degree, or bring it up to date."""
        person = self.people.get(row.data["nip"])
        if person is None or person.pk == self.viewer.pk:
            message = _("Nobody in your care has this NIP. Check it, or load her first.")
            problem = Problem("unknown_person", message, "nip")
            row.act, row.problems = REFUSE, [problem.as_json()]
            return
        fields = {name: row.data[name] for name in CHANGES}
        key = (person.pk, row.data["level"], row.data["field"].casefold())
        known = self.known.get(key)
        if known:
            Education.objects.filter(pk=known.pk).update(**fields)
            return
        Education.objects.update_or_create(
            person=person, level=row.data["level"], field=row.data["field"],
            defaults=fields,
        )  # fmt: skip


CHANGES = ("school", "graduated_in", "is_validated")


def _compared(person: Person, known: Education | None, data: dict) -> Preview:
    label = f"{person.name} · {EducationLevel(data['level']).label}"[:200]
    if known is None:
        return Preview(ADD, label, data)
    changes = {
        name: [str(getattr(known, name)), str(data[name])]
        for name in CHANGES
        if getattr(known, name) != data[name]
    }
    return Preview(CHANGE if changes else SAME, label, data, changes)


def _read(row: RawRow) -> tuple[dict, list[Problem]]:
    data: dict = {}
    problems: list[Problem] = []
    for column in COLUMNS:
        try:
            data[column.name] = _value(column.name, row.values.get(column.name))
        except CellFault as fault:
            problems.append(fault.problem(column.name))
            continue
        if column.required and not data[column.name]:
            problems.append(Problem("required", _("Fill in this cell."), column.name))
    return data, problems


def _value(name: str, value):
    if name == "nip":
        nip = as_nip(value)
        return str(getattr(nip, "text", nip)) if nip else ""
    if name == "level":
        return _level(as_text(value, 20))
    if name == "graduated_in":
        number = as_number(value)
        if number is not None and not 1900 <= number <= 2200:
            raise CellFault("wrong_year", _("Give a year of four digits."))
        return None if number is None else int(number)
    if name == "is_validated":
        return bool(as_yes(value))
    return as_text(value, 150)


def _level(text: str) -> int | None:
    key = text.casefold().replace(" ", "")
    if not key:
        return None
    if key not in BY_NAME:
        message = _("The level is one of SD, SMP, SMA, D1, D2, D3, D4, S1, S2, S3.")
        raise CellFault("unknown_level", message)
    return BY_NAME[key]
