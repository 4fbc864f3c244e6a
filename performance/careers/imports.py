"""Assessments of potential from a file, row by row."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.clock import today
from corpu.people.imports import Column, ImportKind, Preview, Problem
from corpu.people.imports.cells import (
    CellFault,
    as_day,
    as_nip,
    as_number,
    as_text,
    as_yes,
)
from corpu.people.imports.contract import ADD, CHANGE, REFUSE, SAME, RawRow
from corpu.people.models import ImportRow, Person
from performance.careers.actions import talent
from performance.careers.models import Potential

COLUMNS = (
    Column(
        "nip", gettext_lazy("NIP"), ("nip", "nipBaru"), True,
        gettext_lazy("18 digits, as text."), "199001012015031001",
    ),
    Column(
        "score", gettext_lazy("Score"), ("skor", "nilai", "nilai potensi"), True,
        gettext_lazy("From 0 to 100."), "78,5",
    ),
    Column(
        "assessed_on", gettext_lazy("Assessed on"),
        ("tanggal", "tanggal penilaian", "tanggal asesmen"), True,
        gettext_lazy("31-12-2025, 2025-12-31 or 31/12/2025."), "17-03-2025",
    ),
    Column(
        "assessor", gettext_lazy("Assessed by"), ("penilai", "lembaga", "asesor"), True,
        example="Pusat Asesmen",
    ),
    Column(
        "is_validated", gettext_lazy("Validated"), ("tervalidasi", "valid"), False,
        gettext_lazy("“ya” if the result was validated; only then it counts."), "ya",
    ),
)  # fmt: skip
CHANGES = ("score", "assessor", "is_validated")


class PotentialImport(ImportKind):
    """Potential of people in the uploader's care."""

    code = "potential"
    title = gettext_lazy("Assessments of potential")
    description = gettext_lazy(
        "Results of an assessment centre for the nine-box: one row for each person and "
        "day."
    )
    columns = COLUMNS
    sheet = "potensi"

    def begin(self, rows: list[RawRow]) -> None:
        """Read the people and what was found before, once."""
        self._read_ground({"".join(str(r.values.get("nip") or "").split()) for r in rows})
        self.seen: dict[tuple, int] = {}

    def _read_ground(self, nips) -> None:
        self.people, self.known = {}, {}
        wanted = sorted(filter(None, nips))
        for start in range(0, len(wanted), 500):
            some = Person.objects.managed_by(self.viewer)
            some = some.filter(nip__in=wanted[start : start + 500])
            self.people.update({person.nip: person for person in some})
            for row in Potential.objects.filter(person__in=some):
                self.known[row.person_id, row.assessed_on.isoformat()] = row

    def preview_row(self, row: RawRow) -> Preview:
        """Read the cells and compare with what is known."""
        data, problems = _read(row)
        person = self.people.get(data.get("nip"))
        problems = [*row.problems, *problems]
        if data.get("nip") and person is None:
            message = _("Nobody in your care has this NIP. Check it, or load her first.")
            problems.append(Problem("unknown_person", message, "nip"))
        if person is not None and person.pk == self.viewer.pk:
            message = _("Nobody loads a result for herself: ask another HR officer.")
            problems.append(Problem("own_row", message, "nip"))
        if problems:
            return Preview.refused(str(data.get("nip") or ""), problems)
        key = (person.pk, data["assessed_on"])
        if key in self.seen:
            text = _("Row %(row)s says the same already. Keep one of the two.")
            message = text % {"row": self.seen[key]}
            return Preview.refused(person.name, [Problem("row_twice", message)])
        self.seen[key] = row.number
        return _compared(person, self.known.get(key), data)

    def apply_rows(self, rows: list[ImportRow]) -> None:
        """Keep the results, and place these people again in the same transaction."""
        self._read_ground({row.data["nip"] for row in rows})
        super().apply_rows(rows)
        talent.recount(person.pk for person in self.people.values())

    def apply_row(self, row: ImportRow) -> None:
        """Add the result, or correct it."""
        person = self.people.get(row.data["nip"])
        if person is None or person.pk == self.viewer.pk:
            message = _("Nobody in your care has this NIP. Check it, or load her first.")
            problem = Problem("unknown_person", message, "nip")
            row.act, row.problems = REFUSE, [problem.as_json()]
            return
        fields = {name: row.data[name] for name in CHANGES}
        Potential.objects.update_or_create(
            person=person, assessed_on=row.data["assessed_on"],
            defaults={**fields, "loaded_by": self.viewer},
        )  # fmt: skip


def _compared(person: Person, known: Potential | None, data: dict) -> Preview:
    label = f"{person.name} · {data['assessed_on']}"[:200]
    if known is None:
        return Preview(ADD, label, data)
    old = {"score": _plain(known.score), "assessor": known.assessor}
    old["is_validated"] = known.is_validated
    changes = {
        name: [str(old[name]), str(data[name])]
        for name in CHANGES
        if old[name] != data[name]
    }
    return Preview(CHANGE if changes else SAME, label, data, changes)


def _plain(number) -> str:
    return f"{number:.2f}"


def _read(row: RawRow) -> tuple[dict, list[Problem]]:
    data: dict = {}
    problems: list[Problem] = []
    for column in COLUMNS:
        try:
            data[column.name] = _value(column.name, row.values.get(column.name))
        except CellFault as fault:
            problems.append(fault.problem(column.name))
            continue
        if column.required and data[column.name] in ("", None):
            problems.append(Problem("required", _("Fill in this cell."), column.name))
    return data, problems


def _value(name: str, value):
    if name == "nip":
        nip = as_nip(value)
        return str(getattr(nip, "text", nip)) if nip else ""
    if name == "score":
        number = as_number(value)
        if number is not None and not 0 <= number <= 100:
            raise CellFault("score_out_of_range", _("A score is from 0 to 100."))
        return None if number is None else _plain(number)
    if name == "assessed_on":
        day = as_day(value)
        if day and day > today():
            raise CellFault("day_ahead", _("This day lies in the future."))
        return day.isoformat() if day else ""
    if name == "is_validated":
        return bool(as_yes(value))
    return as_text(value, 200)
